// SPDX-License-Identifier: Apache-2.0
// The quality report: what a person or a program needs to trust or distrust a calibration.
#include <Eigen/LU>
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

Json report_spectral(const SpectralFit& fit) {
  Json light;
  for (std::size_t i = 0; i < light_priors().size(); ++i) {
    light[light_priors()[i].name] = fit.capture.light_shares[i];
  }
  return {{"prior", fit.prior}, {"distance_from_prior", fit.capture.noise}, {"light", std::move(light)}};
}

/// What told how the light changes over the picture.
Json report_light_field(const Calibration::State& state) {
  std::vector<std::string> from;
  const int places = state.spectral ? state.spectral->fit().skin_places : 0;
  if (state.shot.light) {
    from.push_back(state.shot.light->kind);
  } else if (state.spectral || !state.map.shading.isZero()) {
    from.emplace_back("chart");
    if (places > 0) from.emplace_back("skin");
  }
  Json out{{"from", std::move(from)}, {"skin_places", places}};
  out["skin_scatter"] = places > 0 ? Json(state.spectral->fit().skin_scatter) : Json();
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

/// Color of the light as the photograph holds it, after the camera's white balance: mean of the neutrals that are not
/// dark, its correlated color temperature by McCamy's cubic [mccamy1992], and how far it is from gray.
Json report_light(const Calibration::State& state) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const PatchRecord& patch : state.patches) {
    const bool gray = patch.valid && patch.reference.L > 40 && std::hypot(patch.reference.a, patch.reference.b) < 4;
    if (gray && patch.rgb.mean() > 0) sum += patch.rgb / patch.rgb.mean();
  }
  if (!(sum.minCoeff() > 0)) return Json();
  const Eigen::Matrix3d to_xyz =
      (Eigen::Matrix3d() << 0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505).finished();
  const Eigen::Vector3d xyz = to_xyz * sum;
  const double x = xyz(0) / xyz.sum(), y = xyz(1) / xyz.sum();
  const double n = (x - 0.3320) / (0.1858 - y);
  const double kelvin = ((449.0 * n + 3525.0) * n + 6823.3) * n + 5520.33;
  const Eigen::Vector3d gains = sum.mean() * sum.cwiseInverse();
  return {{"gray_gains", {gains(0), gains(1), gains(2)}}, {"gray_cct_K", kelvin}};
}

/// 1 sd of L*, a*, b* at a color, in the middle of the chart, by the calibration itself. The camera value of the color
/// is found by Newton steps.
Json report_uncertainty(const Calibration& calibration, const Lab& lab) {
  const Calibration::State& s = calibration.state();
  const Eigen::Vector2d middle =
      s.frame.from_pixels.leftCols<2>().inverse() * -Eigen::Vector2d(s.frame.from_pixels.col(2));
  const auto color = [&](const Eigen::Vector3d& rgb) {
    const Lab at = calibration.measure(rgb, middle).lab;
    return Eigen::Vector3d(at.L, at.a, at.b);
  };
  const Eigen::Vector3d wanted(lab.L, lab.a, lab.b);
  Eigen::Vector3d rgb = Eigen::Vector3d::Constant(std::pow((lab.L + 16) / 116, 3));
  for (int step = 0; step < 12; ++step) {
    Eigen::Matrix3d slope;
    for (int c = 0; c < 3; ++c) slope.col(c) = (color(rgb + 1e-4 * Eigen::Vector3d::Unit(c)) - color(rgb)) / 1e-4;
    const Eigen::Vector3d change = slope.partialPivLu().solve(wanted - color(rgb));
    if (!change.allFinite()) return Json();
    rgb = (rgb + change.cwiseMax(-0.5 * rgb)).cwiseMax(1e-4);
  }
  const Eigen::Vector3d sd = calibration.measure(rgb, middle).covariance.diagonal().cwiseSqrt();
  return {{"lab", json_from(lab)}, {"sd", {sd(0), sd(1), sd(2)}}};
}

constexpr Lab kScalp{60, 12, 16}, kHair{25, 4, 7};  // of the middle of the range that is measured

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
  out["ladder_rung"] = s.ladder_rung;
  out["spectral"] = s.spectral ? report_spectral(s.spectral->fit()) : Json();
  out["held_out"] = json_from(s.held_out, true);
  out["rungs"] = report_rungs(s);
  out["patches"] = report_patches(s);
  out["tone"] = report_tone(s.map);
  const Eigen::Vector3d offset = s.map.terms == Terms::kAffine ? Eigen::Vector3d(s.map.matrix.col(3) * kOffsetTerm)
                                                               : Eigen::Vector3d(0.0, 0.0, 0.0);
  out["offset"] = {offset(0), offset(1), offset(2)};
  out["shading"] = {{"light_ratio_across_chart", light_ratio(s.light_gradient, s.frame)},
                    {"corrected", !s.map.shading.isZero()}};
  out["light_field"] = report_light_field(s);
  out["light"] = report_light(s);
  out["uncertainty"] = {{"scalp", report_uncertainty(*this, kScalp)}, {"hair", report_uncertainty(*this, kHair)}};
  out["clipping"] = report_clipping(s);
  out["flags"] = s.flags;
  out["follow_up"] = json_from(s.follow_up);
  out["warnings"] = s.warnings;
  return out.dump(1);
}

}  // namespace shadematch::inline v0
