// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/chart/marker_dictionary.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;
using CornerTable = Eigen::Matrix<double, 4, 2, Eigen::RowMajor>;

Chart find(const Photo& photo, const ChartDefinition& definition, const std::string& edition, double time_limit_s) {
  return find_chart(photo, definition, {edition, time_limit_s});
}

Chart from_corners(const Photo& photo, const ChartDefinition& definition, const CornerTable& corners,
                   const std::string& edition) {
  FindChartOptions options;
  options.edition = edition;
  return chart_from_corners(photo, definition, {corners.row(0), corners.row(1), corners.row(2), corners.row(3)},
                            options);
}

CornerTable corner_table(const Chart& chart) {
  CornerTable table;
  table << chart.corners[0].transpose(), chart.corners[1].transpose(), chart.corners[2].transpose(),
      chart.corners[3].transpose();
  return table;
}

ChartDefinition add_edition(const ChartDefinition& definition, const std::string& name, const Array& lab,
                            double tolerance_delta_e) {
  return with_edition(definition, {name, view_table(lab, "with_edition"), tolerance_delta_e});
}

py::array_t<double> patch_values(const std::string& csv, int patches, const std::string& source) {
  return to_numpy(without_gil([&] { return parse_patch_values(csv, patches, source); }));
}

void bind_definition(py::module_& module) {
  py::class_<ChartEdition>(module, "ChartEdition", "Reference values of one production of a chart, D50 / 2 degrees.")
      .def_readonly("name", &ChartEdition::name)
      .def_property_readonly("lab", [](const ChartEdition& edition) { return to_numpy(LabTable(edition.lab)); })
      .def_readonly("tolerance_delta_e", &ChartEdition::tolerance_delta_e);
  py::class_<ChartDefinition>(module, "ChartDefinition", "Geometry and reference values of a chart.")
      .def_readonly("id", &ChartDefinition::id)
      .def_readonly("name", &ChartDefinition::name)
      .def_readonly("columns", &ChartDefinition::columns)
      .def_readonly("rows", &ChartDefinition::rows)
      .def_readonly("patch_fraction", &ChartDefinition::patch_fraction)
      .def_readonly("neutrals", &ChartDefinition::neutrals)
      .def_readonly("skin", &ChartDefinition::skin)
      .def_readonly("patch_names", &ChartDefinition::patch_names)
      .def_readonly("editions", &ChartDefinition::editions)
      .def_readonly("default_edition", &ChartDefinition::default_edition)
      .def_readonly("source", &ChartDefinition::source)
      .def_readonly("licence", &ChartDefinition::licence)
      .def_property_readonly("positions", &ChartDefinition::patch_positions, "(n, 2) pitches: column and row.")
      .def_property_readonly("marker_ids", &ChartDefinition::marker_ids)
      .def_property_readonly("patch_count", &ChartDefinition::patch_count)
      .def("edition", &ChartDefinition::edition, py::arg("name") = "")
      .def("with_edition", &add_edition, py::arg("name"), py::arg("lab"),
           py::arg("tolerance_delta_e") = ChartEdition{}.tolerance_delta_e,
           "The chart with one more edition, its default.");
}

void bind_values(py::module_& module) {
  py::class_<PatchSample>(module, "PatchSample", "One patch as the photograph shows it.")
      .def_readonly("id", &PatchSample::id)
      .def_readonly("center", &PatchSample::center)
      .def_readonly("rgb", &PatchSample::rgb)
      .def_readonly("noise", &PatchSample::noise)
      .def_readonly("standard_error", &PatchSample::standard_error)
      .def_readonly("pixels", &PatchSample::pixels)
      .def_readonly("clipped_share", &PatchSample::clipped_share)
      .def_readonly("valid", &PatchSample::valid)
      .def_readonly("reason", &PatchSample::reason);
  py::class_<Chart>(module, "Chart", "A chart found in a photograph, with its samples.")
      .def_readonly("definition", &Chart::definition)
      .def_readonly("edition", &Chart::edition)
      .def_readonly("homography", &Chart::homography, "(3, 3): (column, row, 1) of the patches to pixels.")
      .def_property_readonly("corners", &corner_table, "(4, 2) pixels: centers of the corner patches, clockwise.")
      .def_property_readonly("centers", &Chart::centers, "(n, 2) pixels: centers of all patches in printed order.")
      .def_property_readonly("window", &Chart::window, "(n, 2) pixels: the card's hole as a polygon; no rows: none.")
      .def_readonly("patches", &Chart::patches)
      .def_readonly("pitch_px", &Chart::pitch_px)
      .def_readonly("bend", &Chart::bend)
      .def_readonly("others", &Chart::others, "Corner patches, as `corners`, of other charts in the photograph.")
      .def_readonly("confidence", &Chart::confidence)
      .def_readonly("score", &Chart::score)
      .def_readonly("runner_up", &Chart::runner_up)
      .def_readonly("status", &Chart::status)
      .def_readonly("grayscale", &Chart::grayscale)
      .def_readonly("photo_width", &Chart::photo_width)
      .def_readonly("photo_height", &Chart::photo_height)
      .def_readonly("photo_sha256", &Chart::photo_sha256)
      .def_readonly("profile_sha256", &Chart::profile_sha256)
      .def_readonly("warnings", &Chart::warnings);
}

}  // namespace

void bind_chart(py::module_& module) {
  auto chart = module.def_submodule("chart");
  bind_definition(chart);
  bind_values(chart);
  const FindChartOptions defaults;
  chart.def("marker_code", &marker_code, py::arg("id"));
  chart.def("chart_ids", &chart_ids, Release());
  chart.def("chart_definition", &chart_definition, py::arg("id"), Release());
  chart.def("parse_chart_definition", &parse_chart_definition, py::arg("json"), py::arg("source"), Release());
  chart.def("parse_patch_values", &patch_values, py::arg("csv"), py::arg("patches"), py::arg("source"));
  chart.def("find_chart", &find, py::arg("photo"), py::arg("definition"), py::arg("edition") = defaults.edition,
            py::arg("time_limit_s") = defaults.time_limit_s, Release());
  chart.def("chart_from_corners", &from_corners, py::arg("photo"), py::arg("definition"), py::arg("corners"),
            py::arg("edition") = defaults.edition, Release());
}

}  // namespace shadematch::python
