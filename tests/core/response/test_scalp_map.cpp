// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <catch2_shim.hpp>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/response/scalp_map.hpp>

#include "made_capture.hpp"

using namespace shadematch;
using namespace shadematch::test;

TEST_CASE("surfaces of the model have their own Lab back, within what the channels cannot tell apart") {
  const ScalpReflectances& surfaces = scalp_reflectances();
  const ScalpMap map(made_capture().response);
  double sum = 0.0, claimed = 0.0;
  int count = 0;
  for (Eigen::Index row = 0; row < 2400; row += 60, ++count) {
    const Eigen::Vector3d z = map.surfaces().row(row).transpose();
    const ScalpMap::Answer answer = map.at(z);
    CHECK(answer.distance == 0.0);
    const Eigen::Vector3d off(answer.lab.L - surfaces.lab(row, 0), answer.lab.a - surfaces.lab(row, 1),
                              answer.lab.b - surfaces.lab(row, 2));
    sum += off.squaredNorm();
    claimed += map.scatter(z).trace();
  }
  CHECK(std::sqrt(sum / count) < 0.7);
  CHECK(sum / claimed > 0.4);
  CHECK(sum / claimed < 2.5);
}

TEST_CASE("the answer is that of the regression over all surfaces, weight by weight") {
  const ScalpReflectances& surfaces = scalp_reflectances();
  const ScalpMap map(made_capture().response);
  for (const double off : {0.0, 0.02, 0.1, 0.19}) {
    const Eigen::Vector3d z = map.surfaces().row(901).transpose() + Eigen::Vector3d(off, -off, off);
    const Eigen::MatrixX3d steps = map.surfaces().rowwise() - z.transpose();
    const Eigen::VectorXd weight = (-steps.rowwise().squaredNorm() / (2.0 * 0.03 * 0.03)).array().exp() + 1e-9;
    Eigen::MatrixX4d terms(steps.rows(), 4);
    terms << Eigen::VectorXd::Ones(steps.rows()), steps;
    Eigen::Matrix4d normal = terms.transpose() * weight.asDiagonal() * terms;
    normal.diagonal().tail<3>().array() += 1e-6 * normal(0, 0);
    const Eigen::MatrixXd line = normal.ldlt().solve(terms.transpose() * weight.asDiagonal() * surfaces.lab.matrix());
    const ScalpMap::Answer answer = map.at(z);
    CAPTURE(off);
    CHECK(answer.lab.L == Approx(line(0, 0)).margin(1e-5));
    CHECK(answer.lab.a == Approx(line(0, 1)).margin(1e-5));
    CHECK(answer.lab.b == Approx(line(0, 2)).margin(1e-5));
    CHECK((answer.slopes - line.bottomRows<3>().transpose()).norm() < 1e-5 * answer.slopes.norm());
  }
}

TEST_CASE("far from every surface the distance says so and the answer stays finite") {
  const ScalpMap map(made_capture().response);
  const ScalpMap::Answer green = map.at({0.2, 0.9, 0.2});
  CHECK(green.distance > 0.3);
  CHECK(std::isfinite(green.lab.L + green.lab.a + green.lab.b));
}

TEST_CASE("cube roots keep the sign") {
  CHECK(cube_roots({0.001, -0.008, 1.0}).isApprox(Eigen::Vector3d(0.1, -0.2, 1.0)));
}
