// SPDX-License-Identifier: Apache-2.0
// The letters and steps are those of Li et al. 2017 [li2017], appendix A. The constant 0.1 that the paper adds to each
// compressed response cancels everywhere but in the denominator of t, so it appears only there (as 0.305).
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/cam16.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

/// What depends on the viewing conditions only (step 0).
struct Adapted {
  Eigen::Vector3d D_RGB;
  double F_L, n, z, N_bb, A_w;
};

/// XYZ on the paper's scale of 0..100 to cone responses.
Eigen::Vector3d cones(const XYZ& xyz) {
  return cone_matrix(AdaptationMethod::kCat16) * Eigen::Vector3d(100.0 * xyz.X, 100.0 * xyz.Y, 100.0 * xyz.Z);
}

/// Post-adaptation compression (step 3); odd, so that colors outside the spectrum locus stay defined.
Eigen::Vector3d compress(const Eigen::Vector3d& RGB_c, double F_L) {
  return RGB_c.unaryExpr([F_L](double response) {
    const double x = std::pow(F_L * std::abs(response) / 100.0, 0.42);
    return std::copysign(400.0 * x / (x + 27.13), response);
  });
}

double achromatic(const Eigen::Vector3d& RGB_a, double N_bb) {
  return (2.0 * RGB_a[0] + RGB_a[1] + RGB_a[2] / 20.0) * N_bb;
}

void check(const Cam16ViewingConditions& conditions) {
  const auto refuse = [](const char* expected, double got) {
    throw std::invalid_argument(std::string("cam16_from_xyz: expected ") + expected + ", got " + std::to_string(got));
  };
  if (!(conditions.adapting_luminance_cd_m2 > 0.0)) {
    refuse("an adapting luminance > 0", conditions.adapting_luminance_cd_m2);
  }
  if (!(conditions.background_Y > 0.0)) refuse("a background Y > 0", conditions.background_Y);
  if (!(std::abs(conditions.white.Y - 1.0) < 1e-6)) refuse("a white with Y = 1", conditions.white.Y);
}

Adapted adapt_to(const Cam16ViewingConditions& conditions) {
  check(conditions);
  const double L_A = conditions.adapting_luminance_cd_m2;
  const double degree = conditions.surround.F * (1.0 - std::exp((-L_A - 42.0) / 92.0) / 3.6);
  const double D = conditions.discount_illuminant ? 1.0 : std::clamp(degree, 0.0, 1.0);
  const Eigen::Vector3d RGB_w = cones(conditions.white);
  Adapted adapted{};
  adapted.D_RGB = D * 100.0 * RGB_w.cwiseInverse() + Eigen::Vector3d::Constant(1.0 - D);
  const double k = 1.0 / (5.0 * L_A + 1.0);
  const double k4 = k * k * k * k;
  adapted.F_L = 0.2 * k4 * 5.0 * L_A + 0.1 * (1.0 - k4) * (1.0 - k4) * std::cbrt(5.0 * L_A);
  adapted.n = conditions.background_Y;
  adapted.z = 1.48 + std::sqrt(adapted.n);
  adapted.N_bb = 0.725 * std::pow(adapted.n, -0.2);
  adapted.A_w = achromatic(compress(adapted.D_RGB.cwiseProduct(RGB_w), adapted.F_L), adapted.N_bb);
  return adapted;
}

}  // namespace

Cam16 cam16_from_xyz(const XYZ& xyz, const Cam16ViewingConditions& conditions) {
  const Adapted w = adapt_to(conditions);
  const auto& [F, c, N_c] = conditions.surround;

  // Steps 1 to 3: cone responses, adaptation, compression.
  const Eigen::Vector3d RGB_a = compress(w.D_RGB.cwiseProduct(cones(xyz)), w.F_L);
  const double R = RGB_a[0], G = RGB_a[1], B = RGB_a[2];

  // Step 4: opponent responses and hue.
  const double a = R - 12.0 * G / 11.0 + B / 11.0;
  const double b = (R + G - 2.0 * B) / 9.0;
  const double angle = std::atan2(b, a);
  const double h = angle < 0.0 ? angle * kDegrees + 360.0 : angle * kDegrees;

  // Steps 5 and 6: eccentricity, achromatic response.
  const double e_t = (std::cos(angle + 2.0) + 3.8) / 4.0;
  const double response = achromatic(RGB_a, w.N_bb);
  const double A = response < 0.0 ? 0.0 : response;

  // Steps 7 to 9: the correlates.
  const double F_L_root = std::sqrt(std::sqrt(w.F_L));
  const double J = 100.0 * std::pow(A / w.A_w, c * w.z);
  const double Q = 4.0 / c * std::sqrt(J / 100.0) * (w.A_w + 4.0) * F_L_root;
  const double t = 50000.0 / 13.0 * N_c * w.N_bb * e_t * std::hypot(a, b) / (R + G + 21.0 * B / 20.0 + 0.305);
  const double C = std::pow(t, 0.9) * std::sqrt(J / 100.0) * std::pow(1.64 - std::pow(0.29, w.n), 0.73);
  const double M = C * F_L_root;
  const double s = Q == 0.0 ? 0.0 : 100.0 * std::sqrt(M / Q);
  return {J, C, h, Q, M, s};
}

}  // namespace shadematch::inline v0
