// SPDX-License-Identifier: Apache-2.0
// One function for each file of this folder; module.cpp calls them in the order of the layers.
#pragma once

#include <pybind11/pybind11.h>

namespace shadematch::python {

void bind_errors(pybind11::module_& module);
void bind_color(pybind11::module_& module);
void bind_difference(pybind11::module_& module);
void bind_search(pybind11::module_& module);
void bind_spectrum(pybind11::module_& module);
void bind_skin(pybind11::module_& module);
void bind_client_skin(pybind11::module_& module);
void bind_layers(pybind11::module_& module);
void bind_halftone(pybind11::module_& module);
void bind_healing(pybind11::module_& module);
void bind_film(pybind11::module_& module);
void bind_drawdowns(pybind11::module_& film);
void bind_pigment(pybind11::module_& module);
void bind_match(pybind11::module_& module);
void bind_formulate(pybind11::module_& module);
/// Part of bind_formulate, which calls it with its submodule.
void bind_formulation(pybind11::module_& formulate);
void bind_photo(pybind11::module_& module);
void bind_chart(pybind11::module_& module);
void bind_camera(pybind11::module_& module);
void bind_profile(pybind11::module_& module);
void bind_region(pybind11::module_& module);
void bind_quality(pybind11::module_& module);
void bind_light(pybind11::module_& module);

}  // namespace shadematch::python
