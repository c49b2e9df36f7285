// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <shadematch/drawdown/drawdown_cgats.hpp>
#include <shadematch/film/drawdown_csv.hpp>
#include <shadematch/film/drawdown_table.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {

void bind_drawdowns(py::module_& film) {
  using release = py::call_guard<py::gil_scoped_release>;
  py::class_<DrawdownTable>(film, "DrawdownTable")
      .def_readonly("stocks", &DrawdownTable::stocks)
      .def_readonly("drawdowns", &DrawdownTable::drawdowns)
      .def_readonly("samples", &DrawdownTable::samples)
      .def_readonly("cards", &DrawdownTable::cards)
      .def_readonly("comments", &DrawdownTable::comments);
  py::class_<DrawdownReading>(film, "DrawdownReading")
      .def(py::init([](std::string where, std::string sample, std::string surface, std::string components,
                       std::string weight_percent, std::vector<double> readings) {
             return DrawdownReading{std::move(where),      std::move(sample),         std::move(surface),
                                    std::move(components), std::move(weight_percent), std::move(readings)};
           }),
           py::kw_only(), "where"_a, "sample"_a, "surface"_a, "components"_a, "weight_percent"_a, "readings"_a);
  film.def(
      "drawdown_table",
      [](std::string source, std::vector<double> wavelengths_nm, std::vector<DrawdownReading> readings,
         std::vector<std::string> comments) {
        return drawdown_table({std::move(source), std::move(wavelengths_nm), std::move(readings), std::move(comments)});
      },
      py::kw_only(), "source"_a, "wavelengths_nm"_a, "readings"_a, "comments"_a, release());
  film.def("read_drawdowns_csv", &read_drawdowns_csv, "text"_a, "source"_a, release());
  film.def("read_drawdowns_cgats", &read_drawdowns_cgats, "text"_a, "source"_a, release());
}

}  // namespace shadematch::python
