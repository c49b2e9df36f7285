// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>

#include <shadematch/camera/inverse_cube_roots.hpp>
#include <shadematch/camera/robust_lab.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kOutlier = 36.0;  // |r|^2 at which a patch begins to lose its weight
// CIE 1976 L*a*b*: a straight line stands for the cube root below (6/29)^3.
constexpr double kDelta = 6.0 / 29.0;
constexpr double kCube = kDelta * kDelta * kDelta;
constexpr double kL = 116.0, kA = 500.0, kB = 200.0;

}  // namespace

RobustLab::RobustLab(const TrainingSet& patches) {
  const auto n = static_cast<Eigen::Index>(patches.size());
  for (Row* row : {&weight_, &to_L_, &to_a_, &to_b_, &square_, &fade_, &pulls_}) row->resize(n);
  for (Shares* rows : {&want_, &positive_, &inverse_, &root_, &slope_, &bend_, &residual_, &toward_}) {
    rows->resize(3, n);
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    const TrainingPatch& patch = patches[static_cast<std::size_t>(i)];
    const double l = patch.reference.L - 50.0;
    const double S_L = 1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l);
    const double S_C = 1.0 + 0.03 * std::hypot(patch.reference.a, patch.reference.b);
    weight_(i) = patch.weight;
    to_L_(i) = kL / S_L;
    to_a_(i) = kA / S_C;
    to_b_(i) = kB / S_C;
    want_.col(i) << (patch.reference.L + 16.0) / kL, patch.reference.a / kA, patch.reference.b / kB;
  }
}

void RobustLab::take_roots(const Shares& shares) {
  positive_ = shares.max(kCube);
  inverse_cube_roots(positive_.data(), static_cast<std::size_t>(positive_.size()), inverse_.data());
  for (Eigen::Index i = 0; i < shares.size(); ++i) {
    const double share = shares.data()[i];
    const double inverse = inverse_.data()[i];
    const double slope = inverse * inverse / 3.0;
    slope_.data()[i] = slope;
    root_.data()[i] = share > kCube ? 3.0 * share * slope : share * slope + 4.0 / 29.0;
    bend_.data()[i] = share > kCube ? -2.0 * slope * inverse : 0.0;
  }
}

double RobustLab::loss(const Shares& shares) {
  take_roots(shares);
  residual_.row(0) = to_L_ * (root_.row(1) - want_.row(0));
  residual_.row(1) = to_a_ * (root_.row(0) - root_.row(1) - want_.row(1));
  residual_.row(2) = to_b_ * (root_.row(1) - root_.row(2) - want_.row(2));
  square_ = residual_.row(0).square() + residual_.row(1).square() + residual_.row(2).square();
  fade_ = (1.0 + square_ / kOutlier).inverse();
  return (weight_ * square_ * fade_).sum();
}

void RobustLab::derivatives(Curvature curvature, Shares& gradient, Symmetric& second) {
  const auto X = slope_.row(0), Y = slope_.row(1), Z = slope_.row(2);
  pulls_ = weight_ * fade_.square();
  toward_.row(0) = X * to_a_ * residual_.row(1);
  toward_.row(1) = Y * (to_L_ * residual_.row(0) - to_a_ * residual_.row(1) + to_b_ * residual_.row(2));
  toward_.row(2) = -Z * to_b_ * residual_.row(2);
  for (Eigen::Index k = 0; k < 3; ++k) gradient.row(k) = pulls_ * toward_.row(k);
  second.row(0) = pulls_ * (X * to_a_).square();
  second.row(1) = -pulls_ * X * Y * to_a_.square();
  second.row(2) = pulls_ * Y.square() * (to_L_.square() + to_a_.square() + to_b_.square());
  second.row(3).setZero();
  second.row(4) = -pulls_ * Y * Z * to_b_.square();
  second.row(5) = pulls_ * (Z * to_b_).square();
  if (curvature == Curvature::kGaussNewton) return;
  // The weight falls with the residual, and the roots bend.
  for (Eigen::Index row = 0, at = 0; row < 3; ++row) {
    for (Eigen::Index column = 0; column <= row; ++column, ++at) {
      second.row(at) -= (4.0 / kOutlier) * fade_ * gradient.row(row) * toward_.row(column);
    }
    second.row(at - 1) += gradient.row(row) * bend_.row(row);
  }
}

double RobustLab::left_out(Eigen::Index patch, const Eigen::Matrix3d& covariance) const {
  Eigen::Matrix3d slope;
  slope << 0.0, to_L_(patch), 0.0, to_a_(patch), -to_a_(patch), 0.0, 0.0, to_b_(patch), -to_b_(patch);
  slope *= slope_.col(patch).matrix().asDiagonal();
  const Eigen::Matrix3d leverage = pulls_(patch) * slope * covariance * slope.transpose();
  return ((Eigen::Matrix3d::Identity() - leverage).inverse() * residual_.col(patch).matrix()).norm();
}

}  // namespace shadematch::inline v0
