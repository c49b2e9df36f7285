// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/response/minimize.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostSteps = 80;
constexpr double kFlat = 1e-3;
constexpr double kGradientStep = 1e-4;
constexpr double kHessianStep = 1e-3;
constexpr double kSufficient = 1e-4;  // Armijo
constexpr double kShortest = 1e-8;

Eigen::VectorXd gradient(const Objective& objective, const Eigen::VectorXd& x) {
  Eigen::VectorXd out(x.size());
  Eigen::VectorXd at = x;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    at(i) = x(i) + kGradientStep;
    const double above = objective(at);
    at(i) = x(i) - kGradientStep;
    out(i) = (above - objective(at)) / (2.0 * kGradientStep);
    at(i) = x(i);
  }
  return out;
}

/// Length of the step along `direction` that lowers the objective enough; 0 if none does.
double backtrack(const Objective& objective, const Minimum& from, const Eigen::VectorXd& direction, double slope) {
  for (double length = 1.0; length > kShortest; length *= 0.5) {
    const double value = objective(from.x + length * direction);
    if (value <= from.value + kSufficient * length * slope) return length;
  }
  return 0.0;
}

}  // namespace

Minimum minimize(const Objective& objective, const Eigen::VectorXd& start) {
  Minimum best{start, objective(start)};
  Eigen::VectorXd slope = gradient(objective, start);
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
    best.value = objective(best.x);
    const Eigen::VectorXd turned = gradient(objective, best.x) - slope;
    slope += turned;
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
  const double square = kHessianStep * kHessianStep;
  const auto value = [&](Eigen::Index i, double di, Eigen::Index j, double dj) {
    Eigen::VectorXd x = at;
    x(i) += di * kHessianStep;
    x(j) += dj * kHessianStep;
    return objective(x);
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      out(i, j) = (value(i, 1, j, 1) - value(i, 1, j, -1) - value(i, -1, j, 1) + value(i, -1, j, -1)) / (4.0 * square);
      out(j, i) = out(i, j);
    }
  }
  return out;
}

}  // namespace shadematch::inline v0
