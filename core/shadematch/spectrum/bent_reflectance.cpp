// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Core>
#include <Eigen/LU>
#include <cmath>
#include <stdexcept>

#include <shadematch/spectrum/bent_reflectance.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostSteps = 12;
constexpr double kClose = 1e-7;
constexpr double kStep = 1e-5;

Reflectance bend(const Reflectance& base, const Eigen::Vector4d& a) {
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto bump = [nm = band_nm(band)](double peak, double sd) {
      return std::exp(-0.5 * std::pow((nm - peak) / sd, 2));
    };
    const double ln_factor = a(0) + a(1) * bump(450.0, 45.0) + a(2) * bump(545.0, 45.0) + a(3) * bump(620.0, 50.0);
    out.R[band] = base.R[band] * std::exp(ln_factor);
  }
  return out;
}

}  // namespace

Reflectance bent_reflectance(const Reflectance& base, const Lab& target, const ColorimetricWeights& weights) {
  const auto lab = [&](const Eigen::Vector4d& a) {
    const Lab found = lab_from_reflectance(bend(base, a), weights);
    return Eigen::Vector3d(found.L, found.a, found.b);
  };
  const Eigen::Vector3d wanted(target.L, target.a, target.b);
  Eigen::Vector4d a = Eigen::Vector4d::Zero();
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::Vector3d now = lab(a);
    if ((wanted - now).cwiseAbs().maxCoeff() < kClose) return bend(base, a);
    Eigen::Matrix<double, 3, 4> jacobian;
    for (Eigen::Index i = 0; i < 4; ++i) jacobian.col(i) = (lab(a + kStep * Eigen::Vector4d::Unit(i)) - now) / kStep;
    const Eigen::Matrix3d square = jacobian * jacobian.transpose();
    a += jacobian.transpose() * square.inverse() * (wanted - now);
  }
  if ((wanted - lab(a)).cwiseAbs().maxCoeff() < 1e-4) return bend(base, a);
  throw std::invalid_argument("bent_reflectance: expected a color near that of the base, got none after 12 steps");
}

}  // namespace shadematch::inline v0
