// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/daylight_illuminant.hpp>
#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/observer.hpp>
#include <shadematch/spectrum/planckian_illuminant.hpp>
#include <shadematch/spectrum/reflectance_from_readings.hpp>
#include <shadematch/spectrum/smoothest_reflectance.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

void bind_illuminants(py::module_& spectrum) {
  py::class_<Illuminant>(spectrum, "Illuminant")
      .def(py::init([](std::string name, double first_nm, double step_nm, std::vector<double> power) {
             return Illuminant{std::move(name), Spectrum(first_nm, step_nm, std::move(power))};
           }),
           "name"_a, "first_nm"_a, "step_nm"_a, "power"_a)
      .def_readonly("name", &Illuminant::name)
      .def_property_readonly("first_nm", [](const Illuminant& light) { return light.power.first_nm(); })
      .def_property_readonly("step_nm", [](const Illuminant& light) { return light.power.step_nm(); })
      .def_property_readonly(
          "power",
          [](const py::object& self) {
            const auto& values = self.cast<const Illuminant&>().power.values();
            return read_only(py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data(), self));
          },
          "Relative power (n,), read-only view.");
  using py::gil_scoped_release;
  spectrum.def("illuminant", &illuminant, "name"_a, py::call_guard<gil_scoped_release>());
  spectrum.def("illuminant_names", &illuminant_names, py::call_guard<gil_scoped_release>());
  spectrum.def("planckian_illuminant", &planckian_illuminant, "temperature_kelvin"_a,
               py::call_guard<gil_scoped_release>());
  spectrum.def("daylight_illuminant", &daylight_illuminant, "correlated_color_temperature_kelvin"_a,
               py::call_guard<gil_scoped_release>());
}

}  // namespace

void bind_spectrum(py::module_& module) {
  auto spectrum = module.def_submodule("spectrum");
  spectrum.attr("BAND_COUNT") = kBandCount;
  spectrum.attr("FIRST_BAND_NM") = kFirstBandNm;
  spectrum.attr("BAND_STEP_NM") = kBandStepNm;
  bind_illuminants(spectrum);

  py::class_<ColorimetricWeights>(spectrum, "ColorimetricWeights")
      .def_property_readonly("w",
                             [](const py::object& self) {
                               const XYZTable& w = self.cast<const ColorimetricWeights&>().w;
                               return read_only(py::array_t<double>({w.rows(), w.cols()}, w.data(), self));
                             })
      .def_property_readonly("white_point", [](const ColorimetricWeights& weights) {
        const XYZ white = weights.white_point();
        return py::make_tuple(white.X, white.Y, white.Z);
      });
  spectrum.def(
      "colorimetric_weights",
      [](const Illuminant& light, int degrees) { return colorimetric_weights(light, observer(degrees)); },
      "illuminant"_a, "observer"_a, py::call_guard<py::gil_scoped_release>());

  spectrum.def(
      "xyz_from_reflectance",
      [](const Array& reflectance, const ColorimetricWeights& weights) {
        const auto rows = view_rows<ReflectanceTable>(reflectance, "xyz_from_reflectance");
        return to_numpy(without_gil([&] { return xyz_from_reflectance(rows, weights); }));
      },
      "reflectance"_a, "weights"_a);
  spectrum.def(
      "lab_from_reflectance",
      [](const Array& reflectance, const ColorimetricWeights& weights) {
        const auto rows = view_rows<ReflectanceTable>(reflectance, "lab_from_reflectance");
        return to_numpy(without_gil([&] { return lab_from_reflectance(rows, weights); }));
      },
      "reflectance"_a, "weights"_a);
  spectrum.def(
      "reflectance_from_spectrum",
      [](double first_nm, double step_nm, std::vector<double> values) {
        const Reflectance reflectance = reflectance_from_spectrum(Spectrum(first_nm, step_nm, std::move(values)));
        return py::array_t<double>(static_cast<py::ssize_t>(kBandCount), reflectance.R.data());
      },
      "first_nm"_a, "step_nm"_a, "values"_a);
  spectrum.def(
      "reflectance_from_readings",
      [](const std::vector<double>& wavelengths_nm, const std::vector<double>& R) {
        return reflectance_from_readings(wavelengths_nm, R).R;
      },
      "wavelengths_nm"_a, "R"_a);
  spectrum.def(
      "smoothest_reflectance",
      [](double L, double a, double b, const ColorimetricWeights& weights) {
        return smoothest_reflectance({L, a, b}, weights).R;
      },
      "L"_a, "a"_a, "b"_a, "weights"_a);
}

}  // namespace shadematch::python
