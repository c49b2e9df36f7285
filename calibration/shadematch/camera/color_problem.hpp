// SPDX-License-Identifier: Apache-2.0
// Private. What a color fit minimizes: RobustLab of M terms(g(v)) exp(-s . u), and a ridge toward M = 1, s = 0. The
// second derivatives of a patch by two columns of M differ from others by the product of two terms alone, so all of
// them are sums of 3 x 3 blocks.
#pragma once

#include <Eigen/Cholesky>
#include <cmath>

#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/robust_lab.hpp>

namespace shadematch::inline v0 {

using SymmetricMap = Eigen::Matrix<double, 6, 6>;

/// Elements 00, 10, 11, 20, 21, 22 of A' B A from those of a symmetric B.
[[nodiscard]] SymmetricMap congruence(const Eigen::Matrix3d& A);
/// Linear sRGB -> XYZ as shares of the white.
[[nodiscard]] const Eigen::Matrix3d& shares_from_linear_srgb();

/// The problem with kTerms terms a row, and kShade (0 or 2) parameters of light. Its parameters are M by columns, then
/// s.
template <int kTerms, int kShade>
class ColorProblem {
 public:
  static constexpr int kSize = 3 * kTerms + kShade;
  using Parameters = Eigen::Matrix<double, kSize, 1>;
  using Normal = Eigen::Matrix<double, kSize, kSize>;
  using Curvature = RobustLab::Curvature;

  ColorProblem(const TrainingSet& patches, ColorFreedom freedom, const CameraMap& map)
      : patches_(patches), freedom_(freedom), shading_(map.shading), colors_(patches) {
    const auto n = static_cast<Eigen::Index>(patches.size());
    terms_.resize(kTerms, n);
    pairs_.resize(kPairs, n);
    places_.resize(2, n);
    for (RobustLab::Shares* rows : {&shares_, &gradient_, &across_, &placed_}) rows->resize(3, n);
    second_.resize(6, n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const TrainingPatch& patch = patches[static_cast<std::size_t>(i)];
      const Eigen::Vector3d linear(map.tone[0](patch.rgb(0)), map.tone[1](patch.rgb(1)), map.tone[2](patch.rgb(2)));
      terms_.col(i) = make_terms(map.terms, linear);
      places_.col(i) = patch.place;
    }
    for (int j = 0, pair = 0; j < kTerms; ++j) {
      for (int k = 0; k <= j; ++k, ++pair) pairs_.row(pair) = terms_.row(j).cwiseProduct(terms_.row(k));
    }
  }

  /// Weighted linear least squares with a ridge toward identity: where a search starts that knows nothing better.
  [[nodiscard]] Parameters start(double ridge) const {
    Eigen::Matrix<double, kTerms, kTerms> normal = Eigen::Matrix<double, kTerms, kTerms>::Zero();
    Eigen::Matrix<double, kTerms, 3> right = Eigen::Matrix<double, kTerms, 3>::Zero();
    for (std::size_t i = 0; i < patches_.size(); ++i) {
      const Eigen::Matrix<double, kTerms, 1> x = terms_.col(static_cast<Eigen::Index>(i));
      const double weight = patches_[i].weight * std::pow(patches_[i].light.mean() + 0.03, -1.5);
      normal += weight * x * x.transpose();
      right += weight * x * (patches_[i].light - x.template head<3>()).transpose();
    }
    normal.diagonal().array() += ridge * normal.diagonal().mean();
    Mix matrix = Mix::Identity() + Mix(normal.ldlt().solve(right).transpose());
    if (!freedom_.mix) matrix = Mix(Mix::Identity().cwiseProduct(matrix));
    return pack(matrix, shading_);
  }

  /// The loss is that with this ridge from here on.
  void set_ridge(double ridge) {
    penalty_.setConstant(kRidgeScale * kRidgeScale * ridge);
    if (!freedom_.mix) penalty_.template head<9>() << 0, kHeld, kHeld, kHeld, 0, kHeld, kHeld, kHeld, 0;
    penalty_.template tail<kShade>().setConstant(kShadingPenalty * kShadingPenalty);
  }

