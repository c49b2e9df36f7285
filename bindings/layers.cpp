// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <shadematch/skin/monte_carlo.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {

void bind_layers(py::module_& module) {
  using release = py::call_guard<py::gil_scoped_release>;
  auto skin = module.attr("skin").cast<py::module_>();
  py::class_<TissueLayer>(skin, "TissueLayer")
      .def(py::init([](double mua, double musr, double thickness_mm) {
             return TissueLayer{{mua, musr}, thickness_mm};
           }),
           py::kw_only(), "mua"_a, "musr"_a, "thickness_mm"_a)
      .def_property_readonly("mua", [](const TissueLayer& layer) { return layer.medium.mua; })
      .def_property_readonly("musr", [](const TissueLayer& layer) { return layer.medium.musr; })
      .def_readonly("thickness_mm", &TissueLayer::thickness_mm);
  static const MonteCarloOptions m;
  py::class_<MonteCarloOptions>(skin, "MonteCarloOptions")
      .def(py::init([](std::uint64_t seed, int photons, double n, Illumination light, bool specular_included) {
             return MonteCarloOptions{seed, photons, n, light, specular_included};
           }),
           py::kw_only(), "seed"_a = m.seed, "photons"_a = m.photons, "refractive_index"_a = m.refractive_index,
           "illumination"_a = m.illumination, "specular_included"_a = m.specular_included)
      .def_readonly("seed", &MonteCarloOptions::seed)
      .def_readonly("photons", &MonteCarloOptions::photons)
      .def_readonly("refractive_index", &MonteCarloOptions::refractive_index)
      .def_readonly("illumination", &MonteCarloOptions::illumination)
      .def_readonly("specular_included", &MonteCarloOptions::specular_included);
  skin.def(
      "layered_reflectance",
      [](const std::vector<TissueLayer>& layers, double mua, double musr, const AddingDoublingOptions& options) {
        return layered_reflectance(layers, {mua, musr}, options);
      },
      "layers"_a, "ground_mua"_a, "ground_musr"_a, "options"_a, release());
  skin.def(
      "monte_carlo_reflectance",
      [](const std::vector<TissueLayer>& layers, double mua, double musr, const MonteCarloOptions& options) {
        const MonteCarloReflectance found = monte_carlo_reflectance(layers, {mua, musr}, options);
        return std::make_pair(found.R, found.standard_error);
      },
      "layers"_a, "ground_mua"_a, "ground_musr"_a, "options"_a, release());
}

}  // namespace shadematch::python
