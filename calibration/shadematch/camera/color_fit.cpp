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

constexpr std::array<double, 3> kRidges{1e-3, 1e-2, 5e-2};
constexpr double kRidgeScale = 30.0;      // residual of the ridge: 30 sqrt(lambda) per unit of a matrix entry
constexpr double kShadingPenalty = 25.0;  // residual per unit of ln light across 2.5 pitches
constexpr double kHeld = 1e6;             // penalty of an entry that may not move
constexpr double kOutlier = 36.0;         // |r|^2 at which a patch begins to lose its weight
constexpr int kMostSteps = 30;

/// Lab of linear sRGB and, where asked for, d Lab / d linear sRGB.
Eigen::Vector3d lab_of(const Eigen::Vector3d& linear, Eigen::Matrix3d* slope) {
  constexpr double kDelta = 6.0 / 29.0;
  static const Eigen::Matrix3d to_share =
      Eigen::Vector3d(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z).cwiseInverse().asDiagonal() * xyz_d50_from_linear_srgb();
  const Eigen::Vector3d t = to_share * linear;
  Eigen::Vector3d f, df;
  for (Eigen::Index k = 0; k < 3; ++k) {
    const double root = t(k) > kDelta * kDelta * kDelta ? std::cbrt(t(k)) : kDelta;
    f(k) = root > kDelta ? root : t(k) / (3.0 * kDelta * kDelta) + 4.0 / 29.0;
    df(k) = 1.0 / (3.0 * root * root);
  }
  if (slope != nullptr) {
    const Eigen::Matrix3d d = df.asDiagonal() * to_share;
    slope->row(0) = 116.0 * d.row(1);
    slope->row(1) = 500.0 * (d.row(0) - d.row(1));
    slope->row(2) = 200.0 * (d.row(1) - d.row(2));
  }
  return {116.0 * f(1) - 16.0, 500.0 * (f(0) - f(1)), 200.0 * (f(1) - f(2))};
}

/// The problem with kTerms terms a row, and kShade (0 or 2) parameters of light.
template <int kTerms, int kShade>
class ColorProblem {
 public:
  static constexpr int kSize = 3 * kTerms + kShade;
  using Parameters = Eigen::Matrix<double, kSize, 1>;
  using Normal = Eigen::Matrix<double, kSize, kSize>;
  using Row = Eigen::Matrix<double, kTerms, 1>;
  using Mix = Eigen::Matrix<double, 3, kTerms>;

