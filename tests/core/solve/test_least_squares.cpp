// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/solve/least_squares.hpp>

using namespace shadematch;

TEST_CASE("least squares follows the valley of Rosenbrock to its end") {
  const Residuals valley = [](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    return Eigen::Vector2d(10.0 * (x(1) - x(0) * x(0)), 1.0 - x(0));
  };
  const LeastSquaresFit found = least_squares(valley, Eigen::Vector2d(-1.2, 1.0));
  CHECK(found.x(0) == Approx(1.0).margin(1e-6));
  CHECK(found.x(1) == Approx(1.0).margin(1e-6));
  CHECK(found.sum_of_squares == Approx(0.0).margin(1e-10));
}

TEST_CASE("a line through four points is the one of the normal equations") {
  const Eigen::Vector4d t(0, 1, 2, 3);
  const Eigen::Vector4d y(1.1, 2.9, 5.2, 6.8);
  const Residuals line = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    return (x(0) + x(1) * t.array() - y.array()).matrix();
  };
  const LeastSquaresFit found = least_squares(line, Eigen::Vector2d::Zero());
  CHECK(found.x(0) == Approx(1.09).margin(1e-6));
  CHECK(found.x(1) == Approx(1.94).margin(1e-6));
  CHECK(found.residuals.sum() == Approx(0.0).margin(1e-6));
}

TEST_CASE("a step to where the function does not exist is shortened") {
  const Residuals root = [](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    return Eigen::VectorXd::Constant(1, std::sqrt(x(0)) - 0.1);
  };
  CHECK(least_squares(root, Eigen::VectorXd::Constant(1, 4.0)).x(0) == Approx(0.01).margin(1e-4));
}
