// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/response/capture_tone.hpp>

using namespace shadematch;

TEST_CASE("a tone curve without slopes changes nothing") {
  for (const double v : {1e-6, 0.002, 0.18, 0.7, 3.0})
    CHECK(CaptureTone{}.ln_light(std::log(v)) == Approx(std::log(v)));
}

TEST_CASE("middle gray stays where it is, whatever the slopes") {
  const CaptureTone tone{{0.3, -0.2, 0.1, 0.25, -0.4, 0.5}};
  CHECK(tone.ln_light(std::log(0.18)) == Approx(std::log(0.18)));
}

TEST_CASE("the derivative of the curve is its slope, between the knots and beyond them") {
  const CaptureTone tone{{0.3, -0.2, 0.1, 0.25, -0.4, 0.5}};
  for (double at = -9.0; at < 2.0; at += 0.173) {
    const double slope = (tone.ln_light(at + 1e-5) - tone.ln_light(at - 1e-5)) / 2e-5;
    CHECK(std::log(slope) == Approx(tone.ln_slope_at(at)).margin(2e-5));
  }
}

TEST_CASE("slopes are interpolated between the knots and held outside") {
  const CaptureTone tone{{0.3, -0.2, 0.1, 0.25, -0.4, 0.5}};
  const double middle = std::log(0.18);
  CHECK(tone.ln_slope_at(middle) == Approx(0.25));
  CHECK(tone.ln_slope_at(middle + 0.45) == Approx(-0.075));
  CHECK(tone.ln_slope_at(middle - 2.6) == Approx(-0.2));
  CHECK(tone.ln_slope_at(middle - 7.0) == Approx(0.3));
  CHECK(tone.ln_slope_at(middle + 5.0) == Approx(0.5));
}
