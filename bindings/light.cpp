// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <shadematch/camera/even_light.hpp>
#include <shadematch/light/evidence.hpp>
#include <shadematch/light/flatten.hpp>

#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;

LightEvidence from_flat(const Photo& flat) {
  return light_from_flat(flat);
}

LightEvidence from_paper(const Photo& photo, const std::vector<Region>& areas) {
  return light_from_paper(photo, areas);
}

void bind_values(py::module_& light) {
  py::class_<LightResponse>(light, "LightResponse")
      .def(py::init<>())
      .def("ln_light", &LightResponse::ln_light, py::arg("channel"), py::arg("ln_value"))
      .def("ln_value", &LightResponse::ln_value, py::arg("channel"), py::arg("ln_light"))
      .def("is_linear", &LightResponse::is_linear);
  py::class_<LightField, std::shared_ptr<LightField>>(light, "LightField")
      .def_readonly("kind", &LightField::kind)
      .def_readonly("width", &LightField::width)
      .def_readonly("height", &LightField::height)
      .def_readonly("degree", &LightField::degree)
      .def_readonly("response", &LightField::response)
      .def_readonly("floor_sd", &LightField::floor_sd)
      .def_readonly("source_sha256", &LightField::source_sha256)
      .def("ln_light", &LightField::ln_light, py::arg("pixel"))
      .def("sd_between", &LightField::sd_between, py::arg("pixel"), py::arg("other"))
      .def("light_ratio", &LightField::light_ratio)
      .def("to_json", &LightField::to_json)
      .def(
          "__eq__", [](const LightField& one, const LightField& other) { return one == other; }, py::is_operator())
      .def("__hash__", [](const LightField& field) { return py::hash(py::str(field.to_json())); });
  py::class_<LightEvidence>(light, "LightEvidence")
      .def_readonly("kind", &LightEvidence::kind)
      .def_readonly("width", &LightEvidence::width)
      .def_readonly("height", &LightEvidence::height)
      .def_property_readonly("count", [](const LightEvidence& evidence) { return evidence.samples.size(); });
  py::class_<EvenLight>(light, "EvenLight")
      .def_readonly("photo", &EvenLight::photo)
      .def_readonly("chart", &EvenLight::chart);
}

}  // namespace

void bind_light(py::module_& module) {
  auto light = module.def_submodule("light");
  bind_values(light);
  light.def("light_from_flat", &from_flat, py::arg("flat"), Release());
  light.def("light_from_paper", &from_paper, py::arg("photo"), py::arg("areas"), Release());
  light.def("fit_light_field", &fit_light_field, py::arg("evidence"), py::arg("response"), Release());
  light.def("parse_light_field", &parse_light_field, py::arg("json"), py::arg("source"), Release());
  light.def("flatten", &flatten, py::arg("photo"), py::arg("field"), Release());
  light.def("even_light", &even_light, py::arg("photo"), py::arg("evidence"), py::arg("find"), Release());
}

}  // namespace shadematch::python
