// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/formulate/cup_correction.hpp>
#include <shadematch/formulate/formulation.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}
std::array<Eigen::Vector3d, 3> to_vectors(const std::array<Lab, 3>& labs) {
  return {to_vector(labs[0]), to_vector(labs[1]), to_vector(labs[2])};
}

void bind_recipe(py::module_& formulate) {
  py::class_<FormulaPart>(formulate, "FormulaPart")
      .def(py::init([](std::string stock_id, int drops) {
             return FormulaPart{std::move(stock_id), drops, 0.0, false};
           }),
           "stock_id"_a, "drops"_a)
      .def_readonly("stock_id", &FormulaPart::stock_id)
      .def_readonly("drops", &FormulaPart::drops)
      .def_readonly("ml", &FormulaPart::ml)
      .def_readonly("is_diluent", &FormulaPart::is_diluent);
  py::class_<DropEffect>(formulate, "DropEffect")
      .def_readonly("stock_id", &DropEffect::stock_id)
      .def_readonly("one_more", &DropEffect::one_more)
      .def_readonly("one_less", &DropEffect::one_less);
  py::class_<RecipeScore>(formulate, "RecipeScore")
      .def_readonly("delta_e", &RecipeScore::delta_e)
      .def_readonly("metamerism", &RecipeScore::metamerism)
      .def_readonly("metamerism_led", &RecipeScore::metamerism_led)
      .def_readonly("colorants", &RecipeScore::colorants)
      .def_readonly("sensitivity", &RecipeScore::sensitivity)
      .def_readonly("cost", &RecipeScore::cost)
      .def_readonly("total", &RecipeScore::total);
  py::class_<FormulaRecipe>(formulate, "FormulaRecipe")
      .def_readonly("parts", &FormulaRecipe::parts)
      .def_readonly("total_ml", &FormulaRecipe::total_ml)
      .def_readonly("dilution_number", &FormulaRecipe::dilution_number)
      .def_readonly("coverage", &FormulaRecipe::coverage)
      .def_readonly("K", &FormulaRecipe::K)
      .def_readonly("S", &FormulaRecipe::S)
      .def_property_readonly("reflectance", [](const FormulaRecipe& self) { return self.reflectance.R; })
      .def_property_readonly("lab", [](const FormulaRecipe& self) { return to_vector(self.lab); })
      .def_property_readonly("lab_lights", [](const FormulaRecipe& self) { return to_vectors(self.lab_lights); })
      .def_readonly("covariance", &FormulaRecipe::covariance)
      .def_readonly("score", &FormulaRecipe::score)
      .def_readonly("delta_e_low", &FormulaRecipe::delta_e_low)
      .def_readonly("delta_e_high", &FormulaRecipe::delta_e_high)
      .def_readonly("drop_effects", &FormulaRecipe::drop_effects)
      .def_readonly("synthetic", &FormulaRecipe::synthetic);
}

}  // namespace

void bind_formulation(py::module_& formulate) {
  bind_recipe(formulate);
  py::class_<StockExclusion>(formulate, "StockExclusion")
      .def_readonly("stock_id", &StockExclusion::stock_id)
      .def_readonly("reason", &StockExclusion::reason);
  py::class_<Formulation>(formulate, "Formulation")
      .def_readonly("medium", &Formulation::medium)
      .def_readonly("status", &Formulation::status)
      .def_readonly("recipes", &Formulation::recipes)
      .def_readonly("reached", &Formulation::reached)
      .def_readonly("reason", &Formulation::reason)
      .def_readonly("sentence", &Formulation::sentence)
      .def_property_readonly("target_lab", [](const Formulation& self) { return to_vectors(self.target_lab); })
      .def_readonly("target_spectrum_assumed", &Formulation::target_spectrum_assumed)
      .def_readonly("excluded", &Formulation::excluded)
      .def_readonly("sets_fitted", &Formulation::sets_fitted)
      .def_readonly("recipes_evaluated", &Formulation::recipes_evaluated);
  py::class_<CupCorrection>(formulate, "CupCorrection")
      .def_readonly("now", &CupCorrection::now)
      .def_readonly("additions", &CupCorrection::additions)
      .def_readonly("reached", &CupCorrection::reached)
      .def_readonly("already_there", &CupCorrection::already_there)
      .def_readonly("only_new_cup", &CupCorrection::only_new_cup)
      .def_readonly("new_cup_delta_e", &CupCorrection::new_cup_delta_e)
      .def_readonly("sentence", &CupCorrection::sentence);
  py::class_<CupContent>(formulate, "CupContent")
      .def(py::init<std::string, double>(), "stock_id"_a, "fraction"_a)
      .def_readonly("stock_id", &CupContent::stock_id)
      .def_readonly("fraction", &CupContent::fraction);
  using release = py::call_guard<py::gil_scoped_release>;
  formulate.def("formulate", &shadematch::formulate, "catalogue"_a, "medium"_a, "target"_a, "options"_a, release());
  formulate.def("evaluate_recipe", &evaluate_recipe, "catalogue"_a, "medium"_a, "target"_a, "parts"_a, "coverage"_a,
                "options"_a, release());
  formulate.def(
      "correct_cup",
      [](const Catalogue& catalogue, const Medium& medium, const FormulationTarget& target,
         const std::vector<CupContent>& cup, double volume_ml, double coverage, const FormulationOptions& options) {
        return correct_cup(catalogue, medium, target, cup, volume_ml, coverage, {options});
      },
      "catalogue"_a, "medium"_a, "target"_a, "cup"_a, "volume_ml"_a, "coverage"_a, "options"_a, release());
}

}  // namespace shadematch::python
