// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>

#include <shadematch/chart/homography.hpp>
#include <shadematch/chart/occlusion.hpp>
#include <shadematch/chart/search_picture.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLift = 0.03;  // the cube root is too steep near black: stray light would look like a cover
constexpr int kFeatures = 6;

using Roots = Eigen::Matrix<double, Eigen::Dynamic, 3>;
using Features = Eigen::Matrix<double, Eigen::Dynamic, kFeatures>;

double root(double value) {
  return std::cbrt(std::max(value, 0.0) + kLift);
}

double middle_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

bool witness(const PatchSample& patch) {
  return patch.reason != "cut_off" && patch.reason != "clipped" && patch.rgb.allFinite();
}

/// Brightest channel of the brightest patch that can be trusted.
double chart_white(const Chart& chart) {
  double white = 1e-9;
  for (const auto& patch : chart.patches) {
    if (witness(patch)) white = std::max(white, patch.rgb.maxCoeff());
  }
  return white;
}

/// Reference roots (n, 3), and what predicts seen roots from them: 1, r, g, b and the light's fall in both directions.
Features features_of(const ReferenceColors& reference, const ChartDefinition& definition, Roots& roots) {
  Features features(reference.linear.rows(), kFeatures);
  roots.resize(reference.linear.rows(), 3);
  const Eigen::Vector2d middle = 0.5 * (definition.extent().array() - 1);
  const double reach = 0.5 * definition.extent().maxCoeff();
  for (Eigen::Index i = 0; i < reference.linear.rows(); ++i) {
    for (int c = 0; c < 3; ++c) roots(i, c) = root(reference.linear(i, c));
    const Eigen::Vector2d place = (definition.position(static_cast<int>(i)) - middle) / reach;
    const double brightness = roots.row(i).mean();
    features.row(i) << 1, roots.row(i), place.x() * brightness, place.y() * brightness;
  }
  return features;
}

/// Seen minus predicted, each patch as if it had been left out; iteratively reweighted least squares.
Roots left_out_residuals(const Features& features, const Roots& seen, const std::vector<char>& use) {
  constexpr int kRounds = 12;
  constexpr double kRidge = 1e-4, kLeastScale = 0.01, kMostLeverage = 0.8;
  Eigen::VectorXd weights(seen.rows());
  for (Eigen::Index i = 0; i < seen.rows(); ++i) weights[i] = use[static_cast<std::size_t>(i)] != 0 ? 1 : 0;
  Roots residuals = Roots::Zero(seen.rows(), 3);
  for (int round = 0; round < kRounds; ++round) {
    Eigen::Matrix<double, kFeatures, kFeatures> normal = features.transpose() * weights.asDiagonal() * features;
    normal.diagonal().array() += kRidge;
    const Eigen::LDLT<Eigen::Matrix<double, kFeatures, kFeatures>> solver(normal);
    const Eigen::Matrix<double, kFeatures, 3> map = solver.solve(features.transpose() * weights.asDiagonal() * seen);
    std::vector<double> sizes;
    for (Eigen::Index i = 0; i < seen.rows(); ++i) {
      const Eigen::Matrix<double, kFeatures, 1> feature = features.row(i).transpose();
      const double leverage = std::min(kMostLeverage, weights[i] * feature.dot(solver.solve(feature)));
      residuals.row(i) = (seen.row(i) - features.row(i) * map) / (1 - leverage);
      if (use[static_cast<std::size_t>(i)] != 0) sizes.push_back(residuals.row(i).norm());
    }
    const double scale = std::max(kLeastScale, kSdOfMad * middle_of(sizes));
    for (Eigen::Index i = 0; i < seen.rows(); ++i) {
      const double ratio = residuals.row(i).norm() / (2 * scale);
      weights[i] = use[static_cast<std::size_t>(i)] != 0 ? 1 / std::pow(1 + ratio * ratio, 2) : 0;
    }
  }
  return residuals;
}

/// Median roots of a strip beside a patch, `away` pitches `toward` a side; NaN outside the frame.
Eigen::Vector3d strip(const Photo& photo, const Chart& chart, const Eigen::Vector2d& cell,
                      const Eigen::Vector2d& toward, double away, double white) {
  constexpr int kPoints = 13;
  constexpr double kHalfLength = 0.3;
  const Eigen::Vector2d along(-toward.y(), toward.x());
  std::array<std::vector<double>, 3> values;
  for (int i = 0; i < kPoints; ++i) {
    const double part = kHalfLength * (2.0 * i / (kPoints - 1) - 1);
    const Eigen::Vector2d point = transform(chart.homography, cell + away * toward + part * along);
    if (!point.allFinite() || !inside(photo, point)) return Eigen::Vector3d::Constant(std::nan(""));
    const cv::Vec3f color = sample(photo, point.x(), point.y());
    for (std::size_t c = 0; c < 3; ++c) {
      values[c].push_back(root(static_cast<double>(color[static_cast<int>(c)]) / white));
    }
  }
  return {middle_of(values[0]), middle_of(values[1]), middle_of(values[2])};
}

/// What lies between a patch and its neighbors, on four sides.
struct Sides {
  std::array<Eigen::Vector3d, 4> own;     ///< the patch's half of the gap
  std::array<Eigen::Vector3d, 4> middle;  ///< the middle of the gap
};

