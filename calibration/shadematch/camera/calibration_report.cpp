// SPDX-License-Identifier: Apache-2.0
// The quality report: what a person or a program needs to trust or distrust a calibration.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_json.hpp>
#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/difference/ciede2000.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

Json report_patches(const Calibration::State& state) {
  Json out = Json::array();
  for (const PatchRecord& patch : state.patches) {
    Json row{
        {"id", patch.id}, {"valid", patch.valid}, {"reason", patch.reason}, {"clipped_share", patch.clipped_share}};
    row["reference"] = json_from(patch.reference);
    row["fitted"] = patch.valid ? json_from(patch.fitted) : Json();
    row["delta_e"] = patch.valid ? Json(delta_e_ciede2000(patch.fitted, patch.reference)) : Json();
    row["held_out_delta_e"] = patch.valid ? Json(delta_e_ciede2000(patch.predicted, patch.reference)) : Json();
    out.push_back(std::move(row));
  }
  return out;
}

Json report_rungs(const Calibration::State& state) {
  Json out = Json::array();
  for (const RungError& rung : state.rungs) {
    Json row = json_from(rung.held_out, false);
    row["name"] = rung.name;
    row["choice_error"] = rung.choice_error;
    row["chosen"] = rung.name == state.rung;
    out.push_back(std::move(row));
  }
  return out;
}

/// Slope and curvature of ln light over ln camera value; 1 and 0 are a linear camera.
Json report_tone(const CameraMap& map) {
  Json out = Json::array();
  for (const ToneCurve& tone : map.tone) {
    out.push_back({{"gain", std::exp(tone.p0 - tone.p1 * tone.center)}, {"slope", tone.p1}, {"curvature", tone.p2}});
  }
  return out;
}

Json report_clipping(const Calibration::State& state) {
  std::vector<int> ids;
  double most = 0.0;
  for (const PatchRecord& patch : state.patches) {
    if (patch.reason == "clipped") ids.push_back(patch.id);
    most = std::max(most, patch.clipped_share);
  }
  return {{"patches", ids}, {"largest_share", most}};
}

}  // namespace

std::string Calibration::report() const {
  const State& s = *state_;
  int valid = 0;
  for (const PatchRecord& patch : s.patches) valid += patch.valid ? 1 : 0;
  Json out;
  out["chart"] = {{"id", s.chart_id},         {"edition", s.edition},
                  {"status", s.chart_status}, {"confidence", s.chart_confidence},
                  {"pitch_px", s.pitch_px},   {"tolerance_delta_e", s.tolerance_delta_e},
                  {"valid_patches", valid},   {"all_patches", s.patches.size()}};
  out["rung"] = s.rung;
  out["held_out"] = json_from(s.held_out, true);
  out["rungs"] = report_rungs(s);
  out["patches"] = report_patches(s);
  out["tone"] = report_tone(s.map);
  const Eigen::Vector3d offset = s.map.terms == Terms::kAffine ? Eigen::Vector3d(s.map.matrix.col(3) * kOffsetTerm)
                                                               : Eigen::Vector3d(0.0, 0.0, 0.0);
  out["offset"] = {offset(0), offset(1), offset(2)};
  out["shading"] = {{"light_ratio_across_chart", light_ratio(s.light_gradient, s.frame)},
                    {"corrected", !s.map.shading.isZero()}};
  out["clipping"] = report_clipping(s);
  out["flags"] = s.flags;
  out["warnings"] = s.warnings;
  return out.dump(1);
}

}  // namespace shadematch::inline v0
