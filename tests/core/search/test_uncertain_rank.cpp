// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <catch2_shim.hpp>
#include <limits>
#include <random>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/search/uncertain_rank.hpp>

using namespace shadematch;

namespace {

MeasuredLab measured() {
  MeasuredLab target{{52, 11, 17}, {}};
  target.covariance << 2.0, 0.3, -0.2, 0.3, 0.6, 0.1, -0.2, 0.1, 0.9;
  return target;
}

}  // namespace

TEST_CASE("the points of a target have its mean and its covariance") {
  const MeasuredLab target = measured();
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();
  for (const Lab& point : target_points(target)) {
    const Eigen::Vector3d step(point.L - 52, point.a - 11, point.b - 17);
    mean += step / 64;
    covariance += step * step.transpose() / 64;
  }
  CHECK(mean.norm() < 1e-12);
  CHECK((covariance - target.covariance).norm() < 1e-12);
  for (const Lab& point : target_points({{52, 11, 17}, Eigen::Matrix3d::Zero()})) CHECK(point == Lab{52, 11, 17});
}

TEST_CASE("means and shares over the points are those of random errors") {
  const MeasuredLab target = measured();
  const Eigen::Matrix3d root = target.covariance.llt().matrixL();
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (const Lab& mix : {Lab{52, 11, 17}, Lab{54, 12, 16}, Lab{50, 8, 20}, Lab{60, 5, 9}}) {
    double expected = 0.0, probability = 0.0;
    constexpr int kDraws = 40000;
    for (int draw = 0; draw < kDraws; ++draw) {
      const Eigen::Vector3d step = root * Eigen::Vector3d(normal(random), normal(random), normal(random));
      const double delta_e = delta_e_ciede2000({52 + step[0], 11 + step[1], 17 + step[2]}, mix);
      expected += delta_e / kDraws;
      probability += delta_e <= 2.0 ? 1.0 / kDraws : 0.0;
    }
    double our_expected = 0.0, our_probability = 0.0;
    for (const Lab& point : target_points(target)) {
      const double delta_e = delta_e_ciede2000(point, mix);
      our_expected += delta_e / 64;
      our_probability += delta_e <= 2.0 ? 1.0 / 64 : 0.0;
    }
    CHECK(our_expected == Approx(expected).margin(0.03));
    CHECK(our_probability == Approx(probability).margin(0.05));
  }
}

TEST_CASE("what is no covariance is refused") {
  MeasuredLab target = measured();
  target.covariance(0, 1) = 0.5;
  CHECK_THROWS_WITH(target_points(target), Catch::Matchers::Contains("expected a finite, symmetric, positive"));
  target.covariance = -Eigen::Matrix3d::Identity();
  CHECK_THROWS_WITH(target_points(target), Catch::Matchers::Contains("expected a finite, symmetric, positive"));
  target.covariance.setConstant(std::numeric_limits<double>::quiet_NaN());
  CHECK_THROWS_WITH(target_points(target), Catch::Matchers::Contains("expected a finite, symmetric, positive"));
}
