// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/quality/assess_capture.hpp>

#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;

Lab lab_from(const Eigen::Vector3d& value) {
  return {value(0), value(1), value(2)};
}

/// What the gates need of a reading.
AssessedRegion assessed_region(const std::string& name, const Eigen::Vector3d& lab, const Eigen::Vector2d& center,
                               int valid_pixels, double blown_share, double glare_share, double texture_mad,
                               const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor>& repeats) {
  AssessedRegion region{name, {}, {}};
  region.reading.lab = lab_from(lab);
  region.reading.center = center;
  region.reading.valid_pixels = valid_pixels;
  region.reading.blown_share = blown_share;
  region.reading.glare_share = glare_share;
  region.reading.texture_mad = texture_mad;
  const auto rows = repeats.rowwise();
  std::transform(rows.begin(), rows.end(), std::back_inserter(region.repeats), [](const auto& row) {
    return Lab{row(0), row(1), row(2)};
  });
  return region;
}

QualityReport assess_photo(const Photo& photo, const Chart& chart, const Calibration& calibration,
                           const std::vector<AssessedRegion>& regions, const std::string& profile) {
  return assess_capture(photo, chart, calibration, regions, {profile});
}

QualityReport assess_calibrated(const Calibration& calibration, const std::vector<AssessedRegion>& regions,
                                const std::string& profile) {
  return assess_capture(calibration, regions, {profile});
}

QualityReport assess_missing(const std::string& profile) {
  return assess_missing_chart({profile});
}

void let_pass(QualityReport& report, const std::vector<std::string>& ids) {
  report.let_pass(ids);
}

}  // namespace

void bind_quality(py::module_& module) {
  auto quality = module.def_submodule("quality");
  py::class_<AssessedRegion>(quality, "AssessedRegion")
      .def(py::init(&assessed_region), py::kw_only(), py::arg("name"), py::arg("lab"), py::arg("center"),
           py::arg("valid_pixels"), py::arg("blown_share"), py::arg("glare_share"), py::arg("texture_mad"),
           py::arg("repeats"));
  py::class_<QualityReport>(quality, "QualityReport")
      .def("let_pass", &let_pass, py::arg("ids"))
      .def("refuse_red", &QualityReport::refuse_red)
      .def("warnings", &QualityReport::warnings)
      .def("to_json", &QualityReport::to_json);
  const AssessOptions defaults;
  quality.def("assess_photo", &assess_photo, py::arg("photo"), py::arg("chart"), py::arg("calibration"),
              py::arg("regions"), py::arg("profile") = defaults.profile, Release());
  quality.def("assess_calibrated", &assess_calibrated, py::arg("calibration"), py::arg("regions"),
              py::arg("profile") = defaults.profile, Release());
  quality.def("assess_missing_chart", &assess_missing, py::arg("profile") = defaults.profile, Release());
  quality.def("quality_document", &quality_document, py::arg("report"), py::arg("photo"), py::arg("chart"),
              py::arg("calibration"), Release());
  quality.def("gate_profiles", &gate_profiles, Release());
}

}  // namespace shadematch::python
