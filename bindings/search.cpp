// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <span>
#include <string>
#include <utility>

#include <shadematch/search/color_index.hpp>
#include <shadematch/search/nearest_colors.hpp>
#include <shadematch/search/unique_colors.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

/// (rows, delta_e), each (targets, k).
py::tuple to_numpy(NearestRows&& nearest) {
  return py::make_tuple(py::cast(std::move(nearest.rows)), py::cast(std::move(nearest.delta_e)));
}

void bind_pictures(py::module_& search) {
  search.def(
      "unique_colors",
      [](const py::array_t<std::uint8_t, py::array::c_style>& rgb) {
        const std::span<const std::uint8_t> bytes(rgb.data(), static_cast<std::size_t>(rgb.size()));
        auto colors = without_gil([&] { return unique_colors(bytes); });
        return py::make_tuple(py::cast(std::move(colors.rgb)), py::cast(std::move(colors.of_pixel)));
      },
      "rgb"_a);
}

}  // namespace

void bind_search(py::module_& module) {
  auto search = module.def_submodule("search");
  py::class_<UncertainRow>(search, "UncertainRow")
      .def_readonly("row", &UncertainRow::row)
      .def_readonly("expected", &UncertainRow::expected)
      .def_readonly("probability", &UncertainRow::probability);
  py::class_<ColorTable>(search, "ColorTable")
      .def(py::init([](const Array& lab) {
             const auto table = view_table(lab, "ColorTable");
             return without_gil([&] { return ColorTable(table); });
           }),
           "lab"_a)
      .def("__len__", &ColorTable::rows)
      .def(
          "nearest",
          [](const ColorTable& self, const Array& targets, std::size_t k, int threads) {
            const auto table = view_table(targets, "nearest_colors");
            return to_numpy(without_gil([&] { return nearest_colors(self, table, k, threads); }));
          },
          "targets"_a, "k"_a, "threads"_a);
  py::class_<ColorIndex>(search, "ColorIndex")
      .def(py::init([](const Array& lab, int threads) {
             const auto table = view_table(lab, "ColorIndex");
             return without_gil([&] { return ColorIndex(table, threads); });
           }),
           "lab"_a, "threads"_a)
      .def("__len__", &ColorIndex::rows)
      .def_property_readonly("bytes", &ColorIndex::bytes)
      .def(
          "save", [](const ColorIndex& self, const std::string& path) { without_gil([&] { self.save(path); }); },
          "path"_a)
      .def_static(
          "load", [](const std::string& path) { return without_gil([&] { return ColorIndex::load(path); }); }, "path"_a)
      .def(
          "nearest",
          [](const ColorIndex& self, const Array& targets, std::size_t k, int threads) {
            const auto table = view_table(targets, "ColorIndex.nearest");
            return to_numpy(without_gil([&] { return self.nearest(table, k, threads); }));
          },
          "targets"_a, "k"_a, "threads"_a)
      .def(
          "nearest_uncertain",
          [](const ColorIndex& self, const std::array<double, 3>& lab, const Eigen::Matrix3d& covariance,
             double tolerance, bool by_probability, std::size_t k) {
            const auto order = by_probability ? UncertainOrder::probability : UncertainOrder::expected;
            return without_gil([&] {
              return self.nearest({{lab[0], lab[1], lab[2]}, covariance}, tolerance, order, k);
            });
          },
          "lab"_a, "covariance"_a, "tolerance"_a, "by_probability"_a, "k"_a);
  bind_pictures(search);
}

}  // namespace shadematch::python
