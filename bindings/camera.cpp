// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <utility>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/codes_to_lab.hpp>
#include <shadematch/camera/two_shot.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;

Calibration calibrate_chart(const Chart& chart, const std::string& rung, double max_held_out_delta_e,
                            const Calibration* baseline, bool light_from_skin) {
  return calibrate(chart, {rung, max_held_out_delta_e, baseline, light_from_skin});
}

std::pair<Eigen::Vector3d, Eigen::Matrix3d> measure_color(const Calibration& calibration, const Eigen::Vector3d& rgb,
                                                          const Eigen::Vector2d& position) {
  const MeasuredLab measured = calibration.measure(rgb, position);
  return {Eigen::Vector3d(measured.lab.L, measured.lab.a, measured.lab.b), measured.covariance};
}

py::array_t<float> lab_pixels(const LabImage& image) {
  return share_pixels(now(image.lab), image.height, image.width);
}

py::object as_array(const LabImage& image, const py::object& dtype, const py::object& copy) {
  return py::module_::import("numpy").attr("array")(lab_pixels(image), py::arg("dtype") = dtype,
                                                    py::arg("copy") = copy);
}

template <typename T>
void to_lab_of_codes(const Calibration& calibration, const py::array_t<T, py::array::c_style>& codes,
                     py::array_t<float, py::array::c_style>& lab, const CodesToLabOptions& options) {
  if (codes.ndim() != 3) throw py::value_error("codes_to_lab: expected an array of shape (height, width, 3)");
  const SampleArray array{static_cast<int>(codes.shape(1)), static_cast<int>(codes.shape(0)),
                          static_cast<int>(codes.shape(2)),
                          std::span<const T>(codes.data(), static_cast<std::size_t>(codes.size()))};
  const std::span<float> out(lab.mutable_data(), static_cast<std::size_t>(lab.size()));
  const py::gil_scoped_release release;
  codes_to_lab(calibration, array, out, options);
}

template <typename T>
void bind_codes(py::module_& camera) {
  camera.def("codes_to_lab", &to_lab_of_codes<T>, py::arg("calibration"), py::arg("codes").noconvert(),
             py::arg("lab").noconvert(), py::arg("options"));
}

void bind_values(py::module_& camera) {
  py::class_<CodesToLabOptions>(camera, "CodesToLabOptions")
      .def(py::init<>())
      .def_readwrite("encoding", &CodesToLabOptions::encoding)
      .def_readwrite("full_scale", &CodesToLabOptions::full_scale)
      .def_readwrite("x", &CodesToLabOptions::x)
      .def_readwrite("y", &CodesToLabOptions::y)
      .def_readwrite("threads", &CodesToLabOptions::threads);
  py::class_<HeldOutError>(camera, "HeldOutError")
      .def_readonly("mean", &HeldOutError::mean)
      .def_readonly("p95", &HeldOutError::p95)
      .def_readonly("max", &HeldOutError::max)
      .def_readonly("skin", &HeldOutError::skin)
      .def_readonly("neutrals", &HeldOutError::neutrals)
      .def_readonly("patch_ids", &HeldOutError::patch_ids)
      .def_readonly("per_patch", &HeldOutError::per_patch);
  py::class_<LabImage>(camera, "LabImage", "A photograph in CIE Lab (D50, 2 degrees). Immutable.")
      .def_readonly("width", &LabImage::width)
      .def_readonly("height", &LabImage::height)
      .def_readonly("photo", &LabImage::photo)
      .def_property_readonly("calibration", [](const LabImage& image) { return *image.calibration; })
      .def_property_readonly("lab", &lab_pixels, "(height, width, 3) float32, read-only: L*, a*, b*, D50 / 2 degrees.")
      .def("__array__", &as_array, py::arg("dtype") = py::none(), py::arg("copy") = py::none());
}

}  // namespace

void bind_camera(py::module_& module) {
  auto camera = module.def_submodule("camera");
  bind_values(camera);
  py::class_<Calibration>(camera, "Calibration")
      .def_property_readonly("rung", &Calibration::rung)
      .def_property_readonly("held_out", &Calibration::held_out, py::return_value_policy::copy)
      .def_property_readonly("flags", &Calibration::flags)
      .def("to_lab", &Calibration::to_lab, py::arg("photo"), py::arg("threads") = 0, Release())
      .def("flatten", &Calibration::flatten, py::arg("photo"), Release())
      .def("measure", &measure_color, py::arg("rgb"), py::arg("position"), Release())
      .def("chart_center", &Calibration::chart_center)
      .def("visit_covariance", &Calibration::visit_covariance, py::arg("rgb"), py::arg("position"), Release())
      .def("to_json", &Calibration::to_json, Release())
      .def("report", &Calibration::report, Release());
  const CalibrateOptions defaults;
  camera.def("calibration_rungs", &calibration_rungs, Release());
  camera.def("calibrate", &calibrate_chart, py::arg("chart"), py::kw_only(), py::arg("rung") = defaults.rung,
             py::arg("max_held_out_delta_e") = defaults.max_held_out_delta_e, py::arg("baseline") = defaults.baseline,
             py::arg("light_from_skin") = defaults.light_from_skin, Release());
  bind_codes<std::uint8_t>(camera);
  bind_codes<std::uint16_t>(camera);
  bind_codes<float>(camera);
  camera.def("with_gray", &with_gray, py::arg("calibration"), py::arg("photo"), py::arg("gray"), Release());
  camera.def("two_shot", &two_shot, py::arg("calibration"), py::arg("photo"), py::arg("gray"), py::arg("threads") = 0,
             Release());
  camera.def("parse_calibration", &parse_calibration, py::arg("json"), py::arg("source"), Release());
}

}  // namespace shadematch::python
