// SPDX-License-Identifier: Apache-2.0
// Robust Gauss-Newton fit of a CameraMap's matrix and shading. The residual of a patch is close to CIEDE2000 in its
// linear part: r = (dL / S_L, da / S_C, db / S_C); the loss is Geman & McClure's |r|^2 / (1 + |r|^2 / 36) [geman1987].
#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <array>
#include <cmath>
#include <limits>

#include <shadematch/camera/color_fit.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMost = 20;  // 3 x 6 matrix entries and 2 of shading
using Parameters = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMost, 1>;
using Normal = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, kMost, kMost>;
using PatchJacobian = Eigen::Matrix<double, 3, Eigen::Dynamic, 0, 3, kMost>;

constexpr std::array<double, 3> kRidges{1e-3, 1e-2, 5e-2};
constexpr double kRidgeScale = 30.0;      // residual of the ridge: 30 sqrt(lambda) per unit of a matrix entry
constexpr double kShadingPenalty = 25.0;  // residual per unit of ln light across 2.5 pitches
constexpr double kHeld = 1e6;             // penalty of an entry that may not move
constexpr double kOutlier = 36.0;         // |r|^2 at which a patch begins to lose its weight
constexpr int kMostSteps = 30;

struct Linearized {
  Eigen::Vector3d residual;
  PatchJacobian jacobian;
};

/// d Lab / d linear sRGB.
Eigen::Matrix3d lab_jacobian(const Eigen::Vector3d& linear) {
  constexpr double kDelta = 6.0 / 29.0;
  const Eigen::Matrix3d& to_xyz = xyz_d50_from_linear_srgb();
  const Eigen::Array3d white(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z);
  const Eigen::Array3d root = (to_xyz * linear).array().cwiseMax(0.0).operator/(white).pow(1.0 / 3.0).cwiseMax(kDelta);
  const Eigen::Matrix3d df = (1.0 / (3.0 * root.square() * white)).matrix().asDiagonal() * to_xyz;
  Eigen::Matrix3d from_f;
  from_f << 0, 116, 0, 500, -500, 0, 0, 200, -200;
  return from_f * df;
}

class ColorProblem {
 public:
  ColorProblem(const TrainingSet& patches, ColorFreedom freedom, const CameraMap& map)
      : patches_(patches), start_(map), terms_(term_count(map.terms)), size_(3 * terms_ + (freedom.shading ? 2 : 0)) {
    start_.shading = freedom.shading ? map.shading : Eigen::Vector2d::Zero();
    start_.matrix = TermMatrix::Identity(3, terms_);
    mix_ = freedom.mix;
    for (const TrainingPatch& patch : patches) {
      const double S_C = 1.0 + 0.03 * std::hypot(patch.reference.a, patch.reference.b);
      const double l = patch.reference.L - 50.0;
      metric_.emplace_back(1.0 / (1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l)), 1.0 / S_C, 1.0 / S_C);
      linear_.emplace_back(map.tone[0](patch.rgb(0)), map.tone[1](patch.rgb(1)), map.tone[2](patch.rgb(2)));
    }
  }

  [[nodiscard]] bool has_shading() const { return size_ > 3 * terms_; }

  /// Weighted linear least squares with a ridge toward identity: where the iterations start.
  [[nodiscard]] Parameters start(double ridge) const {
    Normal normal = Normal::Zero(terms_, terms_);
    Eigen::Matrix<double, Eigen::Dynamic, 3, 0, 6, 3> right(terms_, 3);
    right.setZero();
    for (std::size_t i = 0; i < patches_.size(); ++i) {
      const TermVector x = terms(i, {0.0, 0.0});
      const double weight = patches_[i].weight * std::pow(patches_[i].light.mean() + 0.03, -1.5);
      normal += weight * x * x.transpose();
      right += weight * x * (patches_[i].light - x.head<3>()).transpose();
    }
    normal.diagonal().array() += ridge * normal.diagonal().mean();
    CameraMap map = start_;
    map.matrix += normal.ldlt().solve(right).transpose();
    if (!mix_) map.matrix = map.matrix.diagonal().asDiagonal();
    return pack(map);
  }

  [[nodiscard]] Parameters penalty(double ridge) const {
    Parameters out = Parameters::Constant(size_, kRidgeScale * std::sqrt(ridge));
    if (!mix_) out.head(9) << 0, kHeld, kHeld, kHeld, 0, kHeld, kHeld, kHeld, 0;
    if (has_shading()) out.tail<2>().setConstant(kShadingPenalty);
    return out;
  }

  [[nodiscard]] Parameters prior() const { return pack(start_, /*no_shading=*/true); }

  [[nodiscard]] Eigen::Vector3d residual(std::size_t i, const Parameters& p) const {
    const Lab lab = lab_from_linear_srgb(matrix(p) * terms(i, shading(p)));
    const Lab& want = patches_[i].reference;
    return metric_[i].cwiseProduct(Eigen::Vector3d(lab.L - want.L, lab.a - want.a, lab.b - want.b));
  }

  [[nodiscard]] Linearized linearize(std::size_t i, const Parameters& p) const {
    const TermVector x = terms(i, shading(p));
    const Eigen::Matrix3d slope = metric_[i].asDiagonal() * lab_jacobian(matrix(p) * x);
    Linearized out{residual(i, p), PatchJacobian(3, size_)};
    for (Eigen::Index j = 0; j < terms_; ++j) out.jacobian.middleCols<3>(3 * j) = slope * x(j);
    if (has_shading()) {
      TermVector lit = x;
      if (start_.terms == Terms::kAffine) lit(3) = 0.0;
      out.jacobian.rightCols<2>() = -slope * matrix(p) * lit * patches_[i].place.transpose();
    }
    return out;
  }

  [[nodiscard]] double weight(std::size_t i) const { return patches_[i].weight; }
  [[nodiscard]] std::size_t count() const { return patches_.size(); }
  [[nodiscard]] Eigen::Index size() const { return size_; }

  void unpack(const Parameters& p, CameraMap& map) const {
    map.matrix = matrix(p);
    map.shading = shading(p);
  }

 private:
  [[nodiscard]] TermVector terms(std::size_t i, const Eigen::Vector2d& s) const {
    return make_terms(start_.terms, linear_[i] * std::exp(-s.dot(patches_[i].place)));
  }
  [[nodiscard]] TermMatrix matrix(const Parameters& p) const {
    return Eigen::Map<const Eigen::Matrix<double, 3, Eigen::Dynamic>>(p.data(), 3, terms_);
  }
  [[nodiscard]] Eigen::Vector2d shading(const Parameters& p) const {
    return has_shading() ? Eigen::Vector2d(p.tail<2>()) : Eigen::Vector2d::Zero();
  }
  [[nodiscard]] Parameters pack(const CameraMap& map, bool no_shading = false) const {
    Parameters p = Parameters::Zero(size_);
    p.head(3 * terms_) = Eigen::Map<const Eigen::VectorXd>(map.matrix.data(), 3 * terms_);
    if (has_shading() && !no_shading) p.tail<2>() = map.shading;
    return p;
  }

  const TrainingSet& patches_;
  CameraMap start_;
  Eigen::Index terms_;
  Eigen::Index size_;
  bool mix_ = true;
  std::vector<Eigen::Vector3d> metric_, linear_;
};

