// SPDX-License-Identifier: Apache-2.0
// Rendered charts whose truth is known: 8-bit sRGB photographs of a chart in front of a textured wall.
#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <set>
#include <vector>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace scene {

struct Pose {
  Eigen::Vector2d middle{400, 300};
  double pitch = 60, degrees = 0, tilt = 0;
};

struct Options {
  int width = 800, height = 600;
  double exposure = 1, noise = 0, shading = 0;
  int blur = 0;                            ///< radius of a box filter in pixels, twice
  std::set<int> hidden = {};               ///< whole cells, gaps included
  std::set<int> stickers = {};             ///< patches without their gaps
  Eigen::Vector3d cover{0.45, 0.28, 0.2};  ///< linear sRGB of both; a finger
  bool mirrored = false, gray = false;
  double glare = 0;         ///< light added around patch 15
  double glare_size = 0.1;  ///< twice the variance of the spot, pitches squared
  double bow = 0;           ///< radius of a cylinder that the chart lies on, pitches; 0: flat
};

/// How far (column, row) of a chart on a cylinder is seen from its place on a flat one, the eye 30 degrees above.
inline Eigen::Vector2d bowed(const shadematch::ChartDefinition& chart, double radius, Eigen::Vector2d cell) {
  if (radius <= 0) return cell;
  const double middle = 0.5 * (chart.columns - 1);
  const double across = radius * std::sin((cell.x() - middle) / radius);
  cell.x() = middle + across;
  cell.y() += 0.5 * (radius - std::sqrt(radius * radius - across * across));
  return cell;
}

/// What lies at a seen (column, row): the inverse of `bowed`.
inline Eigen::Vector2d flattened(const shadematch::ChartDefinition& chart, double radius, Eigen::Vector2d cell) {
  if (radius <= 0) return cell;
  const double middle = 0.5 * (chart.columns - 1);
  const double across = std::clamp(cell.x() - middle, -radius, radius);
  cell.x() = middle + radius * std::asin(across / radius);
  cell.y() -= 0.5 * (radius - std::sqrt(radius * radius - across * across));
  return cell;
}

/// Chart (column, row) -> pixels.
inline Eigen::Matrix3d homography(const shadematch::ChartDefinition& chart, const Pose& pose) {
  const double angle = pose.degrees * std::numbers::pi / 180;
  Eigen::Matrix3d center, turn, place;
  center << 1, 0, -0.5 * (chart.columns - 1), 0, 1, -0.5 * (chart.rows - 1), 0, 0, 1;
  turn << std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0, pose.tilt / chart.columns, 0, 1;
  place << pose.pitch, 0, pose.middle.x(), 0, pose.pitch, pose.middle.y(), 0, 0, 1;
  return place * turn * center;
}

inline Eigen::Vector3d linear_srgb(const shadematch::Lab& lab) {
  const shadematch::XYZ xyz = shadematch::xyz_from_lab(lab);
  Eigen::Matrix3d matrix;
  matrix << 3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.0334540, 0.0719453, -0.2289914, 1.4052427;
  return matrix * Eigen::Vector3d(xyz.X, xyz.Y, xyz.Z);
}

class Scene {
 public:
  explicit Scene(Options options = {})
      : options_(std::move(options)),
        pixels_(static_cast<std::size_t>(options_.width * options_.height), Eigen::Vector3d(0.2, 0.18, 0.16)) {
    for (int i = 0; i < options_.width * options_.height; ++i) {
      at(i) *= 1 + 0.25 * std::sin(0.11 * (i % options_.width)) * std::cos(0.07 * (i / options_.width));
    }
  }

  Scene& add(const shadematch::ChartDefinition& chart, const Pose& pose) {
    const Eigen::Matrix3d inverse = homography(chart, pose).inverse();
    for (int i = 0; i < options_.width * options_.height; ++i) {
      Eigen::Vector3d sum{0, 0, 0};
      int covered = 0;
      for (int part = 0; part < 9; ++part) {
        const Eigen::Vector3d point(i % options_.width + (part % 3 - 1) / 3.0,
                                    i / options_.width + (part / 3 - 1) / 3.0, 1);
        const Eigen::Vector3d cell = inverse * point;
        if (!(cell.z() > 0)) continue;
        Eigen::Vector3d color;
        const Eigen::Vector2d place = flattened(chart, options_.bow, cell.hnormalized());
        if (!look(chart, place.x(), place.y(), color)) continue;
        sum += color;
        ++covered;
      }
      at(i) = (sum + (9 - covered) * at(i)) / 9;
    }
    return *this;
  }

