// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/response/capture_posterior.hpp>

#include "made_capture.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr double kStep = 1e-5;

LightObservation seen_light() {
  LightObservation seen{{0.05, -0.02, 0.01}, Eigen::Matrix3d::Zero()};
  seen.information << 400, 30, 0, 30, 300, -20, 0, -20, 100;
  return seen;
}

}  // namespace

TEST_CASE("the slope of a posterior's energy is that of differences, wherever one stands") {
  const CapturePosterior posterior(made_patches(made_capture()), response_prior("rendered"), 0.036, seen_light());
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  for (const double far : {0.0, 0.5, 2.0}) {
    Eigen::VectorXd at = CapturePosterior::start();
    for (double& value : at) value = far * normal(random);
    Eigen::VectorXd gradient;
    const double energy = posterior.energy(at, &gradient);
    CHECK(energy == posterior.energy(at));
    REQUIRE(gradient.size() == kCaptureParameters);
    for (Eigen::Index i = 0; i < kCaptureParameters; ++i) {
      const Eigen::VectorXd step = kStep * Eigen::VectorXd::Unit(kCaptureParameters, i);
      const double rise = (posterior.energy(at + step) - posterior.energy(at - step)) / (2.0 * kStep);
      INFO("parameter " << i << ", " << far << " from the start");
      CHECK(gradient(i) == Approx(rise).epsilon(1e-6).margin(1e-5));
    }
  }
}

TEST_CASE("the energy of the true curve and light is less than that of others") {
  const CaptureModel camera = made_capture();
  const CapturePosterior posterior(made_patches(camera), response_prior("rendered"), 0.018);
  const Eigen::VectorXd nothing = CapturePosterior::start();
  Eigen::VectorXd wrong = nothing;
  wrong(10) = 4.0;  // light that falls the other way
  CHECK(posterior.energy(nothing) + 1.0 < posterior.energy(wrong));
}
