// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/response/minimize.hpp>

using namespace shadematch;

TEST_CASE("the valley of Rosenbrock is followed to its end") {
  const Objective valley = [](const Eigen::VectorXd& x, Eigen::VectorXd* gradient) {
    const double bend = x(1) - x(0) * x(0);
    if (gradient != nullptr) *gradient = Eigen::Vector2d(-40.0 * bend * x(0) - 2.0 * (1.0 - x(0)), 20.0 * bend);
    return 10.0 * bend * bend + (1.0 - x(0)) * (1.0 - x(0));
  };
  const Minimum found = minimize(valley, Eigen::Vector2d(-1.2, 1.0));
  CHECK(found.x(0) == Approx(1.0).margin(1e-3));
  CHECK(found.x(1) == Approx(1.0).margin(2e-3));
  CHECK(found.value == Approx(0.0).margin(1e-6));
}

TEST_CASE("a start at the minimum stays there") {
  const Objective bowl = [](const Eigen::VectorXd& x, Eigen::VectorXd* gradient) {
    if (gradient != nullptr) *gradient = 2.0 * x;
    return x.squaredNorm();
  };
  CHECK(minimize(bowl, Eigen::VectorXd::Zero(4)).x.isZero());
}

TEST_CASE("second derivatives of a quadratic are its matrix") {
  Eigen::Matrix3d A;
  A << 3, 1, 0, 1, 2, -0.5, 0, -0.5, 1;
  const Objective quadratic = [&](const Eigen::VectorXd& x, Eigen::VectorXd* gradient) {
    if (gradient != nullptr) *gradient = A * x;
    return 0.5 * x.dot(A * x);
  };
  CHECK((hessian(quadratic, Eigen::Vector3d(0.3, -1, 2)) - A).cwiseAbs().maxCoeff() < 1e-6);
}