  ColorProblem(const TrainingSet& patches, ColorFreedom freedom, const CameraMap& map)
      : patches_(patches), mix_(freedom.mix), affine_(map.terms == Terms::kAffine) {
    if constexpr (kShade > 0) shading_ = map.shading;
    for (const TrainingPatch& patch : patches) {
      const double S_C = 1.0 + 0.03 * std::hypot(patch.reference.a, patch.reference.b);
      const double l = patch.reference.L - 50.0;
      metric_.emplace_back(1.0 / (1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l)), 1.0 / S_C, 1.0 / S_C);
      const Eigen::Vector3d linear(map.tone[0](patch.rgb(0)), map.tone[1](patch.rgb(1)), map.tone[2](patch.rgb(2)));
      terms_.push_back(make_terms(map.terms, linear));
    }
  }

  /// Weighted linear least squares with a ridge toward identity: where the iterations start.
  [[nodiscard]] Parameters start(double ridge) const {
    Eigen::Matrix<double, kTerms, kTerms> normal = Eigen::Matrix<double, kTerms, kTerms>::Zero();
    Eigen::Matrix<double, kTerms, 3> right = Eigen::Matrix<double, kTerms, 3>::Zero();
    for (std::size_t i = 0; i < patches_.size(); ++i) {
      const Row& x = terms_[i];
      const double weight = patches_[i].weight * std::pow(patches_[i].light.mean() + 0.03, -1.5);
      normal += weight * x * x.transpose();
      right += weight * x * (patches_[i].light - x.template head<3>()).transpose();
    }
    normal.diagonal().array() += ridge * normal.diagonal().mean();
    Mix matrix = Mix::Identity() + Mix(normal.ldlt().solve(right).transpose());
    if (!mix_) matrix = Mix(Mix::Identity().cwiseProduct(matrix));
    return pack(matrix, shading_);
  }

  [[nodiscard]] Parameters penalty(double ridge) const {
    Parameters out = Parameters::Constant(kRidgeScale * std::sqrt(ridge));
    if (!mix_) out.template head<9>() << 0, kHeld, kHeld, kHeld, 0, kHeld, kHeld, kHeld, 0;
    out.template tail<kShade>().setConstant(kShadingPenalty);
    return out;
  }

  [[nodiscard]] Parameters prior() const { return pack(Mix::Identity(), Eigen::Vector2d::Zero()); }

  [[nodiscard]] Eigen::Vector3d residual(std::size_t i, const Parameters& p) const {
    return residual_of(i, lab_of(matrix(p) * lit_terms(i, p), nullptr));
  }

  /// A patch at p: every column of its Jacobian is `slope` times a term, those of the light `along` times its place.
  struct Linearized {
    Eigen::Vector3d residual;
    Eigen::Matrix3d slope;
    Row terms;
    Eigen::Vector3d along;
  };

  [[nodiscard]] Linearized linearize(std::size_t i, const Parameters& p) const {
    Linearized out;
    out.terms = lit_terms(i, p);
    Eigen::Matrix3d slope;
    out.residual = residual_of(i, lab_of(matrix(p) * out.terms, &slope));
    out.slope = metric_[i].asDiagonal() * slope;
    if constexpr (kShade > 0) {
      Row lit = out.terms;
      if (affine_) lit(kTerms - 1) = 0.0;
      out.along = -out.slope * (matrix(p) * lit);
    }
    return out;
  }

  /// 3 x kSize.
  [[nodiscard]] Eigen::Matrix<double, 3, kSize> jacobian(std::size_t i, const Linearized& at) const {
    Eigen::Matrix<double, 3, kSize> out;
    for (int j = 0; j < kTerms; ++j) out.template middleCols<3>(3 * j) = at.slope * at.terms(j);
    if constexpr (kShade > 0) out.template rightCols<2>() = at.along * patches_[i].place.transpose();
    return out;
  }

  /// Adds weight J'J, lower triangle, and weight J'r: blocks of 3 x 3 that differ by products of terms alone.
  void add(std::size_t i, const Linearized& at, double weight, Normal& normal, Parameters& gradient) const {
    const Eigen::Matrix3d block = weight * (at.slope.transpose() * at.slope);
    const Eigen::Vector3d right = weight * (at.slope.transpose() * at.residual);
    for (int j = 0; j < kTerms; ++j) {
      for (int k = 0; k <= j; ++k) normal.template block<3, 3>(3 * j, 3 * k) += (at.terms(j) * at.terms(k)) * block;
      gradient.template segment<3>(3 * j) += at.terms(j) * right;
    }
    if constexpr (kShade > 0) {
      const Eigen::Vector2d& place = patches_[i].place;
      const Eigen::Vector3d across = weight * (at.slope.transpose() * at.along);
      for (int j = 0; j < kTerms; ++j) {
        normal.template block<2, 3>(3 * kTerms, 3 * j) += place * (at.terms(j) * across).transpose();
      }
      normal.template bottomRightCorner<2, 2>() += (weight * at.along.squaredNorm()) * place * place.transpose();
      gradient.template tail<2>() += (weight * at.along.dot(at.residual)) * place;
    }
  }

  [[nodiscard]] double weight(std::size_t i) const { return patches_[i].weight; }
  [[nodiscard]] std::size_t count() const { return patches_.size(); }

  void unpack(const Parameters& p, CameraMap& map) const {
    map.matrix = matrix(p);
    map.shading = Eigen::Vector2d::Zero();
    if constexpr (kShade > 0) map.shading = p.template tail<2>();
  }

 private:
  /// Every term is of degree 1 in the light, but the constant one.
  [[nodiscard]] Row lit_terms(std::size_t i, const Parameters& p) const {
    if constexpr (kShade == 0) return terms_[i];
    Row lit = std::exp(-p.template tail<kShade>().dot(patches_[i].place.template head<kShade>())) * terms_[i];
    if (affine_) lit(kTerms - 1) = terms_[i](kTerms - 1);
    return lit;
  }
  [[nodiscard]] Eigen::Vector3d residual_of(std::size_t i, const Eigen::Vector3d& lab) const {
    const Lab& want = patches_[i].reference;
    return metric_[i].cwiseProduct(lab - Eigen::Vector3d(want.L, want.a, want.b));
  }
  [[nodiscard]] static Eigen::Map<const Mix> matrix(const Parameters& p) { return Eigen::Map<const Mix>(p.data()); }
  [[nodiscard]] static Parameters pack(const Mix& matrix, const Eigen::Vector2d& shading) {
    Parameters p;
    p.template head<3 * kTerms>() = Eigen::Map<const Eigen::Matrix<double, 3 * kTerms, 1>>(matrix.data());
    p.template tail<kShade>() = shading.head<kShade>();
    return p;
  }

  const TrainingSet& patches_;
  bool mix_;
  bool affine_;
  Eigen::Vector2d shading_{0, 0};
  std::vector<Eigen::Vector3d> metric_;
  std::vector<Row> terms_;  ///< in even light
};

