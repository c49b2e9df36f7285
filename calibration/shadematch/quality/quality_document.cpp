// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <span>

#include <shadematch/photo/sha256.hpp>
#include <shadematch/quality/assess_capture.hpp>
#include <shadematch/quality/center_residuals.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

Json json_from(const Eigen::Vector3d& value) {
  return {value(0), value(1), value(2)};
}

/// Offsets in pitches; the largest is what the finder's 0.33 is held against.
Json center_rows(const Photo& photo, const Chart& chart) {
  Json out{{"unit", "pitch"}, {"largest", 0.0}, {"patches", Json::array()}};
  double largest = 0;
  for (const CenterResidual& residual : center_residuals(photo, chart)) {
    largest = std::max(largest, residual.offset.norm());
    out["patches"].push_back({{"id", residual.patch_id}, {"offset", {residual.offset(0), residual.offset(1)}}});
  }
  out["largest"] = largest;
  return out;
}

/// Robust sd of one pixel and of the patch, linear RGB.
Json noise_rows(const Chart& chart) {
  Json out = Json::array();
  for (const PatchSample& patch : chart.patches) {
    if (!patch.valid) continue;
    out.push_back(
        {{"id", patch.id}, {"sd", json_from(patch.noise)}, {"standard_error", json_from(patch.standard_error)}});
  }
  return out;
}

std::string values_sha256(const Chart& chart) {
  const LabTable& lab = chart.definition.edition(chart.edition).lab;
  return sha256(std::as_bytes(std::span(lab.data(), static_cast<std::size_t>(lab.size()))));
}

}  // namespace

std::string quality_document(const QualityReport& report, const Photo& photo, const Chart& chart,
                             const Calibration& calibration) {
  Json out = Json::parse(report.to_json());
  out["calibration"] = Json::parse(calibration.report());
  out["centers"] = center_rows(photo, chart);
  out["noise"] = noise_rows(chart);
  out["sha256"] = {{"photo", photo.metadata.sha256}, {"chart_values", values_sha256(chart)}};
  return out.dump();
}

}  // namespace shadematch::inline v0
