// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/response/response_prior.hpp>
#include <shadematch/response/scalp_reflectances.hpp>

using namespace shadematch;

TEST_CASE("every prior sees the perfect diffuser as 1 in every channel, and so does every camera drawn from it") {
  constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
  for (const char* name : {"rendered", "raw", "daylight", "tungsten", "led", "fluorescent"}) {
    const ResponsePrior& prior = response_prior(name);
    INFO(name);
    REQUIRE(prior.mean.size() == kResponseSize);
    REQUIRE(prior.components.rows() == kResponseSize);
    for (Eigen::Index k = 0; k < 3; ++k) {
      CHECK(prior.mean.segment(k * kBands, kBands).sum() == Approx(1.0).margin(1e-4));
      CHECK(prior.components.middleRows(k * kBands, kBands).colwise().sum().cwiseAbs().maxCoeff() < 1e-3);
    }
  }
}

TEST_CASE("components of a prior are given with the largest first") {
  const auto& components = response_prior("rendered").components;
  for (Eigen::Index i = 1; i < components.cols(); ++i) {
    CHECK(components.col(i).norm() <= components.col(i - 1).norm() + 1e-5);
  }
}

TEST_CASE("sensor values have no negative lobes to speak of, rendered ones have") {
  CHECK(response_prior("raw").mean.minCoeff() >= 0.0);
  CHECK(response_prior("rendered").mean.minCoeff() < -0.01);
}

TEST_CASE("a prior that does not exist is refused with those that do") {
  CHECK_THROWS_WITH(response_prior("film"), "response_prior: expected rendered or raw, got 'film'");
}

TEST_CASE("the model surfaces of a scalp run from white hair over skin to black hair") {
  const ScalpReflectances& surfaces = scalp_reflectances();
  REQUIRE(surfaces.lab.rows() == 2400);
  CHECK(surfaces.reflectance.minCoeff() > 0.0);
  CHECK(surfaces.reflectance.maxCoeff() < 1.0);
  CHECK(surfaces.lab.col(0).minCoeff() < 19.0);
  CHECK(surfaces.lab.col(0).maxCoeff() > 72.0);
  CHECK(surfaces.lab.col(1).minCoeff() > -3.0);
}