  /// A wall of many small grids: groups of 3 x 3 light squares of 22 pixels, each turned a little differently.
  Scene& add_groups_of_squares() {
    constexpr double kSpacing = 110, kPitch = 30, kHalf = 11;
    for (int i = 0; i < options_.width * options_.height; ++i) {
      const double x = i % options_.width, y = i / options_.width;
      const double column = std::floor(x / kSpacing), row = std::floor(y / kSpacing);
      const double angle = 0.25 * std::sin(7 * column + 3 * row);
      const double u = x - (column + 0.5) * kSpacing, v = y - (row + 0.5) * kSpacing;
      const double across = u * std::cos(angle) + v * std::sin(angle), down = v * std::cos(angle) - u * std::sin(angle);
      const auto in_square = [](double place) {
        const double nearest = kPitch * std::clamp(std::round(place / kPitch), -1.0, 1.0);
        return std::abs(place - nearest) < kHalf;
      };
      if (in_square(across) && in_square(down)) at(i) = {0.5, 0.5, 0.48};
    }
    return *this;
  }

  [[nodiscard]] shadematch::Photo photo() {
    for (int pass = 0; pass < 2 && options_.blur > 0; ++pass) blur();
    std::mt19937 random(1);
    std::normal_distribution<double> normal(0, 1);
    std::vector<std::uint8_t> codes;
    for (int i = 0; i < options_.width * options_.height; ++i) {
      Eigen::Vector3d color =
          at(i) * options_.exposure * (1 + options_.shading * (2.0 * (i % options_.width) / options_.width - 1));
      if (options_.gray) color.setConstant(color.mean());
      for (int c = 0; c < 3; ++c) {
        const double value = std::clamp(color[c], 0.0, 1.0);
        const double coded = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
        codes.push_back(static_cast<std::uint8_t>(
            std::clamp(std::lround(255 * coded + options_.noise * normal(random)), 0L, 255L)));
      }
    }
    shadematch::ArrayOptions options;
    options.encoding = shadematch::NamedEncoding::kSrgb;
    return shadematch::photo_from_array({options_.width, options_.height, 3, std::span<const std::uint8_t>(codes)},
                                        options);
  }

 private:
  Eigen::Vector3d& at(int i) { return pixels_[static_cast<std::size_t>(i)]; }

  bool look(const shadematch::ChartDefinition& chart, double column, double row, Eigen::Vector3d& color) const {
    if (column < -0.7 || row < -0.7 || column > chart.columns - 0.3 || row > chart.rows - 0.3) return false;
    color = Eigen::Vector3d::Constant(0.03);
    const int x = static_cast<int>(std::lround(column)), y = static_cast<int>(std::lround(row));
    if (x < 0 || y < 0 || x >= chart.columns || y >= chart.rows) return true;
    const int id = y * chart.columns + (options_.mirrored ? chart.columns - 1 - x : x) + 1;
    const double away = std::max(std::abs(column - x), std::abs(row - y));
    if (options_.hidden.count(id) > 0 || (options_.stickers.count(id) > 0 && away <= 0.5 * chart.patch_fraction))
      color = options_.cover;
    else if (away <= 0.5 * chart.patch_fraction) {
      const auto& lab = chart.edition().lab;
      color = linear_srgb({lab(id - 1, 0), lab(id - 1, 1), lab(id - 1, 2)});
    }
    const double distance = std::hypot(column - 2, row - 2);
    color += Eigen::Vector3d::Constant(options_.glare * std::exp(-distance * distance / options_.glare_size));
    return true;
  }

  void blur() {
    const int radius = options_.blur;
    for (const bool across : {true, false}) {
      const auto before = pixels_;
      for (int i = 0; i < options_.width * options_.height; ++i) {
        Eigen::Vector3d sum{0, 0, 0};
        for (int k = -radius; k <= radius; ++k) {
          const int x = std::clamp(i % options_.width + (across ? k : 0), 0, options_.width - 1);
          const int y = std::clamp(i / options_.width + (across ? 0 : k), 0, options_.height - 1);
          sum += before[static_cast<std::size_t>(y * options_.width + x)];
        }
        at(i) = sum / (2 * radius + 1);
      }
    }
  }

  Options options_;
  std::vector<Eigen::Vector3d> pixels_;
};

/// Largest distance of a center from the truth, in pitches.
inline double largest_offset(const shadematch::Chart& chart, const Pose& pose, double bow = 0) {
  const Eigen::Matrix3d truth = homography(chart.definition, pose);
  double largest = 0;
  for (const auto& patch : chart.patches) {
    const int i = patch.id - 1;
    const Eigen::Vector2d cell = bowed(chart.definition, bow, chart.definition.position(i));
    const Eigen::Vector3d place = truth * cell.homogeneous();
    largest = std::max(largest, (patch.center - place.head<2>() / place.z()).norm() / chart.pitch_px);
  }
  return largest;
}

}  // namespace scene