  [[nodiscard]] double loss(const Parameters& p) {
    off_ = p - pack(Mix::Identity(), Eigen::Vector2d::Zero());
    const Mix matrix = shares_from_linear_srgb() * Eigen::Map<const Mix>(p.data());
    shares_.matrix() = matrix.lazyProduct(terms_);
    if constexpr (kShade > 0) {
      light_ = (-p.template tail<2>().transpose().lazyProduct(places_)).array().exp();
      shares_.rowwise() *= light_;
    }
    return colors_.loss(shares_) + penalty_.dot(off_.cwiseAbs2());
  }

  /// Of half the loss where it was asked for last: gradient and, in the lower triangle, second derivatives.
  void derivatives(Curvature curvature, Parameters& gradient, Normal& second) {
    colors_.derivatives(curvature, gradient_, second_);
    gradient = penalty_.cwiseProduct(off_);
    second.setZero();
    second.diagonal() = penalty_;
    if constexpr (kShade > 0) add_light(curvature, gradient, second);
    const Mix by_share = gradient_.matrix().lazyProduct(terms_.transpose());
    gradient.template head<3 * kTerms>() += as_column(shares_from_linear_srgb().transpose() * by_share);
    static const SymmetricMap to_linear = congruence(shares_from_linear_srgb());
    const Pairs sums = to_linear.lazyProduct(sum_pairs());
    for (int j = 0, pair = 0; j < kTerms; ++j) {
      for (int k = 0; k <= j; ++k, ++pair) {
        const auto s = sums.col(pair);
        Eigen::Matrix3d block;
        block << s(0), s(1), s(3), s(1), s(2), s(4), s(3), s(4), s(5);
        second.template block<3, 3>(3 * j, 3 * k) += block;
      }
    }
  }

  /// Mean residual of each patch if it had been left out, from its leverage, where the loss was asked for last.
  /// @param inverse  of the derivatives with Curvature::kGaussNewton there.
  [[nodiscard]] double left_out_error(const Normal& inverse) const {
    static const SymmetricMap to_shares = congruence(shares_from_linear_srgb().transpose());
    Pairs blocks;
    for (int j = 0, pair = 0; j < kTerms; ++j) {
      for (int k = 0; k <= j; ++k, ++pair) {
        Eigen::Matrix3d block = inverse.template block<3, 3>(3 * j, 3 * k);
        if (k < j) block += block.transpose().eval();
        blocks.col(pair) << block(0, 0), block(1, 0), block(1, 1), block(2, 0), block(2, 1), block(2, 2);
      }
    }
    blocks = to_shares.lazyProduct(blocks).eval();
    double sum = 0.0;
    double weights = 0.0;
    for (Eigen::Index i = 0; i < terms_.cols(); ++i) {
      const Eigen::Matrix<double, 6, 1> c = blocks.lazyProduct(pairs_.col(i));
      Eigen::Matrix3d covariance;
      covariance << c(0), c(1), c(3), c(1), c(2), c(4), c(3), c(4), c(5);
      if constexpr (kShade > 0) add_light(i, inverse, covariance);
      const double weight = patches_[static_cast<std::size_t>(i)].weight;
      sum += weight * colors_.left_out(i, covariance);
      weights += weight;
    }
    return sum / weights;
  }

  static void unpack(const Parameters& p, CameraMap& map) {
    map.matrix = Eigen::Map<const Mix>(p.data());
    map.shading.setZero();
    if constexpr (kShade > 0) map.shading = p.template tail<2>();
  }

 private:
  static constexpr int kPairs = kTerms * (kTerms + 1) / 2;
  static constexpr double kRidgeScale = 30.0;      // residual of the ridge: 30 sqrt(lambda) per unit of a matrix entry
  static constexpr double kShadingPenalty = 25.0;  // residual per unit of ln light across 2.5 pitches
  static constexpr double kHeld = 1e12;            // square of the residual per unit of an entry that may not move
  using Mix = Eigen::Matrix<double, 3, kTerms>;
  using Pairs = Eigen::Matrix<double, 6, kPairs>;
  template <int kRows>
  using Rows = Eigen::Matrix<double, kRows, Eigen::Dynamic, Eigen::RowMajor>;

