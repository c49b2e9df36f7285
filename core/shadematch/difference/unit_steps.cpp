// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/unit_steps.hpp>

namespace shadematch::inline v0 {

Eigen::Matrix3d unit_steps(const Lab& lab) {
  const double C = std::hypot(lab.a, lab.b);
  const double l = lab.L - 50.0;
  const Eigen::Vector2d chroma = C > 0.0 ? Eigen::Vector2d(lab.a / C, lab.b / C) : Eigen::Vector2d(1.0, 0.0);
  const double S_C = 1.0 + 0.045 * C;
  const double S_H = 1.0 + 0.015 * C;
  Eigen::Matrix3d steps = Eigen::Matrix3d::Zero();
  steps(0, 0) = 1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l);
  steps.block<2, 1>(1, 1) = S_C * chroma;
  steps.block<2, 1>(1, 2) = S_H * Eigen::Vector2d(-chroma(1), chroma(0));
  return steps;
}

}  // namespace shadematch::inline v0