std::vector<Sides> sides_of(const Photo& photo, const Chart& chart, double white) {
  constexpr double kOwn = 0.47, kMiddle = 0.5;  // patches of up to 0.9 pitch leave a gap that begins at 0.45
  const std::array<Eigen::Vector2d, 4> directions{Eigen::Vector2d(1, 0), Eigen::Vector2d(0, 1), Eigen::Vector2d(-1, 0),
                                                  Eigen::Vector2d(0, -1)};
  const Eigen::Matrix3d from_photo = chart.homography.inverse();
  std::vector<Sides> all;
  for (int i = 0; i < chart.definition.patch_count(); ++i) {
    const Eigen::Vector2d& center = chart.patches[static_cast<std::size_t>(i)].center;
    const Eigen::Vector2d cell = (from_photo * center.homogeneous()).hnormalized();
    Sides sides;
    for (std::size_t k = 0; k < 4; ++k) {
      sides.own[k] = strip(photo, chart, cell, directions[k], kOwn, white);
      sides.middle[k] = strip(photo, chart, cell, directions[k], kMiddle, white);
    }
    all.push_back(sides);
  }
  return all;
}

/// Color of the gaps between patches; false if the chart has none that are alike.
bool gap_color(const std::vector<Sides>& all, Eigen::Vector3d& gap) {
  constexpr double kAlike = 0.15, kMostAlike = 0.5;
  std::array<std::vector<double>, 3> values;
  for (const auto& sides : all) {
    for (const auto& color : sides.middle) {
      for (std::size_t c = 0; c < 3 && color.allFinite(); ++c) values[c].push_back(color[static_cast<int>(c)]);
    }
  }
  gap = {middle_of(values[0]), middle_of(values[1]), middle_of(values[2])};
  double alike = 0;
  for (const auto& sides : all) {
    for (const auto& color : sides.middle) alike += color.allFinite() && (color - gap).norm() < kAlike ? 1 : 0;
  }
  return !values[0].empty() && alike >= kMostAlike * static_cast<double>(values[0].size());
}

/// Sides on which the color is nearer to the patch's than to the gap's.
int sides_that_go_on(const Sides& sides, const Eigen::Vector3d& patch, const Eigen::Vector3d& gap) {
  constexpr double kContrast = 0.2, kNearer = 0.35;
  const double contrast = (patch - gap).norm();
  if (contrast < kContrast) return 0;
  return static_cast<int>(std::count_if(sides.own.begin(), sides.own.end(), [&](const Eigen::Vector3d& color) {
    return color.allFinite() && (color - patch).norm() <= kNearer * contrast;
  }));
}

/// Sides on which nothing tells the patch from what lies beside it.
int sides_without_edge(const Sides& sides, const Eigen::Vector3d& patch) {
  constexpr double kSame = 0.03;
  return static_cast<int>(std::count_if(sides.own.begin(), sides.own.end(), [&](const Eigen::Vector3d& color) {
    return color.allFinite() && (color - patch).norm() <= kSame;
  }));
}

}  // namespace

std::vector<PatchDoubt> patch_doubts(const Photo& photo, const Chart& chart, const ReferenceColors& reference) {
  constexpr double kLikeGap = 0.06, kUnlikeGap = 0.17;
  const double white = chart_white(chart);
  Roots roots, seen(static_cast<Eigen::Index>(chart.patches.size()), 3);
  const Features features = features_of(reference, chart.definition, roots);
  std::vector<char> use;
  for (const auto& patch : chart.patches) {
    use.push_back(witness(patch) ? 1 : 0);
    for (int c = 0; c < 3; ++c) seen(patch.id - 1, c) = use.back() != 0 ? root(patch.rgb[c] / white) : 0;
  }
  const Roots residuals = left_out_residuals(features, seen, use);
  const auto sides = sides_of(photo, chart, white);
  Eigen::Vector3d gap{0, 0, 0};
  const bool has_gaps = gap_color(sides, gap);
  std::vector<PatchDoubt> doubts(chart.patches.size());
  for (std::size_t i = 0; i < doubts.size(); ++i) {
    if (use[i] == 0) continue;
    const auto row = static_cast<Eigen::Index>(i);
    doubts[i].misfit = residuals.row(row).norm();
    doubts[i].brighter = residuals.row(row).minCoeff();
    if (!has_gaps) continue;
    const Eigen::Vector3d color = seen.row(row).transpose();
    const Eigen::Vector3d predicted = color - residuals.row(row).transpose();
    doubts[i].like_the_gap = (color - gap).norm() < kLikeGap && (predicted - gap).norm() > kUnlikeGap &&
                             sides_without_edge(sides[i], color) >= 3;
    doubts[i].sides_that_go_on = sides_that_go_on(sides[i], color, gap);
  }
  return doubts;
}

bool covered(const PatchDoubt& doubt) {
  constexpr double kMisfit = 0.21;
  constexpr int kSides = 3;
  return doubt.misfit > kMisfit || doubt.sides_that_go_on >= kSides || doubt.like_the_gap;
}

void mark_covered(const Photo& photo, const ReferenceColors& reference, Chart& chart) {
  constexpr double kVeil = 0.02;
  const auto doubts = patch_doubts(photo, chart, reference);
  const auto shines = [&chart](int id) {
    constexpr double kBeside = 1.5;
    const Eigen::Vector2d place = chart.definition.position(id - 1);
    return std::any_of(chart.patches.begin(), chart.patches.end(), [&](const PatchSample& other) {
      const bool near = (chart.definition.position(other.id - 1) - place).norm() < kBeside;
      return near && (other.reason == "glare" || other.reason == "clipped");
    });
  };
  std::vector<std::string> reasons(chart.patches.size());
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const auto& patch = chart.patches[i];
    if (!witness(patch) || patch.reason == "glare") continue;
    if (!covered(doubts[i])) continue;
    reasons[i] = doubts[i].brighter > kVeil && shines(patch.id) ? "glare" : "occluded";
  }
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (reasons[i].empty()) continue;
    chart.patches[i].valid = false;
    chart.patches[i].reason = reasons[i];
  }
}

}  // namespace shadematch::inline v0
