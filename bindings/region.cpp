// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <shadematch/region/color_change.hpp>
#include <shadematch/region/measure.hpp>
#include <shadematch/region/pixel_states.hpp>
#include <shadematch/region/region.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;
using Mask = py::array_t<bool, py::array::c_style | py::array::forcecast>;

template <Lab Reading::*member>
Eigen::Vector3d lab_of(const Reading& reading) {
  const Lab& lab = reading.*member;
  return {lab.L, lab.a, lab.b};
}

Eigen::Vector3d lab_se_of(const Reading& reading) {
  const Lab se = reading.lab_se();
  return {se.L, se.a, se.b};
}

Region polygon(const std::vector<Eigen::Vector2d>& vertices, int photo_width, int photo_height) {
  return region_from_polygon(vertices, photo_width, photo_height);
}

Region from_mask(const Mask& mask, int photo_width, int photo_height) {
  const std::span<const std::uint8_t> values(reinterpret_cast<const std::uint8_t*>(mask.data()),
                                             static_cast<std::size_t>(mask.size()));
  const py::gil_scoped_release release;
  return region_from_mask(values, photo_width, photo_height);
}

Reading measure_region(const LabImage& image, const Region& region, int min_pixels, double max_clipped_share,
                       double max_glare_share, double max_texture_mad) {
  return measure(image, region, {min_pixels, max_clipped_share, max_glare_share, max_texture_mad});
}

py::array_t<std::uint8_t> states(const LabImage& image, const Region& region) {
  auto pixels =
      without_gil([&] { return std::make_shared<const std::vector<std::uint8_t>>(pixel_states(image, region)); });
  return share_flags(pixels, image.height, image.width);
}

void bind_reading(py::module_& region) {
  py::class_<Reading>(region, "Reading")
      .def_property_readonly("lab", &lab_of<&Reading::lab>)
      .def_property_readonly("lab_se", &lab_se_of)
      .def_property_readonly("median", &lab_of<&Reading::median>)
      .def_readonly("covariance", &Reading::covariance)
      .def_readonly("visit_covariance", &Reading::visit_covariance)
      .def_readonly("spread", &Reading::spread)
      .def_readonly("center", &Reading::center)
      .def_readonly("pixels", &Reading::pixels)
      .def_readonly("valid_pixels", &Reading::valid_pixels)
      .def_readonly("clipped_share", &Reading::clipped_share)
      .def_readonly("blown_share", &Reading::blown_share)
      .def_readonly("glare_share", &Reading::glare_share)
      .def_readonly("texture_mad", &Reading::texture_mad)
      .def_readonly("flags", &Reading::flags);
}

Eigen::Vector3d step_of(const ColorChange& change) {
  return {change.step.L, change.step.a, change.step.b};
}

void bind_change(py::module_& region) {
  py::class_<ColorChange>(region, "ColorChange")
      .def_property_readonly("step", &step_of)
      .def_readonly("covariance", &ColorChange::covariance)
      .def_readonly("delta_e", &ColorChange::delta_e)
      .def_readonly("low", &ColorChange::low)
      .def_readonly("high", &ColorChange::high);
  region.def("color_change", &color_change, py::arg("before"), py::arg("after"), Release());
}

}  // namespace

void bind_region(py::module_& module) {
  auto region = module.def_submodule("region");
  py::class_<Region>(region, "Region")
      .def_readonly("x", &Region::x)
      .def_readonly("y", &Region::y)
      .def_readonly("width", &Region::width)
      .def_readonly("height", &Region::height);
  bind_reading(region);
  bind_change(region);
  region.def("region_from_polygon", &polygon, py::arg("vertices"), py::arg("photo_width"), py::arg("photo_height"),
             Release());
  region.def("region_from_rectangle", &region_from_rectangle, py::arg("x"), py::arg("y"), py::arg("width"),
             py::arg("height"), py::arg("photo_width"), py::arg("photo_height"), Release());
  region.def("region_from_mask", &from_mask, py::arg("mask"), py::arg("photo_width"), py::arg("photo_height"));
  region.def("pixel_states", &states, py::arg("image"), py::arg("region"));
  const MeasureOptions defaults;
  region.def("measure", &measure_region, py::arg("image"), py::arg("region"), py::kw_only(),
             py::arg("min_pixels") = defaults.min_pixels, py::arg("max_clipped_share") = defaults.max_clipped_share,
             py::arg("max_glare_share") = defaults.max_glare_share,
             py::arg("max_texture_mad") = defaults.max_texture_mad, Release());
}

}  // namespace shadematch::python
