// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <utility>

#include <shadematch/response/minimize.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostSteps = 80;
constexpr double kFlat = 1e-3;
constexpr double kHessianStep = 1e-3;
constexpr double kSufficient = 1e-4;  // Armijo
constexpr double kShortest = 1e-8;

/// Length of the step along `direction` that lowers the objective enough; 0 if none does.
double backtrack(const Objective& objective, const Minimum& from, const Eigen::VectorXd& direction, double slope) {
  for (double length = 1.0; length > kShortest; length *= 0.5) {
    const double value = objective(from.x + length * direction, nullptr);
    if (value <= from.value + kSufficient * length * slope) return length;
  }
  return 0.0;
}

}  // namespace

Minimum minimize(const Objective& objective, const Eigen::VectorXd& start) {
  Eigen::VectorXd slope(start.size());
  Minimum best{start, objective(start, &slope)};
  Eigen::VectorXd turned(start.size());
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Identity(start.size(), start.size());
  for (int step = 0; step < kMostSteps && slope.cwiseAbs().maxCoeff() > kFlat; ++step) {
    Eigen::VectorXd direction = -inverse * slope;
    if (!(direction.dot(slope) < 0.0)) {
      inverse.setIdentity();
      direction = -slope;
    }
    const double length = backtrack(objective, best, direction, direction.dot(slope));
    if (length == 0.0) break;
    const Eigen::VectorXd moved = length * direction;
    best.x += moved;
    best.value = objective(best.x, &turned);
    std::swap(slope, turned);
    turned = slope - turned;
    const double curvature = moved.dot(turned);
    if (curvature <= 1e-12) continue;
    const Eigen::VectorXd bent = inverse * turned;
    inverse += (1.0 + turned.dot(bent) / curvature) / curvature * moved * moved.transpose() -
               (bent * moved.transpose() + moved * bent.transpose()) / curvature;
  }
  return best;
}

Eigen::MatrixXd hessian(const Objective& objective, const Eigen::VectorXd& at) {
  const Eigen::Index n = at.size();
  Eigen::MatrixXd out(n, n);
  Eigen::VectorXd above(n), below(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Eigen::VectorXd step = kHessianStep * Eigen::VectorXd::Unit(n, i);
    (void)objective(at + step, &above);
    (void)objective(at - step, &below);
    out.col(i) = (above - below) / (2.0 * kHessianStep);
  }
  return 0.5 * (out + out.transpose());
}

}  // namespace shadematch::inline v0
