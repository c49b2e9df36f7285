// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/formulate/film_medium.hpp>
#include <shadematch/formulate/formulation.hpp>
#include <shadematch/formulate/skin_medium.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

using release = py::call_guard<py::gil_scoped_release>;

void bind_media(py::module_& formulate) {
  py::class_<Medium>(formulate, "Medium")
      .def_property_readonly("name", &Medium::name)
      .def_property_readonly("has_coverage", &Medium::has_coverage)
      .def(
          "model",
          [](const Medium& self, const Bands& K, const Bands& S, double coverage) {
            return self.model(K, S, coverage).R;
          },
          "K"_a, "S"_a, "coverage"_a, release());
  py::class_<FilmMedium, Medium>(formulate, "FilmMedium")
      .def(py::init([](const Bands& card, const FilmSurface& surface) {
             return std::make_unique<FilmMedium>(Reflectance{card}, surface);
           }),
           "card"_a, "surface"_a, release());
  static const Healing h;
  py::class_<SkinMedium, Medium>(formulate, "SkinMedium")
      .def(py::init<const ClientSkin&, const Healing&, double>(), "client"_a, "healing"_a = h,
           "thickness_mm"_a = kZoneThicknessMm, release())
      .def(py::init([](const ClientSkin& client, const Bands& between, const Healing& healing, double thickness_mm) {
             return std::make_unique<SkinMedium>(client, Reflectance{between}, healing, thickness_mm);
           }),
           "client"_a, "between_dots"_a, "healing"_a = h, "thickness_mm"_a = kZoneThicknessMm, release())
      .def_property_readonly("ground", [](const SkinMedium& self) { return self.ground().R; })
      .def_property_readonly("client", &SkinMedium::client)
      .def_property_readonly("healing", &SkinMedium::healing)
      .def_property_readonly("thickness_mm", &SkinMedium::thickness_mm);
}

void bind_input(py::module_& formulate) {
  py::class_<FormulationTarget>(formulate, "FormulationTarget")
      .def_readwrite("kind", &FormulationTarget::kind)
      .def_property_readonly("reflectance", [](const FormulationTarget& self) { return self.reflectance.R; })
      .def_readonly("covariance", &FormulationTarget::covariance)
      .def_readonly("spectrum_assumed", &FormulationTarget::spectrum_assumed);
  py::class_<ObjectiveWeights>(formulate, "ObjectiveWeights")
      .def(py::init<>())
      .def_readwrite("lights", &ObjectiveWeights::lights)
      .def_readwrite("metamerism", &ObjectiveWeights::metamerism)
      .def_readwrite("per_colorant", &ObjectiveWeights::per_colorant)
      .def_readwrite("sensitivity", &ObjectiveWeights::sensitivity)
      .def_readwrite("cost", &ObjectiveWeights::cost);
  py::class_<FormulationOptions>(formulate, "FormulationOptions")
      .def(py::init<>())
      .def(py::init<const FormulationOptions&>(), "other"_a)
      .def_readwrite("weights", &FormulationOptions::weights)
      .def_readwrite("stocks", &FormulationOptions::stocks)
      .def_readwrite("mandatory", &FormulationOptions::mandatory)
      .def_readwrite("forbidden", &FormulationOptions::forbidden)
      .def_readwrite("most_colorants", &FormulationOptions::most_colorants)
      .def_readwrite("most_drops", &FormulationOptions::most_drops)
      .def_readwrite("least_drops_each", &FormulationOptions::least_drops_each)
      .def_readwrite("step_ml", &FormulationOptions::step_ml)
      .def_readwrite("cup_ml", &FormulationOptions::cup_ml)
      .def_readwrite("least_ml", &FormulationOptions::least_ml)
      .def_readwrite("dilute", &FormulationOptions::dilute)
      .def_readwrite("diluent_id", &FormulationOptions::diluent_id)
      .def_readwrite("coverage_low", &FormulationOptions::coverage_low)
      .def_readwrite("coverage_high", &FormulationOptions::coverage_high)
      .def_readwrite("lowest_L", &FormulationOptions::lowest_L)
      .def_readwrite("tolerance", &FormulationOptions::tolerance)
      .def_readwrite("most_recipes", &FormulationOptions::most_recipes)
      .def_readwrite("film_um", &FormulationOptions::film_um)
      .def_readwrite("fitted_per_size", &FormulationOptions::fitted_per_size);
}

}  // namespace

void bind_formulate(py::module_& module) {
  auto formulate = module.def_submodule("formulate");
  bind_media(formulate);
  bind_input(formulate);
  formulate.def(
      "target_from_reflectance",
      [](const Bands& R, const Eigen::Matrix3d& covariance) { return target_from_reflectance({R}, covariance); },
      "reflectance"_a, "covariance"_a, release());
  formulate.def(
      "target_from_lab",
      [](const Eigen::Vector3d& lab, const Eigen::Matrix3d& covariance) {
        return target_from_lab({{lab.x(), lab.y(), lab.z()}, covariance});
      },
      "lab"_a, "covariance"_a, release());
  formulate.def(
      "target_hair_field",
      [](const Bands& skin, const Bands& hair, double coverage, double n, const std::optional<MeasuredLab>& measured) {
        return target_hair_field({skin}, {hair}, coverage, n, measured ? &*measured : nullptr);
      },
      "skin"_a, "hair"_a, "coverage"_a, "yule_nielsen_n"_a, "measured"_a = py::none(), release());
  bind_formulation(formulate);
}

}  // namespace shadematch::python
