// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/shot.hpp>
#include <shadematch/camera/uncertainty.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastNeutrals = 4;
/// CIEDE2000. Calibrating on one photograph and measuring the next one of the same chart cost 0.3 to 0.8 more.
constexpr double kSecondShot = 0.8;

bool is_neutral(const Chart& chart, const PatchSample& patch) {
  const std::vector<int>& neutrals = chart.definition.neutrals;
  return patch.valid && patch.rgb.minCoeff() > 0.0 && patch.rgb.allFinite() &&
         std::find(neutrals.begin(), neutrals.end(), patch.id) != neutrals.end();
}

/// ln of the values that the file holds, before `field` was divided out.
Eigen::Vector3d ln_value_as_taken(const PatchSample& patch, const LightField* field) {
  Eigen::Vector3d ln_value = patch.rgb.array().log();
  if (field == nullptr) return ln_value;
  const LightResponse& response = field->response;
  const Eigen::Vector3d ln_field = field->ln_light(patch.center);
  for (std::size_t c = 0; c < 3; ++c) {
    double& value = ln_value(static_cast<Eigen::Index>(c));
    const double even = std::exp(response.ln_light(c, value)) - response.flare;
    if (!(even > 0.0)) continue;
    value = response.ln_value(c, std::log(even * std::exp(ln_field(static_cast<Eigen::Index>(c))) + response.flare));
  }
  return ln_value;
}

LightResponse fit_response(const Chart& chart, const LightField* light) {
  const LabTable& table = chart.definition.edition(chart.edition).lab;
  std::vector<NeutralSample> neutrals;
  for (const PatchSample& patch : chart.patches) {
    if (!is_neutral(chart, patch)) continue;
    const auto row = table.row(patch.id - 1);
    NeutralSample neutral{ln_value_as_taken(patch, chart.flattened_by.get()),
                          linear_srgb_from_lab({row(0), row(1), row(2)})};
    if (!(neutral.light.minCoeff() > 0.0)) continue;
    if (light != nullptr) neutral.light.array() *= light->ln_light(patch.center).array().exp();
    neutrals.push_back(neutral);
  }
  return neutrals.size() < kLeastNeutrals ? LightResponse{} : fit_light_response(neutrals);
}

}  // namespace

Shot shot_of(const Chart& chart) {
  Shot shot;
  const PhotoMetadata& taken = chart.photo_metadata;
  shot.metadata.make = taken.make;
  shot.metadata.model = taken.model;
  shot.metadata.lens = taken.lens;
  shot.metadata.exposure_time_s = taken.exposure_time_s;
  shot.metadata.f_number = taken.f_number;
  shot.metadata.iso = taken.iso;
  shot.metadata.focal_length_mm = taken.focal_length_mm;
  shot.metadata.white_balance = taken.white_balance;
  const Eigen::Vector2d middle((chart.definition.columns - 1) / 2.0, (chart.definition.rows - 1) / 2.0);
  shot.chart_center = (chart.homography * middle.homogeneous()).hnormalized();
  shot.light = chart.flattened_by;
  shot.response = response_of(chart);
  return shot;
}

LightResponse response_of(const Chart& chart) {
  return fit_response(chart, chart.flattened_by.get());
}

LightResponse response_under(const Chart& chart, const LightField& field) {
  return fit_response(chart, &field);
}

double light_field_sd(const Shot& shot, const Eigen::Vector2d& pixel) {
  return shot.light->sd_between(pixel, shot.chart_center);
}

Eigen::Matrix3d second_shot_covariance(const Shot& shot, const Lab& lab) {
  if (!shot.second) return Eigen::Matrix3d::Zero();
  const Eigen::Vector3d along_light = Eigen::Vector3d(lab.L + 16.0, lab.a, lab.b) * (shot.gain_sd / 3.0);
  return ciede2000_sphere(lab, kSecondShot * kSecondShot) + along_light * along_light.transpose();
}

}  // namespace shadematch::inline v0
