// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <vector>

#include <shadematch/light/light_response.hpp>

using namespace shadematch;

namespace {

constexpr double kGrays[] = {0.9, 0.59, 0.36, 0.19, 0.09, 0.03};

/// ln value of a camera that takes light to the power 1 / slope.
double power_camera(double light, double slope, double flare) {
  return std::log(light + flare) / slope;
}

LightResponse fitted(double slope, double flare) {
  std::vector<NeutralSample> neutrals;
  for (const double gray : kGrays) {
    const double value = power_camera(gray, slope, flare);
    neutrals.push_back({Eigen::Vector3d::Constant(value), Eigen::Vector3d::Constant(gray)});
  }
  return fit_light_response(neutrals);
}

}  // namespace

TEST_CASE("a linear camera without flare is left as it is") {
  const LightResponse response = fitted(1.0, 0.0);
  CHECK(response.flare == 0.0);
  CHECK(response.channels[1].slope == Approx(1.0).margin(1e-9));
  CHECK(response.channels[1].shoulder == Approx(0.0).margin(1e-9));
}

TEST_CASE("flare is told from a tone curve") {
  const LightResponse with_flare = fitted(1.0, 0.01);
  CHECK(with_flare.flare == Approx(0.01).margin(0.004));
  CHECK(with_flare.channels[0].slope == Approx(1.0).margin(0.03));
  const LightResponse bent = fitted(0.8, 0.0);
  CHECK(bent.flare == Approx(0.0).margin(0.002));
  CHECK(bent.channels[0].slope == Approx(0.8).margin(0.02));
}

TEST_CASE("ln_value is the inverse of ln_light, inside the neutrals and beyond") {
  LightResponse response;
  for (const double shoulder : {0.4, 0.0, -0.3}) {
    response.channels[0] = {-1.5, 0.8, shoulder};
    for (double ln_value = -7.0; ln_value < 2.0; ln_value += 0.25) {
      CHECK(response.ln_value(0, response.ln_light(0, ln_value)) == Approx(ln_value).margin(1e-9));
    }
  }
}

TEST_CASE("highlights that are pressed together are told from flare") {
  std::vector<NeutralSample> neutrals;
  for (const double gray : kGrays) {
    LightResponse bent;
    bent.channels[0] = {-0.6, 0.8, 0.5};
    const double value = bent.ln_value(0, std::log(gray));
    neutrals.push_back({Eigen::Vector3d::Constant(value), Eigen::Vector3d::Constant(gray)});
  }
  const LightResponse response = fit_light_response(neutrals);
  CHECK(response.channels[1].shoulder == Approx(0.5).margin(0.06));
  CHECK(response.channels[1].slope == Approx(0.8).margin(0.03));
  CHECK(response.flare == Approx(0.0).margin(0.002));
}

TEST_CASE("a curve that would fall keeps a slope of at least 0.3") {
  std::vector<NeutralSample> neutrals;
  for (int i = 0; i < 6; ++i) {
    const double value = 0.15 * (i + 1);
    neutrals.push_back(
        {Eigen::Vector3d::Constant(std::log(value)), Eigen::Vector3d::Constant(value * std::exp(-2.0 * value))});
  }
  const LightResponse::Channel c = fit_light_response(neutrals).channels[2];
  CHECK(c.shoulder < 0.0);
  CHECK(c.slope + 1.2 * c.shoulder >= 0.3 - 1e-12);
}
