// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <shadematch/chart/homography.hpp>
#include <shadematch/quality/patch_edges.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kInside = 0.24;        // a profile begins this far inside the side, in pitches
constexpr double kPlateau = 0.06;       // … and its first part of this length is the level of the patch
constexpr double kOutside = 0.17;       // frames are at least this wide beyond the outer patches
constexpr double kAlong = 0.20;         // half the length of side that is averaged
constexpr int kLines = 11;              // … over as many profiles
constexpr double kStepPx = 0.2;         // distance of samples
constexpr double kLeastContrast = 0.3;  // of the step, as a share of the brighter level
constexpr double kLeastStep = 0.05;     // of the step, as a share of the brightest patch

/// Mean of the channels between pixels; NaN outside.
double light_at(const Photo& photo, const Eigen::Vector2d& point, std::vector<float>& buffer) {
  const double x = std::floor(point.x()), y = std::floor(point.y());
  if (!(x >= 0 && y >= 0 && x + 1 < photo.width && y + 1 < photo.height)) return std::nan("");
  const double u = point.x() - x, v = point.y() - y;
  const auto row = [&](int dy) {
    const float* rgb = photo.rgb.row(photo.index(static_cast<int>(x), static_cast<int>(y) + dy), 2, buffer);
    const auto mean = [rgb](int i) { return (static_cast<double>(rgb[i]) + rgb[i + 1] + rgb[i + 2]) / 3; };
    return (1 - u) * mean(0) + u * mean(3);
  };
  const double upper = row(0);
  return (1 - v) * upper + v * row(1);
}

/// A straight way over the lattice: from `start` along `direction`.
struct Way {
  Eigen::Vector2d start, direction;

  [[nodiscard]] Eigen::Vector2d at(double t, double aside) const {
    return start + t * direction + aside * Eigen::Vector2d(-direction.y(), direction.x());
  }
};

/// Light along the way, each sample averaged along the side.
std::vector<double> profile(const Photo& photo, const Eigen::Matrix3d& homography, const Way& way, double from,
                            double step, int count) {
  std::vector<double> values;
  std::vector<float> buffer;
  for (int i = 0; i < count; ++i) {
    double sum = 0;
    for (int line = 0; line < kLines; ++line) {
      const double aside = kAlong * (2.0 * line / (kLines - 1) - 1);
      sum += light_at(photo, transform(homography, way.at(from + step * i, aside)), buffer);
    }
    values.push_back(sum / kLines);
  }
  return values;
}

/// Place, in samples, where `share` of the step from `high` to `low` is left; the last such place before the end.
std::optional<double> crossing(const std::vector<double>& values, double high, double low, double share) {
  const double level = low + share * (high - low);
  const double sign = high > low ? 1 : -1;
  for (std::size_t i = values.size() - 1; i > 0; --i) {
    const double before = sign * (values[i - 1] - level), after = sign * (values[i] - level);
    if (before >= 0 && after < 0) return static_cast<double>(i - 1) + before / (before - after);
  }
  return {};
}

double mean(std::vector<double>::const_iterator begin, std::vector<double>::const_iterator end) {
  double sum = 0;
  for (auto value = begin; value != end; ++value) sum += *value;
  return sum / static_cast<double>(end - begin);
}

std::optional<PatchEdge> edge_of(const Photo& photo, const Chart& chart, const Way& way, double reach, double white) {
  const double from = 0.5 * chart.definition.patch_fraction - kInside;
  const double length = kInside + reach;
  const Eigen::Vector2d first = transform(chart.homography, way.at(from, 0));
  const Eigen::Vector2d last = transform(chart.homography, way.at(from + length, 0));
  const double pixels = (last - first).norm();
  if (!std::isfinite(pixels) || pixels < 4 * kStepPx) return {};
  const int count = static_cast<int>(std::ceil(pixels / kStepPx)) + 1;
  const double step = length / (count - 1);
  const std::vector<double> values = profile(photo, chart.homography, way, from, step, count);
  const auto plateau = std::max<std::ptrdiff_t>(1, std::lround(kPlateau / step));
  const double high = mean(values.begin(), values.begin() + plateau);
  const double low = mean(values.end() - std::max<std::ptrdiff_t>(1, plateau / 3), values.end());
  const double height = std::abs(high - low);
  if (!(height > kLeastContrast * std::max(high, low) && height > kLeastStep * white)) return {};
  const auto begin = crossing(values, high, low, 0.9);
  const auto middle = crossing(values, high, low, 0.5);
  const auto end = crossing(values, high, low, 0.1);
  if (!begin || !middle || !end || *end < *begin) return {};
  PatchEdge edge;
  edge.width_px = (*end - *begin) * pixels / (count - 1);
  edge.offset = from + step * *middle - 0.5 * chart.definition.patch_fraction;
  return edge;
}

bool has_patch_at(const Chart& chart, const Eigen::Vector2d& cell) {
  for (int i = 0; i < chart.definition.patch_count(); ++i) {
    if ((chart.definition.position(i) - cell).cwiseAbs().maxCoeff() < 0.5) return true;
  }
  return false;
}

double brightest(const Chart& chart) {
  double white = 0;
  for (const PatchSample& patch : chart.patches) white = std::max(white, patch.rgb.mean());
  return white;
}

}  // namespace

std::vector<PatchEdge> patch_edges(const Photo& photo, const Chart& chart) {
  static const std::array<Eigen::Vector2d, 4> kDirections{Eigen::Vector2d{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
  const double white = brightest(chart);
  const double gap = 0.5 * (1 - chart.definition.patch_fraction);
  std::vector<PatchEdge> edges;
  for (const PatchSample& patch : chart.patches) {
    if (!patch.valid) continue;
    const Eigen::Vector2d cell = chart.definition.position(patch.id - 1);
    for (int side = 0; side < 4; ++side) {
      const Eigen::Vector2d& direction = kDirections[static_cast<std::size_t>(side)];
      const bool outer = !has_patch_at(chart, cell + direction);
      auto edge = edge_of(photo, chart, {cell, direction}, outer ? std::max(gap, kOutside) : gap, white);
      if (!edge) continue;
      edge->patch_id = patch.id;
      edge->side = side;
      edge->outer = outer;
      edges.push_back(*edge);
    }
  }
  return edges;
}

}  // namespace shadematch::inline v0
