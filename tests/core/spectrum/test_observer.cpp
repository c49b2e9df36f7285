// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/spectrum/observer.hpp>

using namespace shadematch;

TEST_CASE("the color-matching functions hold the published values at their peaks") {
  CHECK(observer(2).y.at(555) == 1.0);
  CHECK(observer(2).x.at(600) == 1.0622);
  CHECK(observer(2).z.at(445) == 1.78260);
  CHECK(observer(10).degrees == 10);
  CHECK(observer(10).x.at(600) == 1.12399);
  CHECK(observer(10).z.at(445) == 2.0273);
}

TEST_CASE("the areas under the three functions of an observer are equal") {
  for (const int degrees : {2, 10}) {
    const Observer eye = observer(degrees);
    double x = 0, y = 0, z = 0;
    for (int nm = 360; nm <= 830; ++nm) {
      x += eye.x.at(nm);
      y += eye.y.at(nm);
      z += eye.z.at(nm);
    }
    CHECK(x == Approx(y).epsilon(4e-4));
    CHECK(z == Approx(y).epsilon(4e-4));
  }
}

TEST_CASE("an observer that is neither 2 nor 10 degrees is refused") {
  CHECK_THROWS_WITH(observer(4), "observer: expected 2 or 10 degrees, got 4");
}
