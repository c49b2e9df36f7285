// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

PYBIND11_MODULE(_core, module) {
  using namespace shadematch::python;
  module.doc() = "Compiled part of shadematch; use the modules of the package `shadematch` instead.";
  module.attr("__version__") = SHADEMATCH_VERSION;
  bind_errors(module);
  bind_color(module);
  bind_difference(module);
  bind_search(module);
  bind_spectrum(module);
  bind_skin(module);
  bind_client_skin(module);
  bind_layers(module);
  bind_halftone(module);
  bind_healing(module);
  bind_film(module);
  bind_pigment(module);
  bind_match(module);
  bind_formulate(module);
  bind_photo(module);
  bind_chart(module);
  bind_camera(module);
  bind_region(module);
  bind_profile(module);
  bind_quality(module);
  bind_light(module);
}
