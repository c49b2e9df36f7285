// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/skin/update_healing.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

using release = py::call_guard<py::gil_scoped_release>;

/// Lab colors as (n, 3); a Lab is three numbers beside each other.
LabTable table_of(const std::vector<Lab>& labs) {
  static_assert(sizeof(Lab) == 3 * sizeof(double));
  return Eigen::Map<const LabTable>(reinterpret_cast<const double*>(labs.data()),
                                    static_cast<Eigen::Index>(labs.size()), 3);
}

void bind_values(py::module_& skin) {
  static const Healing h;
  py::class_<Healing>(skin, "Healing")
      .def(py::init([](double retention, double depth_mm, double uptake, double n, const Eigen::Matrix4d& covariance,
                       int photographs) {
             Healing healing{retention, depth_mm, uptake, n, covariance, photographs};
             healing.check();
             return healing;
           }),
           py::kw_only(), "retention"_a = h.retention, "depth_mm"_a = h.depth_mm, "uptake"_a = h.uptake,
           "yule_nielsen_n"_a = h.yule_nielsen_n, "covariance"_a = h.covariance, "photographs"_a = h.photographs)
      .def_readonly("retention", &Healing::retention, "Share of the pigment that is left when healed.")
      .def_readonly("depth_mm", &Healing::depth_mm, "Clear dermis above the pigment as light sees it.")
      .def_readonly("uptake", &Healing::uptake, "Volume of liquid over volume of the pigment zone.")
      .def_readonly("yule_nielsen_n", &Healing::yule_nielsen_n, "Sideways spread of light, 1 to 2.")
      .def_readonly("covariance", &Healing::covariance, "(4, 4), of the logarithms of the four in this order.")
      .def_readonly("photographs", &Healing::photographs)
      .def_property_readonly("status", &Healing::status)
      .def("fresh", &Healing::fresh, "The same before healing: retention exactly 1.");
  static const Treatment t;
  skin.attr("ZONE_THICKNESS_MM") = kZoneThicknessMm;
  py::class_<Treatment>(skin, "Treatment")
      .def(py::init([](const Bands& mua, const Bands& musr, double coverage, double thickness_mm,
                       const std::optional<Bands>& between) {
             Treatment treatment{mua, musr, coverage, thickness_mm, {}};
             if (between) treatment.between_dots = Reflectance{*between};
             return treatment;
           }),
           py::kw_only(), "mua"_a, "musr"_a, "coverage"_a, "thickness_mm"_a = t.thickness_mm,
           "between_dots"_a = py::none())
      .def_readonly("mua", &Treatment::mua, "Of the liquid, 36 values in 1/cm.")
      .def_readonly("musr", &Treatment::musr, "Of the liquid, 36 values in 1/cm.")
      .def_readonly("coverage", &Treatment::coverage)
      .def_readonly("thickness_mm", &Treatment::thickness_mm);
}

void bind_update(py::module_& skin) {
  py::class_<TreatedPhotograph>(skin, "TreatedPhotograph")
      .def(py::init([](const ClientSkin& client, const Treatment& treatment, const Eigen::Vector3d& lab,
                       const Eigen::Matrix3d& covariance, bool fresh) {
             return TreatedPhotograph{client, treatment, {{lab(0), lab(1), lab(2)}, covariance}, fresh};
           }),
           py::kw_only(), "skin"_a, "treatment"_a, "lab"_a, "covariance"_a, "fresh"_a = false)
      .def_readonly("skin", &TreatedPhotograph::skin)
      .def_readonly("treatment", &TreatedPhotograph::treatment)
      .def_readonly("fresh", &TreatedPhotograph::fresh);
  static const HealingUpdateOptions o;
  skin.attr("MODEL_SD") = o.model_sd;
  py::class_<HealingUpdate>(skin, "HealingUpdate")
      .def_readonly("healing", &HealingUpdate::healing)
      .def_property_readonly("predicted", [](const HealingUpdate& self) { return to_numpy(table_of(self.predicted)); })
      .def_property_readonly("fitted", [](const HealingUpdate& self) { return to_numpy(table_of(self.fitted)); })
      .def_readonly("chi_squares", &HealingUpdate::chi_squares);
  skin.def(
      "update_healing",
      [](const Healing& prior, const std::vector<TreatedPhotograph>& photographs, double model_sd) {
        HealingUpdateOptions options;
        options.model_sd = model_sd;
        return update_healing(prior, photographs, options);
      },
      "prior"_a, "photographs"_a, "model_sd"_a = o.model_sd, release());
}

}  // namespace

void bind_healing(py::module_& module) {
  auto skin = module.attr("skin").cast<py::module_>();
  bind_values(skin);
  bind_update(skin);
  skin.def(
      "treated_reflectance",
      [](const ClientSkin& client, const Treatment& treatment, const Healing& healing) {
        return to_numpy(without_gil([&] { return treated_reflectance(client, treatment, healing); }));
      },
      "client"_a, "treatment"_a, "healing"_a);
  skin.def(
      "treated_lab",
      [](const ClientSkin& client, const Treatment& treatment, const Healing& healing) {
        const MeasuredLab color = without_gil([&] { return treated_lab(client, treatment, healing); });
        return std::make_pair(Eigen::Vector3d(color.lab.L, color.lab.a, color.lab.b), color.covariance);
      },
      "client"_a, "treatment"_a, "healing"_a);
}

}  // namespace shadematch::python
