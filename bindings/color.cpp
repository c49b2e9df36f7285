// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <pybind11/stl.h>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/cam16.hpp>
#include <shadematch/color/ita.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/color/lch.hpp>
#include <shadematch/color/srgb.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

using White = std::array<double, 3>;

XYZ from(const White& white) {
  return {white[0], white[1], white[2]};
}
White to(const XYZ& xyz) {
  return {xyz.X, xyz.Y, xyz.Z};
}

/// Binds a function of a table, and of a white whose default is D50.
template <typename Result>
void bind_with_white(py::module_& color, const char* name,
                     Result (*function)(const Eigen::Ref<const LabTable>&, const XYZ&), const char* table) {
  color.def(
      name,
      [name, function](const Array& rows, const White& white) {
        const auto view = view_table(rows, name);
        return to_numpy(without_gil([&] { return function(view, from(white)); }));
      },
      py::arg(table), "white"_a = to(kWhiteD50));
}

/// Binds a function of a table alone.
void bind_rows(py::module_& color, const char* name, LabTable (*function)(const Eigen::Ref<const LabTable>&),
               const char* table) {
  color.def(
      name,
      [name, function](const Array& rows) {
        const auto view = view_table(rows, name);
        return to_numpy(without_gil([&] { return function(view); }));
      },
      py::arg(table));
}

void bind_cam16(py::module_& color) {
  py::class_<Cam16Surround>(color, "Cam16Surround")
      .def(py::init<double, double, double>(), "F"_a, "c"_a, "N_c"_a)
      .def_readonly("F", &Cam16Surround::F)
      .def_readonly("c", &Cam16Surround::c)
      .def_readonly("N_c", &Cam16Surround::N_c);
  color.attr("AVERAGE_SURROUND") = kAverageSurround;
  color.attr("DIM_SURROUND") = kDimSurround;
  color.attr("DARK_SURROUND") = kDarkSurround;
  py::class_<Cam16ViewingConditions>(color, "Cam16ViewingConditions")
      .def(py::init<>())
      .def_property(
          "white", [](const Cam16ViewingConditions& conditions) { return to(conditions.white); },
          [](Cam16ViewingConditions& conditions, const White& white) { conditions.white = from(white); })
      .def_readwrite("adapting_luminance_cd_m2", &Cam16ViewingConditions::adapting_luminance_cd_m2)
      .def_readwrite("background_Y", &Cam16ViewingConditions::background_Y)
      .def_readwrite("surround", &Cam16ViewingConditions::surround)
      .def_readwrite("discount_illuminant", &Cam16ViewingConditions::discount_illuminant);
}

}  // namespace

void bind_color(py::module_& module) {
  auto color = module.def_submodule("color");
  color.attr("WHITE_D50") = to(kWhiteD50);
  color.attr("WHITE_D65") = to(kWhiteD65);

  bind_with_white<LabTable>(color, "lab_from_xyz", &lab_from_xyz, "xyz");
  bind_with_white<XYZTable>(color, "xyz_from_lab", &xyz_from_lab, "lab");
  bind_with_white<Eigen::ArrayXd>(color, "ita", &ita, "lab");
  bind_rows(color, "lch_from_lab", &lch_from_lab, "lab");
  bind_rows(color, "lab_from_lch", &lab_from_lch, "lch");
  bind_rows(color, "srgb_from_lab", &srgb_from_lab, "lab");
  bind_rows(color, "lab_from_srgb", &lab_from_srgb, "srgb");
  bind_rows(color, "linear_srgb_from_xyz", &linear_srgb_from_xyz, "xyz");
  bind_rows(color, "xyz_from_linear_srgb", &xyz_from_linear_srgb, "rgb");
  color.def("ita_class", &ita_class, "ita_degrees"_a, py::call_guard<py::gil_scoped_release>());

  color.def(
      "adapt",
      [](const Array& xyz, const White& from_white, const White& to_white, const std::string& method) {
        const auto rows = view_table(xyz, "adapt");
        return to_numpy(
            without_gil([&] { return adapt(rows, from(from_white), from(to_white), adaptation_method(method)); }));
      },
      "xyz"_a, "from_white"_a, "to_white"_a, "method"_a = "bradford");
  bind_cam16(color);
}

}  // namespace shadematch::python