double robust_weight(const Eigen::Vector3d& residual) {
  const double damping = 1.0 + residual.squaredNorm() / kOutlier;
  return 1.0 / (damping * damping);
}

template <typename Problem>
double loss(const Problem& problem, const typename Problem::Parameters& p,
            const typename Problem::Parameters& penalty) {
  double sum = penalty.cwiseProduct(p - problem.prior()).squaredNorm();
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const double r2 = problem.residual(i, p).squaredNorm();
    sum += problem.weight(i) * r2 / (1.0 + r2 / kOutlier);
  }
  return sum;
}

/// Normal equations of the reweighted problem at p, lower triangle.
template <typename Problem>
void accumulate(const Problem& problem, const typename Problem::Parameters& p,
                const typename Problem::Parameters& penalty, typename Problem::Normal& normal,
                typename Problem::Parameters& gradient) {
  const typename Problem::Parameters squared = penalty.cwiseAbs2();
  normal = squared.asDiagonal();
  gradient = squared.cwiseProduct(p - problem.prior());
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const auto at = problem.linearize(i, p);
    problem.add(i, at, problem.weight(i) * robust_weight(at.residual), normal, gradient);
  }
}

/// Levenberg's damped Gauss-Newton steps: a step that does not lower the loss is tried again, shorter.
template <typename Problem>
typename Problem::Parameters minimize(const Problem& problem, typename Problem::Parameters p,
                                      const typename Problem::Parameters& penalty) {
  typename Problem::Normal normal;
  typename Problem::Parameters gradient;
  double damping = 1e-3;
  double best = loss(problem, p, penalty);
  for (int step = 0; step < kMostSteps; ++step) {
    accumulate(problem, p, penalty, normal, gradient);
    bool lowered = false;
    while (!lowered && damping < 1e6) {
      typename Problem::Normal damped = normal;
      damped.diagonal() *= 1.0 + damping;
      const typename Problem::Parameters candidate = p - damped.ldlt().solve(gradient);
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
template <typename Problem>
double left_out_error(const Problem& problem, const typename Problem::Parameters& p,
                      const typename Problem::Parameters& penalty) {
  typename Problem::Normal normal;
  typename Problem::Parameters gradient;
  accumulate(problem, p, penalty, normal, gradient);
  const auto solver = normal.ldlt();
  double sum = 0.0;
  double weights = 0.0;
  for (std::size_t i = 0; i < problem.count(); ++i) {
    const auto at = problem.linearize(i, p);
    const auto jacobian = problem.jacobian(i, at);
    const double weight = problem.weight(i) * robust_weight(at.residual);
    const Eigen::Matrix3d leverage = weight * jacobian * solver.solve(jacobian.transpose());
    const Eigen::Vector3d left_out = (Eigen::Matrix3d::Identity() - leverage).partialPivLu().solve(at.residual);
    sum += problem.weight(i) * left_out.norm();
    weights += problem.weight(i);
  }
  return sum / weights;
}

template <int kTerms, int kShade>
double fit(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map) {
  const ColorProblem<kTerms, kShade> problem(patches, freedom, map);
  double least = std::numeric_limits<double>::infinity();
  auto best = problem.prior();
  for (const double ridge : kRidges) {
    const auto penalty = problem.penalty(ridge);
    const auto p = minimize(problem, problem.start(ridge), penalty);
    const double error = left_out_error(problem, p, penalty);
    if (!(error < least)) continue;
    least = error;
    best = p;
  }
  problem.unpack(best, map);
  return least;
}

}  // namespace

double fit_colors(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map) {
  switch (map.terms) {
    case Terms::kLinear:
      return freedom.shading ? fit<3, 2>(patches, freedom, map) : fit<3, 0>(patches, freedom, map);
    case Terms::kAffine:
      return freedom.shading ? fit<4, 2>(patches, freedom, map) : fit<4, 0>(patches, freedom, map);
    case Terms::kRootPolynomial:
      break;
  }
  return freedom.shading ? fit<6, 2>(patches, freedom, map) : fit<6, 0>(patches, freedom, map);
}

}  // namespace shadematch::inline v0