double robust_weight(const Eigen::Vector3d& residual) {
  const double damping = 1.0 + residual.squaredNorm() / kOutlier;
  return 1.0 / (damping * damping);
}

double loss(const ColorProblem& problem, const Parameters& p, const Parameters& penalty) {
  double sum = penalty.cwiseProduct(p - problem.prior()).squaredNorm();
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const double r2 = problem.residual(i, p).squaredNorm();
    sum += problem.weight(i) * r2 / (1.0 + r2 / kOutlier);
  }
  return sum;
}

/// Normal equations of the reweighted problem at p.
void accumulate(const ColorProblem& problem, const Parameters& p, const Parameters& penalty, Normal& normal,
                Parameters& gradient) {
  const Parameters squared = penalty.cwiseAbs2();
  normal = squared.asDiagonal();
  gradient = squared.cwiseProduct(p - problem.prior());
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const Linearized at = problem.linearize(i, p);
    const double weight = problem.weight(i) * robust_weight(at.residual);
    normal += weight * at.jacobian.transpose() * at.jacobian;
    gradient += weight * at.jacobian.transpose() * at.residual;
  }
}

/// Levenberg's damped Gauss-Newton steps: a step that does not lower the loss is tried again, shorter.
Parameters minimize(const ColorProblem& problem, Parameters p, const Parameters& penalty) {
  Normal normal(problem.size(), problem.size());
  Parameters gradient(problem.size());
  double damping = 1e-3;
  double best = loss(problem, p, penalty);
  for (int step = 0; step < kMostSteps; ++step) {
    accumulate(problem, p, penalty, normal, gradient);
    bool lowered = false;
    while (!lowered && damping < 1e6) {
      Normal damped = normal;
      damped.diagonal() *= 1.0 + damping;
      const Parameters candidate = p - damped.ldlt().solve(gradient);
      const double value = loss(problem, candidate, penalty);
      lowered = value < best;
      damping *= lowered ? 0.2 : 8.0;
      if (!lowered) continue;
      const bool converged = best - value < 1e-9 * best;
      p = candidate;
      best = value;
      if (converged) return p;
    }
    if (!lowered) break;
  }
  return p;
}

/// Mean error of each patch if it had been left out, from its leverage: r / (1 - h).
double left_out_error(const ColorProblem& problem, const Parameters& p, const Parameters& penalty) {
  Normal normal(problem.size(), problem.size());
  Parameters gradient(problem.size());
  accumulate(problem, p, penalty, normal, gradient);
  const auto solver = normal.ldlt();
  double sum = 0.0;
  double weights = 0.0;
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const Linearized at = problem.linearize(i, p);
    const double weight = problem.weight(i) * robust_weight(at.residual);
    const Eigen::Matrix3d leverage = weight * at.jacobian * solver.solve(at.jacobian.transpose());
    const Eigen::Vector3d left_out = (Eigen::Matrix3d::Identity() - leverage).partialPivLu().solve(at.residual);
    sum += problem.weight(i) * left_out.norm();
    weights += problem.weight(i);
  }
  return sum / weights;
}

}  // namespace

double fit_colors(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map) {
  const ColorProblem problem(patches, freedom, map);
  double least = std::numeric_limits<double>::infinity();
  Parameters best = problem.prior();
  for (const double ridge : kRidges) {
    const Parameters penalty = problem.penalty(ridge);
    const Parameters p = minimize(problem, problem.start(ridge), penalty);
    const double error = left_out_error(problem, p, penalty);
    if (!(error < least)) continue;
    least = error;
    best = p;
  }
  problem.unpack(best, map);
  return least;
}

}  // namespace shadematch::inline v0
