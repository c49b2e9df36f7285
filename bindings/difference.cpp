// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <string>
#include <type_traits>

#include <shadematch/difference/cam16_ucs.hpp>
#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/delta_e.hpp>
#include <shadematch/difference/hyab.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

using Rows = Eigen::Ref<const LabTable>;
using FloatRows = Eigen::Ref<const FloatLabTable>;

/// A table of one row as the standard of all others, else row by row.
template <typename Numbers, typename OneToMany, typename RowByRow>
auto choose(const char* who, const Numbers& standards, const Numbers& batch, OneToMany one_to_many,
            RowByRow row_by_row) {
  const auto first = view_table(standards, who);
  const auto second = view_table(batch, who);
  return to_numpy(without_gil([&] {
    if (first.rows() == 1) return one_to_many(Lab{first(0, 0), first(0, 1), first(0, 2)}, second);
    return row_by_row(first, second);
  }));
}

/// Binds the two table forms of a formula for one type of number.
template <typename Numbers, typename Table, typename Result, typename... Options>
void bind_tables(py::module_& difference, const char* name,
                 Result (*one_to_many)(const Lab&, const Table&, const Options&...),
                 Result (*row_by_row)(const Table&, const Table&, const Options&...),
                 const std::conditional_t<true, py::arg_v, Options>&... options) {
  difference.def(
      name,
      [=](const Numbers& standards, const Numbers& batch, const Options&... given) {
        return choose(
            name, standards, batch, [&](const Lab& lab, const Table& rows) { return one_to_many(lab, rows, given...); },
            [&](const Table& first, const Table& second) { return row_by_row(first, second, given...); });
      },
      py::arg("standards").noconvert(std::is_same_v<Numbers, FloatArray>),
      py::arg("batch").noconvert(std::is_same_v<Numbers, FloatArray>), options...);
}

/// Binds all table forms of a formula: float32 in both places stays float32, anything else becomes float64.
template <typename... Options>
void bind_formula(py::module_& difference, const char* name,
                  Eigen::ArrayXf (*one_to_many_floats)(const Lab&, const FloatRows&, const Options&...),
                  Eigen::ArrayXf (*row_by_row_floats)(const FloatRows&, const FloatRows&, const Options&...),
                  Eigen::ArrayXd (*one_to_many)(const Lab&, const Rows&, const Options&...),
                  Eigen::ArrayXd (*row_by_row)(const Rows&, const Rows&, const Options&...),
                  const std::conditional_t<true, py::arg_v, Options>&... options) {
  bind_tables<FloatArray>(difference, name, one_to_many_floats, row_by_row_floats, options...);
  bind_tables<Array>(difference, name, one_to_many, row_by_row, options...);
}

void bind_options(py::module_& difference) {
  py::class_<Ciede2000Options>(difference, "Ciede2000Options")
      .def(py::init<>())
      .def_readwrite("k_L", &Ciede2000Options::k_L)
      .def_readwrite("k_C", &Ciede2000Options::k_C)
      .def_readwrite("k_H", &Ciede2000Options::k_H);
  py::class_<Cie94Options>(difference, "Cie94Options")
      .def(py::init<>())
      .def_readwrite("k_L", &Cie94Options::k_L)
      .def_readwrite("k_C", &Cie94Options::k_C)
      .def_readwrite("k_H", &Cie94Options::k_H)
      .def_readwrite("K_1", &Cie94Options::K_1)
      .def_readwrite("K_2", &Cie94Options::K_2);
  difference.attr("CIE94_GRAPHIC_ARTS") = kCie94GraphicArts;
  difference.attr("CIE94_TEXTILES") = kCie94Textiles;
  py::class_<CmcOptions>(difference, "CmcOptions")
      .def(py::init<>())
      .def_readwrite("l", &CmcOptions::l)
      .def_readwrite("c", &CmcOptions::c);
}

}  // namespace

void bind_difference(py::module_& module) {
  auto difference = module.def_submodule("difference");
  bind_options(difference);
  bind_formula<Ciede2000Options>(difference, "delta_e_ciede2000", &delta_e_ciede2000, &delta_e_ciede2000,
                                 &delta_e_ciede2000, &delta_e_ciede2000, "options"_a = Ciede2000Options{});
  bind_formula<Cie94Options>(difference, "delta_e_cie94", &delta_e_cie94, &delta_e_cie94, &delta_e_cie94,
                             &delta_e_cie94, "options"_a = Cie94Options{});
  bind_formula<CmcOptions>(difference, "delta_e_cmc", &delta_e_cmc, &delta_e_cmc, &delta_e_cmc, &delta_e_cmc,
                           "options"_a = CmcOptions{});
  bind_tables<Array, Rows, Eigen::ArrayXd, Cam16ViewingConditions>(
      difference, "delta_e_cam16_ucs", &delta_e_cam16_ucs, &delta_e_cam16_ucs, "options"_a = Cam16ViewingConditions{});
  bind_formula<>(difference, "delta_e_cie76", &delta_e_cie76, &delta_e_cie76, &delta_e_cie76, &delta_e_cie76);
  bind_formula<>(difference, "delta_e_hyab", &delta_e_hyab, &delta_e_hyab, &delta_e_hyab, &delta_e_hyab);

  py::class_<DifferenceFormula>(difference, "DifferenceFormula")
      .def_property_readonly("name", [](const DifferenceFormula& formula) { return std::string(formula.name); })
      .def_readonly("symmetric", &DifferenceFormula::symmetric)
      .def_property_readonly("description",
                             [](const DifferenceFormula& formula) { return std::string(formula.description); });
  difference.def("difference_formulas", [] { return py::tuple(py::cast(difference_formulas())); });
  difference.def(
      "delta_e",
      [](const std::string& formula, const Array& standards, const Array& batch) {
        return choose(
            "delta_e", standards, batch, [&](const Lab& lab, const Rows& rows) { return delta_e(formula, lab, rows); },
            [&](const Rows& first, const Rows& second) { return delta_e(formula, first, second); });
      },
      "formula"_a, "standards"_a, "batch"_a);
}

}  // namespace shadematch::python
