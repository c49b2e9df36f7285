// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>

#include <shadematch/chart/color_score.hpp>
#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kOffset = 0.02;

/// XYZ (D50) to linear sRGB: Bradford to D65, then the inverse of the primaries of IEC 61966-2-1 [iec61966].
const Eigen::Matrix3d& xyz_d50_to_srgb() {
  static const Eigen::Matrix3d matrix = (Eigen::Matrix3d() << 3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415,
                                         0.0334540, 0.0719453, -0.2289914, 1.4052427)
                                            .finished();
  return matrix;
}

double root(double value) {
  return std::cbrt(std::max(value, 0.0));
}

/// The affine map (4 x 3) from (seen, offset) to the reference over the kept patches.
Eigen::Matrix<double, 4, 3> fit_affine(const SeenColors& seen, const ReferenceColors& reference,
                                       const std::vector<char>& kept) {
  Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
  Eigen::Matrix<double, 4, 3> right = Eigen::Matrix<double, 4, 3>::Zero();
  for (Eigen::Index i = 0; i < seen.linear.rows(); ++i) {
    if (kept[static_cast<std::size_t>(i)] == 0) continue;
    const double weight = 1 / (reference.linear.row(i).mean() + 0.05);
    const Eigen::Vector4d row(seen.linear(i, 0), seen.linear(i, 1), seen.linear(i, 2), kOffset);
    normal += weight * row * row.transpose();
    right += weight * row * reference.linear.row(i).matrix();
  }
  normal.diagonal().array() += 1e-4 * normal.trace() / 4;
  return normal.ldlt().solve(right);
}

void measure_residuals(const SeenColors& seen, const ReferenceColors& reference,
                       const Eigen::Matrix<double, 4, 3>& affine, std::vector<double>& residuals) {
  for (Eigen::Index i = 0; i < seen.linear.rows(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (seen.visible[at] == 0) continue;
    const Eigen::Vector4d row(seen.linear(i, 0), seen.linear(i, 1), seen.linear(i, 2), kOffset);
    const Eigen::Vector3d mapped = affine.transpose() * row;
    double sum = 0;
    for (int channel = 0; channel < 3; ++channel)
      sum += std::pow(root(mapped[channel]) - reference.root(i, channel), 2);
    residuals[at] = sum;
  }
}

/// Of 24 patches 19 always count; hidden ones use up the five that may be ignored, down to two.
int allowed_to_ignore(std::size_t patches) {
  return static_cast<int>(patches * 5 / 24);
}

int allowed_besides_hidden(std::size_t patches) {
  return static_cast<int>(patches * 2 / 24);
}

void trim(const SeenColors& seen, ColorScore& score) {
  std::vector<double> sorted;
  int hidden = 0;
  for (std::size_t i = 0; i < seen.visible.size(); ++i) {
    if (seen.visible[i] != 0)
      sorted.push_back(score.residuals[i]);
    else
      ++hidden;
  }
  const int ignorable =
      std::max(allowed_besides_hidden(seen.visible.size()), allowed_to_ignore(seen.visible.size()) - hidden);
  std::sort(sorted.begin(), sorted.end());
  const auto last = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, std::ssize(sorted) - 1 - ignorable));
  const double limit = std::max(sorted[last], 0.02);
  for (std::size_t i = 0; i < seen.visible.size(); ++i) {
    score.kept[i] = seen.visible[i] != 0 && score.residuals[i] <= limit ? 1 : 0;
  }
}

/// 1 - (unexplained / all variation of the reference) over the kept patches.
double explained(const ReferenceColors& reference, const ColorScore& score) {
  Eigen::Array3d mean = Eigen::Array3d::Zero();
  double count = 0;
  for (std::size_t i = 0; i < score.kept.size(); ++i) {
    if (score.kept[i] == 0) continue;
    mean += reference.root.row(static_cast<Eigen::Index>(i)).transpose();
    ++count;
  }
  mean /= std::max(count, 1.0);
  double unexplained = 0, total = 0;
  for (std::size_t i = 0; i < score.kept.size(); ++i) {
    if (score.kept[i] == 0) continue;
    unexplained += score.residuals[i];
    total += (reference.root.row(static_cast<Eigen::Index>(i)).transpose() - mean).square().sum();
  }
  return 1 - unexplained / std::max(total, 1e-9);
}

double median_relative_spread(const SeenColors& seen, const ColorScore& score) {
  std::vector<double> spreads;
  for (std::size_t i = 0; i < score.kept.size(); ++i) {
    if (score.kept[i] == 0) continue;
    spreads.push_back(seen.spread[i] / (seen.linear.row(static_cast<Eigen::Index>(i)).mean() + 0.03));
  }
  if (spreads.empty()) return 1;
  const auto middle = spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 2);
  std::nth_element(spreads.begin(), middle, spreads.end());
  return *middle;
}

