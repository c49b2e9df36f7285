// SPDX-License-Identifier: Apache-2.0
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

TEST_CASE("far from every surface the distance says so and the answer stays finite") {
  const ScalpMap map(made_capture().response);
  const ScalpMap::Answer green = map.at({0.2, 0.9, 0.2});
  CHECK(green.distance > 0.3);
  CHECK(std::isfinite(green.lab.L + green.lab.a + green.lab.b));
}

TEST_CASE("cube roots keep the sign") {
  CHECK(cube_roots({0.001, -0.008, 1.0}).isApprox(Eigen::Vector3d(0.1, -0.2, 1.0)));
}
