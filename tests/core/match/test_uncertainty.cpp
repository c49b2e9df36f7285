// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <catch2_shim.hpp>
#include <cmath>
#include <random>

#include <shadematch/difference/delta_e.hpp>
#include <shadematch/match/uncertainty.hpp>

using namespace shadematch;

namespace {

constexpr std::string_view euclid = "cie76";
constexpr std::string_view ciede2000 = "ciede2000";

struct Coverage {
  int below = 0, inside = 0, above = 0;
};

/// How often the 95 % interval of 400 simulated measurements holds the true difference.
Coverage simulate(std::string_view formula, const Lab& target, const Lab& mix, const Eigen::Matrix3d& covariance) {
  std::mt19937_64 engine(20260101);
  std::normal_distribution<double> normal;
  const Eigen::Matrix3d root = covariance_root(covariance);
  const double truth = delta_e(formula, target, mix);
  Coverage coverage;
  for (int i = 0; i < 400; ++i) {
    const Eigen::Vector3d e = root * Eigen::Vector3d(normal(engine), normal(engine), normal(engine));
    const auto interval = difference_interval(formula, target, {mix.L + e.x(), mix.a + e.y(), mix.b + e.z()}, root);
    ++(truth < interval.low ? coverage.below : truth > interval.high ? coverage.above : coverage.inside);
  }
  return coverage;
}

Eigen::Matrix3d photo_covariance() {
  Eigen::Matrix3d covariance;
  covariance << 1.0, 0.2, 0.1, 0.2, 0.36, 0.1, 0.1, 0.1, 0.64;
  return covariance;
}

}  // namespace

TEST_CASE("the root of a covariance gives it back, also a singular one") {
  CHECK((covariance_root(photo_covariance()) * covariance_root(photo_covariance()).transpose())
            .isApprox(photo_covariance(), 1e-12));
  const Eigen::Matrix3d rank_one = Eigen::Vector3d(1, 2, 0) * Eigen::Vector3d(1, 2, 0).transpose();
  CHECK((covariance_root(rank_one) * covariance_root(rank_one).transpose()).isApprox(rank_one, 1e-9));
}

TEST_CASE("without errors the interval is the difference itself") {
  const auto interval = difference_interval(ciede2000, {40, 2, 5}, {43, 2, 6}, Eigen::Matrix3d::Zero());
  CHECK(interval.low == delta_e(ciede2000, Lab{40, 2, 5}, Lab{43, 2, 6}));
  CHECK(interval.high == interval.low);
}

TEST_CASE("a large difference with small errors has the interval of first-order propagation") {
  const Eigen::Matrix3d root = 0.1 * Eigen::Matrix3d::Identity();
  const auto interval = difference_interval(euclid, {40, 0, 0}, {50, 0, 0}, root);
  CHECK(interval.low == Approx(10 - 1.96 * 0.1).margin(0.01));
  CHECK(interval.high == Approx(10 + 1.96 * 0.1).margin(0.01));
}

TEST_CASE("equal measured colors prove no more than their errors allow") {
  const auto interval = difference_interval(euclid, {40, 0, 0}, {40, 0, 0}, Eigen::Matrix3d::Identity());
  CHECK(interval.low == 0.0);
  CHECK(interval.high == Approx(std::sqrt(9.348)).margin(0.12));  // 97.5 % point of chi squared with 3 degrees
}

TEST_CASE("the interval holds the measured difference and grows with the errors") {
  DifferenceInterval before{3.2, 3.2};
  for (const double se : {0.2, 0.5, 1.0, 2.0, 4.0}) {
    const auto interval = difference_interval(euclid, {40, 2, 5}, {43.2, 2, 5}, se * Eigen::Matrix3d::Identity());
    CHECK(interval.low <= 3.2);
    CHECK(interval.low <= before.low);
    CHECK(interval.high > before.high);
    before = interval;
  }
  CHECK(before.low == 0.0);
}

TEST_CASE("95 % intervals of delta E*ab hold the truth in 92 to 98 % of simulated measurements") {
  for (const double shift : {0.5, 2.0, 6.0}) {
    const auto coverage = simulate(euclid, {40, 2, 6}, {40 + 0.8 * shift, 2, 6 + 0.6 * shift}, photo_covariance());
    INFO(shift << ": " << coverage.below << " below, " << coverage.above << " above");
    CHECK(coverage.inside >= 368);
    CHECK(coverage.inside <= 392);
    CHECK(coverage.below <= 22);
    CHECK(coverage.above <= 22);
  }
}

TEST_CASE("95 % intervals of CIEDE2000 hold the truth in 92 to 98 % of simulated measurements") {
  for (const Lab mix : {Lab{41, 2, 6}, Lab{42, 3, 8}, Lab{35, 1, -2}}) {
    const auto coverage = simulate(ciede2000, {40, 2, 6}, mix, photo_covariance());
    INFO(mix.L << " " << mix.a << " " << mix.b << ": " << coverage.below << " below, " << coverage.above << " above");
    CHECK(coverage.inside >= 368);
    CHECK(coverage.inside <= 392);
  }
}

TEST_CASE("for equal true colors the interval starts at 0 in 92 to 98 % of simulated measurements") {
  const auto coverage = simulate(ciede2000, {40, 2, 6}, {40, 2, 6}, photo_covariance());
  CHECK(coverage.above == 0);
  CHECK(coverage.inside >= 368);
  CHECK(coverage.inside <= 392);
}

TEST_CASE("errors that two mixes share do not make them equal") {
  const Eigen::Matrix3d target_root = Eigen::Vector3d(2, 0, 0).asDiagonal();
  const Eigen::Matrix3d exact = Eigen::Matrix3d::Zero();
  const Lab target{40, 0, 0};
  const auto near = difference_samples(euclid, target, target_root, {50, 0, 0}, exact, ErrorStream::leader);
  const auto far = difference_samples(euclid, target, target_root, {51, 0, 0}, exact, ErrorStream::challenger);
  CHECK(is_worse(far, near));
  const auto other_side = difference_samples(euclid, target, target_root, {29, 0, 0}, exact, ErrorStream::challenger);
  CHECK_FALSE(is_worse(other_side, near));
}

TEST_CASE("errors of the mixes themselves are independent of each other") {
  const Eigen::Matrix3d root = Eigen::Matrix3d::Identity();
  const Lab target{40, 0, 0};
  const auto leader =
      difference_samples(euclid, target, Eigen::Matrix3d::Zero(), {50, 0, 0}, root, ErrorStream::leader);
  const double needed = 1.96 * std::sqrt(2.0);
  for (const double factor : {0.85, 1.15}) {
    const auto challenger = difference_samples(euclid, target, Eigen::Matrix3d::Zero(), {50 + factor * needed, 0, 0},
                                               root, ErrorStream::challenger);
    CHECK(is_worse(challenger, leader) == (factor > 1));
  }
}
