// SPDX-License-Identifier: Apache-2.0
// Rendered cards with markers around free positions, on white paper in front of a gray wall.
#pragma once

#include <Eigen/Geometry>
#include <set>

#include <shadematch/chart/marker_dictionary.hpp>

#include "chart_scene.hpp"

namespace scene {

/// No grid: three columns of patches, each a little lower than the one before; markers in the four corners.
inline shadematch::ChartDefinition framed_chart() {
  const char* json = R"({"id": "framed", "corners": [1, 4, 12, 9], "patch_fraction": 0.7,
    "positions": [[0, 0], [1.2, 0.3], [2.4, 0], [3.6, 0.3], [0, 1.2], [1.2, 1.5], [2.4, 1.2], [3.6, 1.5],
                  [0, 2.4], [1.2, 2.7], [2.4, 2.4], [3.6, 2.7]],
    "frame": {"dictionary": "4x4_50", "markers": [
      {"id": 11, "corners": [[-1.6, -1.2], [-0.7, -1.2], [-0.7, -0.3], [-1.6, -0.3]]},
      {"id": 23, "corners": [[4.3, -1.2], [5.2, -1.2], [5.2, -0.3], [4.3, -0.3]]},
      {"id": 7, "corners": [[5.2, 3.6], [4.3, 3.6], [4.3, 2.7], [5.2, 2.7]]},
      {"id": 42, "corners": [[-1.6, 2.7], [-0.7, 2.7], [-0.7, 3.6], [-1.6, 3.6]]}]},
    "neutrals": [1, 5, 9, 12], "editions": {"nominal": {"lab":
      [[94, 0, 0], [62, 35, 57], [51, 48, 16], [38, 14, 14], [74, 0, 0], [55, -38, 33], [70, -33, 0], [65, 18, 18],
       [50, 0, 0], [39, 10, -45], [81, 4, 79], [22, 0, 0]]}}})";
  return shadematch::parse_chart_definition(json, "framed.json");
}

/// Light of the card at a place (column, row); the markers in `hidden` are covered by a finger.
inline Eigen::Vector3d card_color(const shadematch::ChartDefinition& chart, const Eigen::Vector2d& place,
                                  const std::set<int>& hidden) {
  for (const auto& marker : chart.frame) {
    const Eigen::Vector2d right = marker.corners[1] - marker.corners[0], down = marker.corners[3] - marker.corners[0];
    const Eigen::Vector2d from = place - marker.corners[0];
    const int column = static_cast<int>(std::floor(6 * from.dot(right) / right.squaredNorm()));
    const int row = static_cast<int>(std::floor(6 * from.dot(down) / down.squaredNorm()));
    if (column < 0 || row < 0 || column > 5 || row > 5) continue;
    if (hidden.contains(marker.id)) return {0.45, 0.28, 0.2};
    const bool border = column == 0 || row == 0 || column == 5 || row == 5;
    const int bit = 15 - (4 * (row - 1) + column - 1);
    return Eigen::Vector3d::Constant(!border && (shadematch::marker_code(marker.id) >> bit & 1) != 0 ? 0.85 : 0.03);
  }
  for (int i = 0; i < chart.patch_count(); ++i) {
    if ((place - chart.position(i)).cwiseAbs().maxCoeff() > 0.5 * chart.patch_fraction) continue;
    const auto row = chart.edition().lab.row(i);
    return linear_srgb({row[0], row[1], row[2]}).cwiseMax(0.0);
  }
  return Eigen::Vector3d::Constant(0.85);
}

inline shadematch::Photo framed_photo(const shadematch::ChartDefinition& chart, const Eigen::Matrix3d& pose,
                                      const std::set<int>& hidden = {}, double noise = 0) {
  constexpr int kWidth = 800, kHeight = 600;
  const Eigen::Matrix3d inverse = pose.inverse();
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 1);
  std::vector<std::uint8_t> codes;
  for (int i = 0; i < kWidth * kHeight; ++i) {
    Eigen::Vector3d color{0, 0, 0};
    for (int part = 0; part < 9; ++part) {
      const Eigen::Vector3d pixel(i % kWidth + (part % 3 - 1) / 3.0, i / kWidth + (part / 3 - 1) / 3.0, 1);
      const Eigen::Vector3d cell = inverse * pixel;
      const Eigen::Vector2d place = cell.head<2>() / cell.z();
      const bool on_card = place.x() > -2 && place.x() < 5.6 && place.y() > -1.6 && place.y() < 4;
      color += (on_card ? card_color(chart, place, hidden) : Eigen::Vector3d(0.2, 0.18, 0.16)) / 9;
    }
    for (int c = 0; c < 3; ++c) {
      const double light = color[c] * (0.9 + 0.2 * (i % kWidth) / kWidth);
      const double code = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
      codes.push_back(
          static_cast<std::uint8_t>(std::clamp(std::lround(255 * code + noise * normal(random)), 0L, 255L)));
    }
  }
  shadematch::ArrayOptions options;
  options.encoding = shadematch::NamedEncoding::kSrgb;
  return shadematch::photo_from_array({kWidth, kHeight, 3, std::span<const std::uint8_t>(codes)}, options);
}

/// Chart (column, row) -> pixels of a card that is turned and tilted about its middle.
inline Eigen::Matrix3d card_pose(double pitch, double degrees, double tilt) {
  const double angle = degrees * std::numbers::pi / 180;
  Eigen::Matrix3d center, turn, place;
  center << 1, 0, -1.8, 0, 1, -1.2, 0, 0, 1;
  turn << std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0, tilt / 6, 0, 1;
  place << pitch, 0, 400, 0, pitch, 300, 0, 0, 1;
  return place * turn * center;
}

inline double largest_offset(const shadematch::Chart& chart, const Eigen::Matrix3d& truth) {
  double largest = 0;
  for (const auto& patch : chart.patches) {
    const Eigen::Vector3d place = truth * chart.definition.position(patch.id - 1).homogeneous();
    largest = std::max(largest, (patch.center - place.head<2>() / place.z()).norm() / chart.pitch_px);
  }
  return largest;
}

}  // namespace scene
