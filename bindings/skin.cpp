// SPDX-License-Identifier: Apache-2.0
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include <shadematch/skin/coverage.hpp>
#include <shadematch/skin/hair.hpp>
#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/skin/skin_model.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

void bind_parameters(py::module_& skin) {
  static const SkinParameters s;
  py::class_<SkinParameters>(skin, "SkinParameters")
      .def(py::init([](double f_mel, double f_b, double so2, double A, double b, double d_e, double d_v, double c) {
             return SkinParameters{f_mel, f_b, so2, A, b, d_e, d_v, c};
           }),
           py::kw_only(), "melanosome_fraction"_a = s.melanosome_fraction, "blood_fraction"_a = s.blood_fraction,
           "oxygen_saturation"_a = s.oxygen_saturation, "scattering_A"_a = s.scattering_A,
           "scattering_b"_a = s.scattering_b, "epidermis_thickness_mm"_a = s.epidermis_thickness_mm,
           "vessel_diameter_mm"_a = s.vessel_diameter_mm, "carotenoid_absorption"_a = s.carotenoid_absorption)
      .def_readonly("melanosome_fraction", &SkinParameters::melanosome_fraction)
      .def_readonly("blood_fraction", &SkinParameters::blood_fraction)
      .def_readonly("oxygen_saturation", &SkinParameters::oxygen_saturation)
      .def_readonly("scattering_A", &SkinParameters::scattering_A)
      .def_readonly("scattering_b", &SkinParameters::scattering_b)
      .def_readonly("epidermis_thickness_mm", &SkinParameters::epidermis_thickness_mm)
      .def_readonly("vessel_diameter_mm", &SkinParameters::vessel_diameter_mm)
      .def_readonly("carotenoid_absorption", &SkinParameters::carotenoid_absorption);
  static const PigmentZone z;
  py::class_<PigmentZone>(skin, "PigmentZone")
      .def(py::init([](const Bands& mua, const Bands& musr, double depth_mm, double thickness_mm) {
             return PigmentZone{depth_mm, thickness_mm, mua, musr};
           }),
           py::kw_only(), "mua"_a, "musr"_a, "depth_mm"_a = z.depth_mm, "thickness_mm"_a = z.thickness_mm)
      .def_readonly("depth_mm", &PigmentZone::depth_mm)
      .def_readonly("thickness_mm", &PigmentZone::thickness_mm)
      .def_readonly("mua", &PigmentZone::mua)
      .def_readonly("musr", &PigmentZone::musr);
  static const HairParameters h;
  py::class_<HairParameters>(skin, "HairParameters")
      .def(py::init([](double melanin, double pheomelanin_share, double gray_share) {
             return HairParameters{melanin, pheomelanin_share, gray_share};
           }),
           py::kw_only(), "melanin"_a = h.melanin, "pheomelanin_share"_a = h.pheomelanin_share,
           "gray_share"_a = h.gray_share)
      .def_readonly("melanin", &HairParameters::melanin)
      .def_readonly("pheomelanin_share", &HairParameters::pheomelanin_share)
      .def_readonly("gray_share", &HairParameters::gray_share);
}

void bind_options(py::module_& skin) {
  py::native_enum<Illumination>(skin, "Illumination", "enum.Enum")
      .value("NORMAL", Illumination::kNormal)
      .value("DIFFUSE", Illumination::kDiffuse)
      .finalize();
  static const AddingDoublingOptions o;
  py::class_<AddingDoublingOptions>(skin, "AddingDoublingOptions")
      .def(py::init([](int streams, double n, Illumination illumination, bool specular_included) {
             return AddingDoublingOptions{streams, n, illumination, specular_included};
           }),
           py::kw_only(), "streams"_a = o.streams, "refractive_index"_a = o.refractive_index,
           "illumination"_a = o.illumination, "specular_included"_a = o.specular_included)
      .def_readonly("streams", &AddingDoublingOptions::streams)
      .def_readonly("refractive_index", &AddingDoublingOptions::refractive_index)
      .def_readonly("illumination", &AddingDoublingOptions::illumination)
      .def_readonly("specular_included", &AddingDoublingOptions::specular_included);
}

}  // namespace

void bind_skin(py::module_& module) {
  auto skin = module.def_submodule("skin");
  bind_parameters(skin);
  bind_options(skin);
  using release = py::call_guard<py::gil_scoped_release>;
  skin.def(
      "skin_reflectance",
      [](const SkinParameters& parameters, const AddingDoublingOptions& options) {
        return skin_reflectance(parameters, options).R;
      },
      "skin"_a, "options"_a, release());
  skin.def(
      "pigmented_skin_reflectance",
      [](const SkinParameters& parameters, const PigmentZone& zone, const AddingDoublingOptions& options) {
        return pigmented_skin_reflectance(parameters, zone, options).R;
      },
      "skin"_a, "zone"_a, "options"_a, release());
  skin.def(
      "hair_reflectance", [](const HairParameters& hair) { return hair_reflectance(hair).R; }, "hair"_a, release());
  skin.def(
      "pigment_optics",
      [](const std::string& ci, double diameter_nm) {
        PigmentOptics optics = pigment_optics(ci, diameter_nm);
        return std::make_pair(optics.mua, optics.musr);
      },
      "ci"_a, "diameter_nm"_a, release());
  skin.def(
      "pooled_reflectance",
      [](const Bands& bare, const Bands& dot, double coverage, double yule_nielsen_n) {
        return pooled_reflectance({bare}, {dot}, coverage, yule_nielsen_n).R;
      },
      "skin"_a, "dot"_a, "coverage"_a, "yule_nielsen_n"_a = 1.0, release());
  skin.def("regular_coverage", &regular_coverage, "dots_per_mm2"_a, "diameter_mm"_a);
  skin.def("random_coverage", &random_coverage, "dots_per_mm2"_a, "diameter_mm"_a);
}

}  // namespace shadematch::python