double variance(const std::vector<double>& values) {
  double mean = 0, sum = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) sum += (value - mean) * (value - mean) / static_cast<double>(values.size());
  return sum;
}

/// Consecutive kept neutrals fall by more than 0.02 in ln; at least four; scatter of their log-chroma at most 0.25.
bool neutrals_fall(const SeenColors& seen, const ReferenceColors& reference, ColorScore& score) {
  constexpr double kFall = 0.02, kScatter = 0.25, kFloor = 1e-3;
  std::vector<double> red, blue;
  double before = 0;
  bool falls = true;
  score.kept_neutrals = 0;
  for (const int neutral : reference.neutrals) {
    if (score.kept[static_cast<std::size_t>(neutral)] == 0 || seen.clipped[static_cast<std::size_t>(neutral)] != 0) {
      continue;
    }
    const Eigen::Array3d color = seen.linear.row(neutral).transpose().max(0.0) + kFloor;
    const double brightness = std::log(color.mean());
    if (score.kept_neutrals > 0) falls = falls && before - brightness > kFall;
    before = brightness;
    red.push_back(std::log(color[0] / color[1]));
    blue.push_back(std::log(color[2] / color[1]));
    ++score.kept_neutrals;
  }
  if (score.kept_neutrals < 4) return false;
  return falls && std::sqrt(variance(red) + variance(blue)) <= kScatter;
}

/// Singular values of the centered cube roots: second and third at least 0.25 and 0.10 of the first.
bool colors_are_diverse(const SeenColors& seen, const ColorScore& score) {
  Eigen::Matrix<double, Eigen::Dynamic, 3> roots(seen.linear.rows(), 3);
  Eigen::Index count = 0;
  for (Eigen::Index i = 0; i < seen.linear.rows(); ++i) {
    if (score.kept[static_cast<std::size_t>(i)] == 0) continue;
    for (int channel = 0; channel < 3; ++channel) roots(count, channel) = root(seen.linear(i, channel));
    ++count;
  }
  if (count < 8) return false;
  const Eigen::Matrix<double, Eigen::Dynamic, 3> centered =
      roots.topRows(count).rowwise() - roots.topRows(count).colwise().mean();
  const Eigen::Vector3d singular = centered.jacobiSvd().singularValues();
  return singular[1] >= 0.25 * singular[0] && singular[2] >= 0.10 * singular[0];
}

}  // namespace

ReferenceColors reference_colors(const ChartDefinition& definition, const ChartEdition& edition) {
  ReferenceColors reference;
  reference.linear.resize(edition.lab.rows(), 3);
  reference.root.resize(edition.lab.rows(), 3);
  for (Eigen::Index i = 0; i < edition.lab.rows(); ++i) {
    const XYZ xyz = xyz_from_lab({edition.lab(i, 0), edition.lab(i, 1), edition.lab(i, 2)});
    reference.linear.row(i) = (xyz_d50_to_srgb() * Eigen::Vector3d(xyz.X, xyz.Y, xyz.Z)).transpose().array();
    for (int channel = 0; channel < 3; ++channel) reference.root(i, channel) = root(reference.linear(i, channel));
  }
  for (const int id : definition.neutrals) reference.neutrals.push_back(id - 1);
  return reference;
}

ColorScore color_score(const SeenColors& seen, const ReferenceColors& reference, double hopeless_below) {
  constexpr int kRounds = 3, kLeastVisible = 8;  // the affine map alone has four parameters a channel
  constexpr double kHopelessMargin = 0.35;
  ColorScore score;
  score.kept = seen.visible;
  score.residuals.assign(seen.visible.size(), 0.0);
  if (std::count(seen.visible.begin(), seen.visible.end(), 1) < kLeastVisible) {
    score.kept.assign(seen.visible.size(), 0);
    return score;
  }
  for (int round = 0; round < kRounds; ++round) {
    measure_residuals(seen, reference, fit_affine(seen, reference, score.kept), score.residuals);
    trim(seen, score);
    if (round == 0 && explained(reference, score) < hopeless_below - kHopelessMargin) return score;
  }
  const double share = 24.0 / static_cast<double>(seen.visible.size());
  const auto ignored = static_cast<double>(std::count(score.kept.begin(), score.kept.end(), 0));
  score.value = explained(reference, score) - median_relative_spread(seen, score) - kIgnored * share * ignored;
  score.ramp = neutrals_fall(seen, reference, score);
  score.diverse = colors_are_diverse(seen, score);
  return score;
}

}  // namespace shadematch::inline v0
