// SPDX-License-Identifier: Apache-2.0
// The document of a Calibration. Doubles are written so that they read back to the same bits.
#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_json.hpp>
#include <shadematch/camera/spectral_json.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

template <typename Derived>
Json rows(const Eigen::MatrixBase<Derived>& matrix) {
  Json out = Json::array();
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    Json row = Json::array();
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) row.push_back(matrix(i, j));
    out.push_back(std::move(row));
  }
  return out;
}

Json pair(const Eigen::Vector2d& value) {
  return {value(0), value(1)};
}

Json json_from(const PatchRecord& patch) {
  Json out{{"id", patch.id},
           {"valid", patch.valid},
           {"reason", patch.reason},
           {"clipped_share", patch.clipped_share},
           {"reference", json_from(patch.reference)}};
  if (!patch.valid) return out;
  out["center"] = pair(patch.center);
  out["rgb"] = {patch.rgb(0), patch.rgb(1), patch.rgb(2)};
  out["fitted"] = json_from(patch.fitted);
  out["predicted"] = json_from(patch.predicted);
  out["expected_square"] = patch.expected_square;
  return out;
}

}  // namespace

Json json_from(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

Json json_from(const HeldOutError& error, bool with_patches) {
  Json out{{"mean", error.mean},
           {"p95", error.p95},
           {"max", error.max},
           {"skin", error.skin ? Json(*error.skin) : Json()},
           {"neutrals", error.neutrals}};
  if (!with_patches) return out;
  out["patch_ids"] = error.patch_ids;
  out["per_patch"] = error.per_patch;
  return out;
}

Json json_from(const CameraMap& map) {
  constexpr const char* kTerms[] = {"linear", "affine", "root-polynomial"};
  Json tones = Json::array();
  for (const ToneCurve& tone : map.tone) tones.push_back({tone.center, tone.p0, tone.p1, tone.p2});
  return {{"tone", std::move(tones)},
          {"shading", pair(map.shading)},
          {"terms", kTerms[static_cast<int>(map.terms)]},
          {"matrix", rows(map.matrix)}};
}

Json json_from(const std::optional<FollowUp>& moved) {
  if (!moved) return {};
  return {{"baseline_sha256", moved->baseline_sha256},
          {"gain", {moved->gain(0), moved->gain(1), moved->gain(2)}},
          {"lightness_shift", moved->lightness_shift}};
}

std::string Calibration::to_json() const {
  const State& s = *state_;
  Json out{{"format", "shadematch-calibration"}, {"version", 1}};
  out["chart"] = {{"id", s.chart_id},
                  {"edition", s.edition},
                  {"status", s.chart_status},
                  {"confidence", s.chart_confidence},
                  {"pitch_px", s.pitch_px},
                  {"tolerance_delta_e", s.tolerance_delta_e},
                  {"warnings", s.warnings},
                  {"photo_size", {s.photo_width, s.photo_height}},
                  {"photo_sha256", s.photo_sha256},
                  {"profile_sha256", s.profile_sha256}};
  out["frame"] = {{"from_pixels", rows(s.frame.from_pixels)}, {"half_size", pair(s.frame.half_size)}};
  out["shot"] = json_from(s.shot);
  out["rung"] = s.rung;
  out["ladder_rung"] = s.ladder_rung;
  out["spectral"] = s.spectral ? json_from(s.spectral->fit()) : Json();
  out["map"] = json_from(s.map);
  out["refits"] = Json::array();
  for (const CameraMap& map : s.refits) out["refits"].push_back(json_from(map));
  out["held_out"] = json_from(s.held_out, true);
  out["light_gradient"] = pair(s.light_gradient);
  out["patches"] = Json::array();
  for (const PatchRecord& patch : s.patches) out["patches"].push_back(json_from(patch));
  out["rungs"] = Json::array();
  for (const RungError& rung : s.rungs) {
    out["rungs"].push_back(
        {{"name", rung.name}, {"choice_error", rung.choice_error}, {"held_out", json_from(rung.held_out, false)}});
  }
  out["flags"] = s.flags;
  out["follow_up"] = json_from(s.follow_up);
  return out.dump(1);
}

}  // namespace shadematch::inline v0
