// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/spectrum/smoothest_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kBands = static_cast<Eigen::Index>(kBandCount);
constexpr Eigen::Index kUnknowns = kBands + 3;  // z and the three multipliers
constexpr int kMostSteps = 60;
constexpr double kClose = 1e-8;

using Unknowns = Eigen::Matrix<double, kUnknowns, 1>;
using System = Eigen::Matrix<double, kUnknowns, kUnknowns>;

/// Second derivative of the sum of squared differences of neighbors.
System roughness() {
  System D = System::Zero();
  for (Eigen::Index i = 0; i + 1 < kBands; ++i) {
    D.block<2, 2>(i, i) += (Eigen::Matrix2d() << 2.0, -2.0, -2.0, 2.0).finished();
  }
  return D;
}

}  // namespace

Reflectance smoothest_reflectance(const Lab& lab, const ColorimetricWeights& weights) {
  const auto refuse = [&] {
    throw std::invalid_argument("smoothest_reflectance: expected a color that a surface can have, got Lab " +
                                std::to_string(lab.L) + " " + std::to_string(lab.a) + " " + std::to_string(lab.b));
  };
  const XYZ wanted = xyz_from_lab(lab, weights.white_point());
  const Eigen::Vector3d target(wanted.X, wanted.Y, wanted.Z);
  if (!(target.allFinite() && target.minCoeff() > 0.0)) refuse();
  const Eigen::Matrix<double, kBands, 3> w = weights.w.matrix();
  const System smooth = roughness();
  Unknowns x = Unknowns::Zero();
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::Array<double, kBands, 1> t = x.head<kBands>().array().tanh();
    const Eigen::Array<double, kBands, 1> slope = 0.5 * (1.0 - t * t);
    const Eigen::Vector3d off = w.transpose() * (0.5 * (1.0 + t)).matrix() - target;
    const Eigen::Matrix<double, kBands, 3> B = slope.matrix().asDiagonal() * w;
    const Eigen::Matrix<double, kBands, 1> pull = w * x.tail<3>();
    Unknowns gradient = smooth * x;
    gradient.head<kBands>() += B * x.tail<3>();
    gradient.tail<3>() = off;
    if (step > 0 && off.cwiseAbs().maxCoeff() < kClose) {
      Reflectance out;
      for (Eigen::Index b = 0; b < kBands; ++b) out.R[static_cast<std::size_t>(b)] = 0.5 * (1.0 + t(b));
      return out;
    }
    System hessian = smooth;
    hessian.topLeftCorner<kBands, kBands>().diagonal().array() += -2.0 * t * slope * pull.array();
    hessian.topRightCorner<kBands, 3>() = B;
    hessian.bottomLeftCorner<3, kBands>() = B.transpose();
    const Unknowns move = hessian.partialPivLu().solve(-gradient);
    if (!move.allFinite()) refuse();
    // Far from the solution tanh bends too much for a whole step.
    x += move * std::min(1.0, 1.0 / move.head<kBands>().cwiseAbs().maxCoeff());
  }
  refuse();
  return {};
}

}  // namespace shadematch::inline v0