  /// Parts of the derivatives that light has in. All terms are of degree 1 in it.
  void add_light(Curvature curvature, Parameters& gradient, Normal& second) {
    const auto x = shares_.row(0), y = shares_.row(1), z = shares_.row(2);
    across_.row(0) = second_.row(0) * x + second_.row(1) * y + second_.row(3) * z;
    across_.row(1) = second_.row(1) * x + second_.row(2) * y + second_.row(4) * z;
    across_.row(2) = second_.row(3) * x + second_.row(4) * y + second_.row(5) * z;
    if (curvature == Curvature::kExact) across_ += gradient_;
    const Eigen::RowVectorXd down = (gradient_ * shares_).colwise().sum();
    const Eigen::RowVectorXd along = (across_ * shares_).colwise().sum();
    gradient.template tail<2>() -= places_ * down.transpose();
    second.template bottomRightCorner<2, 2>() += places_ * along.asDiagonal() * places_.transpose();
    across_.rowwise() *= light_;
    for (int axis = 0; axis < 2; ++axis) {
      placed_ = across_.rowwise() * places_.row(axis).array();
      const Mix by_share = placed_.matrix().lazyProduct(terms_.transpose());
      second.template block<1, 3 * kTerms>(3 * kTerms + axis, 0) -=
          as_column(shares_from_linear_srgb().transpose() * by_share).transpose();
    }
    gradient_.rowwise() *= light_;
    light_square_ = light_.square();
    second_.rowwise() *= light_square_;
  }

  /// Covariance of a patch's shares: what light adds to that of even light.
  void add_light(Eigen::Index i, const Normal& inverse, Eigen::Matrix3d& covariance) const {
    const Eigen::Vector2d place = places_.col(i);
    const Eigen::Matrix<double, 3 * kTerms, 1> with_light =
        (place.transpose() * inverse.template bottomLeftCorner<2, 3 * kTerms>()).transpose();
    const Eigen::Map<const Mix> blocks(with_light.data());
    const Eigen::Vector3d across = shares_from_linear_srgb() * (blocks * (light_(i) * terms_.col(i)));
    const Eigen::Vector3d shares = shares_.col(i).matrix();
    covariance *= light_(i) * light_(i);
    covariance -= across * shares.transpose() + shares * across.transpose();
    covariance += place.dot(inverse.template bottomRightCorner<2, 2>() * place) * shares * shares.transpose();
  }

  /// Sums over the patches: second derivatives by the shares times products of two terms.
  [[nodiscard]] Pairs sum_pairs() {
    columns_ = second_.matrix();
    Pairs sums;
    for (int pair = 0; pair < kPairs; ++pair) {
      Eigen::Matrix<double, 6, 1> sum = Eigen::Matrix<double, 6, 1>::Zero();
      for (Eigen::Index i = 0; i < columns_.cols(); ++i) sum += pairs_(pair, i) * columns_.col(i);
      sums.col(pair) = sum;
    }
    return sums;
  }

  [[nodiscard]] static Eigen::Matrix<double, 3 * kTerms, 1> as_column(const Mix& matrix) {
    return Eigen::Map<const Eigen::Matrix<double, 3 * kTerms, 1>>(matrix.data());
  }
  [[nodiscard]] static Parameters pack(const Mix& matrix, const Eigen::Vector2d& shading) {
    Parameters p;
    p.template head<3 * kTerms>() = as_column(matrix);
    p.template tail<kShade>() = shading.head<kShade>();
    return p;
  }

  const TrainingSet& patches_;
  ColorFreedom freedom_;
  Eigen::Vector2d shading_;  ///< where a search starts that knows nothing better
  RobustLab colors_;
  Rows<kTerms> terms_;  ///< in even light
  Rows<kPairs> pairs_;  ///< products of two of them
  Rows<2> places_;
  Parameters penalty_, off_;
  RobustLab::Shares shares_, gradient_, across_, placed_;
  RobustLab::Symmetric second_;
  Eigen::Matrix<double, 6, Eigen::Dynamic> columns_;
  Eigen::Array<double, 1, Eigen::Dynamic> light_, light_square_;  ///< factors of the terms
};

}  // namespace shadematch::inline v0
