// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <cmath>

#include <shadematch/solve/least_squares.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kFirstDamping = 1e-3;
constexpr double kMostDamping = 1e12;

struct Trial {
  Eigen::VectorXd step;
  Eigen::VectorXd residuals;
  bool better = false;
};

Trial damped_step(const Residuals& residuals, const LeastSquaresFit& fit, double damping) {
  Eigen::MatrixXd normal = fit.jacobian.transpose() * fit.jacobian;
  normal.diagonal() += damping * (normal.diagonal().array() + 1e-12).matrix();
  Trial trial;
  trial.step = -normal.ldlt().solve(fit.jacobian.transpose() * fit.residuals);
  trial.residuals = residuals(fit.x + trial.step);
  trial.better = trial.residuals.squaredNorm() < fit.sum_of_squares;  // false for NaN
  return trial;
}

}  // namespace

Eigen::MatrixXd forward_jacobian(const Residuals& residuals, const Eigen::VectorXd& x, const Eigen::VectorXd& at_x,
                                 double step) {
  Eigen::MatrixXd jacobian(at_x.size(), x.size());
  Eigen::VectorXd moved = x;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    moved(i) = x(i) + step;
    jacobian.col(i) = (residuals(moved) - at_x) / step;
    moved(i) = x(i);
  }
  return jacobian;
}

LeastSquaresFit least_squares(const Residuals& residuals, const Eigen::VectorXd& start,
                              const LeastSquaresOptions& options) {
  LeastSquaresFit fit{start, residuals(start), {}, 0.0};
  fit.sum_of_squares = fit.residuals.squaredNorm();
  double damping = kFirstDamping;
  for (int taken = 0; taken < options.most_steps; ++taken) {
    fit.jacobian = forward_jacobian(residuals, fit.x, fit.residuals, options.difference);
    Trial trial = damped_step(residuals, fit, damping);
    while (!trial.better && damping < kMostDamping) {
      damping *= 10.0;
      trial = damped_step(residuals, fit, damping);
    }
    if (!trial.better) break;
    damping = std::max(damping / 10.0, 1e-12);
    const double sum = trial.residuals.squaredNorm();
    const bool done = trial.step.cwiseAbs().maxCoeff() < options.smallest ||
                      fit.sum_of_squares - sum < options.smallest * fit.sum_of_squares;
    fit.x += trial.step;
    fit.residuals = std::move(trial.residuals);
    fit.sum_of_squares = sum;
    if (done) break;
  }
  return fit;
}

}  // namespace shadematch::inline v0
