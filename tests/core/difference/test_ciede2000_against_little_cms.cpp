// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <lcms2.h>
#include <random>

#include <shadematch/difference/ciede2000.hpp>

using namespace shadematch;

namespace {

double little_cms(const Lab& lab1, const Lab& lab2) {
  const cmsCIELab cms1{lab1.L, lab1.a, lab1.b};
  const cmsCIELab cms2{lab2.L, lab2.a, lab2.b};
  return cmsCIE2000DeltaE(&cms1, &cms2, 1.0, 1.0, 1.0);
}

/// The knife edge: hues within 1.1e-6 degrees of exactly opposite. Little CMS compares with 180.000001 there.
bool on_knife_edge(const Lab& lab1, const Lab& lab2) {
  const double cross = lab1.a * lab2.b - lab2.a * lab1.b;
  const double size = std::hypot(lab1.a, lab1.b) * std::hypot(lab2.a, lab2.b);
  return lab1.a * lab2.a + lab1.b * lab2.b < 0.0 && std::abs(cross) <= 2e-8 * size;
}

}  // namespace

TEST_CASE("a million random pairs agree with Little CMS to 1e-9, far and near ones") {
  std::mt19937_64 random(20);
  std::uniform_real_distribution<double> lightness(0.0, 100.0), coordinate(-128.0, 128.0), step(-1.0, 1.0);
  double worst = 0.0;
  int skipped = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const Lab lab1{lightness(random), coordinate(random), coordinate(random)};
    Lab lab2{lightness(random), coordinate(random), coordinate(random)};
    if (i % 2 == 1) lab2 = {lab1.L + step(random), lab1.a + step(random), lab1.b + step(random)};
    if (on_knife_edge(lab1, lab2)) {
      ++skipped;
      continue;
    }
    worst = std::max(worst, std::abs(delta_e_ciede2000(lab1, lab2) - little_cms(lab1, lab2)));
  }
  CHECK(worst <= 1e-9);
  CHECK(skipped == 0);  // the edge has measure zero: random pairs do not meet it
}

TEST_CASE("on the knife edge the answer is one of the two sides that Little CMS gives") {
  const Lab lab1{50, 31, -8};
  for (const double scale : {-0.5, -1.0, -2.0}) {
    const Lab lab2{50, scale * lab1.a, scale * lab1.b};
    REQUIRE(on_knife_edge(lab1, lab2));
    const double side1 = little_cms(lab1, {50, lab2.a, lab2.b + 1e-4});
    const double side2 = little_cms(lab1, {50, lab2.a, lab2.b - 1e-4});
    REQUIRE(std::abs(side1 - side2) > 0.1);
    const double ours = delta_e_ciede2000(lab1, lab2);
    CHECK(std::min(std::abs(ours - side1), std::abs(ours - side2)) < 1e-3);
  }
}
