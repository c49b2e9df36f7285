// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/match/match.hpp>
#include <shadematch/match/words.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}
Lab to_lab(const Eigen::Vector3d& lab) {
  return {lab.x(), lab.y(), lab.z()};
}

void bind_input(py::module_& match) {
  py::class_<MeasuredLab>(match, "MeasuredLab")
      .def(py::init([](const Eigen::Vector3d& lab, const Eigen::Matrix3d& covariance) {
             return MeasuredLab{to_lab(lab), covariance};
           }),
           "lab"_a, "covariance"_a)
      .def_property_readonly("lab", [](const MeasuredLab& color) { return to_vector(color.lab); })
      .def_readonly("covariance", &MeasuredLab::covariance);
  py::class_<MatchTarget>(match, "MatchTarget")
      .def(py::init<std::string, MeasuredLab, std::optional<MeasuredLab>>(), "kind"_a, "color"_a,
           "scalp"_a = py::none())
      .def_readonly("kind", &MatchTarget::kind)
      .def_readonly("color", &MatchTarget::color)
      .def_readonly("scalp", &MatchTarget::scalp);
  py::class_<MatchConstraints>(match, "MatchConstraints")
      .def(py::init<>())
      .def_readwrite("excluded_ingredients", &MatchConstraints::excluded_ingredients)
      .def_readwrite("brands", &MatchConstraints::brands)
      .def_readwrite("in_stock_only", &MatchConstraints::in_stock_only)
      .def_readwrite("max_diluent_per_pigment", &MatchConstraints::max_diluent_per_pigment);
  py::class_<MatchOptions>(match, "MatchOptions")
      .def(py::init<>())
      .def_readwrite("formula", &MatchOptions::formula)
      .def_readwrite("top", &MatchOptions::top)
      .def_readwrite("unknown_measured_se", &MatchOptions::unknown_measured_se)
      .def_readwrite("unknown_predicted_se", &MatchOptions::unknown_predicted_se);
}

void bind_result(py::module_& match) {
  py::class_<Match>(match, "Match")
      .def_readonly("mix_id", &Match::mix_id)
      .def_readonly("recipe", &Match::recipe)
      .def_property_readonly("lab", [](const Match& self) { return to_vector(self.lab); })
      .def_readonly("covariance", &Match::covariance)
      .def_readonly("covariance_assumed", &Match::covariance_assumed)
      .def_readonly("lab_source", &Match::lab_source)
      .def_readonly("delta_e", &Match::delta_e)
      .def_readonly("delta_e_low", &Match::delta_e_low)
      .def_readonly("delta_e_high", &Match::delta_e_high)
      .def_readonly("delta_e_ab", &Match::delta_e_ab)
      .def_readonly("delta_e_ab_low", &Match::delta_e_ab_low)
      .def_readonly("delta_e_ab_high", &Match::delta_e_ab_high)
      .def_readonly("delta_L", &Match::delta_L)
      .def_readonly("delta_C", &Match::delta_C)
      .def_readonly("delta_H", &Match::delta_H)
      .def_readonly("words", &Match::words)
      .def_readonly("verdict", &Match::verdict)
      .def_readonly("too_dark_probability", &Match::too_dark_probability)
      .def_readonly("contrast_delta_e", &Match::contrast_delta_e)
      .def_readonly("contrast_delta_L", &Match::contrast_delta_L)
      .def_readonly("tie_group", &Match::tie_group)
      .def_readonly("diluent_per_pigment", &Match::diluent_per_pigment)
      .def_readonly("in_stock", &Match::in_stock)
      .def_readonly("price", &Match::price)
      .def_readonly("currency", &Match::currency);
  py::class_<Exclusion>(match, "Exclusion")
      .def_readonly("mix_id", &Exclusion::mix_id)
      .def_readonly("reason", &Exclusion::reason);
  py::class_<Ranking>(match, "Ranking")
      .def_readonly("target", &Ranking::target)
      .def_readonly("options", &Ranking::options)
      .def_readonly("perceptible_delta_e_ab", &Ranking::perceptible_delta_e_ab)
      .def_readonly("acceptable_delta_e_ab", &Ranking::acceptable_delta_e_ab)
      .def_readonly("matches", &Ranking::matches)
      .def_readonly("excluded", &Ranking::excluded)
      .def_readonly("warnings", &Ranking::warnings)
      .def_readonly("candidates", &Ranking::candidates);
}

}  // namespace

void bind_match(py::module_& module) {
  auto match = module.def_submodule("match");
  bind_input(match);
  bind_result(match);
  match.def("match", &shadematch::match, "catalogue"_a, "target"_a, "constraints"_a, "options"_a,
            py::call_guard<py::gil_scoped_release>());
}

}  // namespace shadematch::python
