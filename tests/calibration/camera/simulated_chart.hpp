// SPDX-License-Identifier: Apache-2.0
// A chart and a camera that do not exist, so that the truth is known: reference Lab -> linear light -> camera matrix ->
// flare -> tone curve -> noise.
#pragma once

#include <Eigen/LU>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/chart/chart.hpp>

namespace shadematch::test {

/// 6 x 4: two skins, 16 colors around the hue circle at changing lightness and chroma, six neutrals.
inline ChartDefinition made_chart() {
  ChartDefinition chart;
  chart.id = "made";
  chart.name = "Made chart";
  chart.columns = 6;
  chart.rows = 4;
  chart.neutrals = {19, 20, 21, 22, 23, 24};
  chart.skin = {1, 2};
  chart.default_edition = "only";
  ChartEdition edition{"only", LabTable(24, 3), 0.0};
  edition.lab.row(0) << 38, 14, 15;
  edition.lab.row(1) << 66, 17, 18;
  for (int i = 0; i < 16; ++i) {
    const double hue = 2.0 * std::numbers::pi * i / 16.0;
    const double chroma = 18.0 + 9.0 * (i % 3);
    edition.lab.row(2 + i) << 40.0 + 10.0 * (i % 4), chroma * std::cos(hue), chroma * std::sin(hue);
  }
  const double neutrals[] = {95, 81, 67, 51, 36, 21};
  for (int i = 0; i < 6; ++i) edition.lab.row(18 + i) << neutrals[i], 0, 0;
  chart.editions.push_back(edition);
  return chart;
}

struct MadeCamera {
  Eigen::Matrix3d matrix = (Eigen::Matrix3d() << 0.55, 0.12, 0.02, 0.08, 0.62, 0.05, 0.01, 0.14, 0.48).finished();
  double exposure = 1.0;
  double flare = 0.0;
  bool rendered = false;          ///< a phone's curve: more contrast in the middle of the code values
  Eigen::Vector2d shading{0, 0};  ///< gradient of ln light per unit of the chart frame
  double noise = 0.0;             ///< sd relative to the value
  double chart_scatter = 0.0;     ///< sd of each patch around the reference, Lab units
  std::uint64_t seed = 1;

  [[nodiscard]] double curve(double light) const {
    if (!rendered || light <= 0.0) return light;
    const double code = 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
    const double contrast = code - 0.03 * std::sin(2.0 * std::numbers::pi * code);
    return std::pow((contrast + 0.055) / 1.055, 2.4);
  }
  /// What the camera stores for a surface in the light of `place`.
  [[nodiscard]] Eigen::Vector3d see(const Lab& lab, const Eigen::Vector2d& place = {0, 0}) const {
    const Eigen::Vector3d light = linear_srgb_from_lab(lab) * std::exp(shading.dot(place));
    const Eigen::Vector3d value = (matrix * light * exposure).array() + flare;
    return value.unaryExpr([this](double v) { return curve(v); });
  }
};

constexpr double kPitch = 40.0;
constexpr double kFirst = 60.0;

/// The made chart as `camera` photographs it, patch 1 at (60, 60), pitch 40 pixels.
inline Chart photograph(const MadeCamera& camera, ChartDefinition definition = made_chart()) {
  std::mt19937_64 random(camera.seed);
  std::normal_distribution<double> normal;
  Chart chart;
  chart.definition = std::move(definition);
  chart.edition = chart.definition.default_edition;
  chart.homography << kPitch, 0, kFirst, 0, kPitch, kFirst, 0, 0, 1;
  chart.pitch_px = kPitch;
  chart.confidence = 1.0;
  const LabTable& table = chart.definition.edition().lab;
  for (int i = 0; i < chart.definition.patch_count(); ++i) {
    const int column = i % chart.definition.columns;
    const int row = i / chart.definition.columns;
    const Eigen::Vector2d place((column - 2.5) / 2.5, (row - 1.5) / 2.5);
    PatchSample sample;
    sample.id = i + 1;
    sample.center = {kFirst + kPitch * column, kFirst + kPitch * row};
    Lab lab{table(i, 0), table(i, 1), table(i, 2)};
    lab.L += camera.chart_scatter * normal(random);
    lab.a += camera.chart_scatter * normal(random);
    lab.b += camera.chart_scatter * normal(random);
    sample.rgb = camera.see(lab, place);
    for (int c = 0; c < 3; ++c) sample.rgb(c) *= 1.0 + camera.noise * normal(random);
    sample.pixels = 400;
    chart.patches.push_back(sample);
  }
  return chart;
}

/// Middle of the made chart in pixels.
inline Eigen::Vector2d chart_middle() {
  return {kFirst + 2.5 * kPitch, kFirst + 1.5 * kPitch};
}

/// Scalps from pale to dark and hairs from blond to black, none of them a patch.
inline std::vector<Lab> scalps_and_hairs() {
  return {{72, 10, 17}, {62, 13, 19}, {52, 15, 20}, {40, 13, 16}, {28, 9, 11}, {45, 8, 14}, {24, 4, 6}, {60, 2, 3}};
}

}  // namespace shadematch::test
