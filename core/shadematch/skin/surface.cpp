// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>

#include <shadematch/skin/surface.hpp>

namespace shadematch::inline v0 {
namespace {

StreamVector entering_radiance(const Quadrature& quadrature, const StreamVector& r, Illumination illumination) {
  const Eigen::Index N = quadrature.mu.size();
  StreamVector L0 = StreamVector::Zero(N);
  if (illumination == Illumination::kNormal) {
    L0(N - 1) = (1.0 - r(N - 1)) / (quadrature.weight(N - 1) * quadrature.mu(N - 1));
    return L0;
  }
  double flux = 0.0;
  for (Eigen::Index i = 0; i < N; ++i) {
    if (quadrature.mu(i) > quadrature.mu_critical) flux += quadrature.weight(i) * quadrature.mu(i);
  }
  for (Eigen::Index i = 0; i < N; ++i) {
    if (quadrature.mu(i) > quadrature.mu_critical) L0(i) = (1.0 - r(i)) / flux;
  }
  return L0;
}

}  // namespace

double fresnel_inside(double mu, double refractive_index) {
  const double n = refractive_index;
  const double sin2_outside = n * n * (1.0 - mu * mu);
  if (sin2_outside >= 1.0) return 1.0;
  const double mu_t = std::sqrt(1.0 - sin2_outside);
  const double r_s = (n * mu - mu_t) / (n * mu + mu_t);
  const double r_p = (mu - n * mu_t) / (mu + n * mu_t);
  return 0.5 * (r_s * r_s + r_p * r_p);
}

double specular_reflectance(double refractive_index) {
  return fresnel_inside(1.0, refractive_index);
}

double reflectance_through_surface(const StreamMatrix& R, const Quadrature& quadrature, double refractive_index,
                                   Illumination illumination) {
  const StreamVector r = quadrature.mu.unaryExpr([&](double mu) { return fresnel_inside(mu, refractive_index); });
  const StreamVector L0 = entering_radiance(quadrature, r, illumination);
  const StreamMatrix loop = StreamMatrix::Identity(R.rows(), R.cols()) - r.asDiagonal() * R;
  const StreamVector U = R * loop.partialPivLu().solve(L0);
  return (quadrature.weight.array() * quadrature.mu.array() * (1.0 - r.array()) * U.array()).sum();
}

}  // namespace shadematch::inline v0
