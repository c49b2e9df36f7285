// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/response/tone_table.hpp>

using namespace shadematch;

namespace {

constexpr double kStep = 1e-6;
// Steep, level (where a series stands for the integrals) and in between.
const CaptureTone kTone{{0.3, -0.2, 0.1, 0.1, 0.103, -0.5}};

double combined(const CaptureTone& tone, double ln_value) {
  return 3.0 * tone.ln_light(ln_value) - 2.0 * tone.ln_slope_at(ln_value);
}

}  // namespace

TEST_CASE("a table of a tone curve says what the curve says, between the knots and beyond them") {
  const ToneTable table(kTone);
  for (double at = -9.0; at < 2.0; at += 0.0173) {
    const ToneTable::Value value = table.at(tone_place(at));
    CHECK(value.ln_light == Approx(kTone.ln_light(at)).epsilon(1e-13).margin(1e-13));
    CHECK(value.ln_slope == Approx(kTone.ln_slope_at(at)).epsilon(1e-13).margin(1e-13));
  }
}

TEST_CASE("what slopes do to a value is what differences say") {
  for (double at = -9.0; at < 2.0; at += 0.173) {
    ToneTable table(kTone);
    table.add(tone_place(at), table.at(tone_place(at)), 3.0, -2.0);
    const ToneTable::Slopes gradient = table.gradient();
    for (std::size_t i = 0; i < CaptureTone::kKnots; ++i) {
      CaptureTone above = kTone, below = kTone;
      above.ln_slope[i] += kStep;
      below.ln_slope[i] -= kStep;
      CHECK(gradient[i] ==
            Approx((combined(above, at) - combined(below, at)) / (2.0 * kStep)).epsilon(1e-6).margin(1e-7));
    }
  }
}

TEST_CASE("sums over values are those of each") {
  ToneTable both(kTone), one(kTone), other(kTone);
  const TonePlace dark = tone_place(-5.0), light = tone_place(-0.3);
  both.add(dark, both.at(dark), 1.0, 0.5);
  both.add(light, both.at(light), -2.0, 0.0);
  one.add(dark, one.at(dark), 1.0, 0.5);
  other.add(light, other.at(light), -2.0, 0.0);
  for (std::size_t i = 0; i < CaptureTone::kKnots; ++i) {
    CHECK(both.gradient()[i] == Approx(one.gradient()[i] + other.gradient()[i]).margin(1e-12));
  }
}
