// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>

using namespace shadematch;

TEST_CASE("the white point has lightness 100 and no chroma") {
  const Lab lab = lab_from_xyz(kWhiteD50);
  CHECK(lab.L == Approx(100.0).margin(1e-12));
  CHECK(lab.a == Approx(0.0).margin(1e-12));
  CHECK(lab.b == Approx(0.0).margin(1e-12));
}

TEST_CASE("the constant white points are those of the spectral tables, to the digits that they are given with") {
  const XYZ d50 = white_point(illuminant("D50"), observer(2));
  CHECK(std::abs(kWhiteD50.X - d50.X) < 1e-4);
  CHECK(std::abs(kWhiteD50.Z - d50.Z) < 2e-4);
  const XYZ d65 = white_point(illuminant("D65"), observer(2));
  CHECK(std::abs(kWhiteD65.X - d65.X) < 1e-4);
  CHECK(std::abs(kWhiteD65.Z - d65.Z) < 3e-4);
  CHECK(kWhiteD50 == XYZ{0.9642, 1.0, 0.8249});
  CHECK(kWhiteD65 == XYZ{0.95047, 1.0, 1.08883});
}

TEST_CASE("Lab of a color above the branch point is the cube-root formula") {
  const XYZ xyz{0.3, 0.25, 0.1};
  const Lab lab = lab_from_xyz(xyz);
  const double fx = std::cbrt(0.3 / 0.9642), fy = std::cbrt(0.25), fz = std::cbrt(0.1 / 0.8249);
  CHECK(lab.L == Approx(116 * fy - 16).epsilon(1e-14));
  CHECK(lab.a == Approx(500 * (fx - fy)).epsilon(1e-14));
  CHECK(lab.b == Approx(200 * (fy - fz)).epsilon(1e-14));
}

TEST_CASE("near black lightness is the straight line of slope 903.3") {
  CHECK(lab_from_xyz({0, 0, 0}).L == Approx(0.0).margin(1e-13));
  CHECK(lab_from_xyz({0, 0.001, 0}).L == Approx(0.001 * std::pow(29.0 / 3.0, 3)).epsilon(1e-12));
  CHECK(lab_from_xyz({0, std::pow(6.0 / 29.0, 3), 0}).L == Approx(8.0).epsilon(1e-12));
}

TEST_CASE("the two branches of Lab meet without a step") {
  const double edge = std::pow(6.0 / 29.0, 3);
  const double below = lab_from_xyz({0, std::nextafter(edge, 0.0), 0}).L;
  const double above = lab_from_xyz({0, std::nextafter(edge, 1.0), 0}).L;
  CHECK(std::abs(above - below) < 1e-12);
}

TEST_CASE("Lab and XYZ are inverse to each other on both branches") {
  for (const double Y : {0.0001, 0.008, 0.009, 0.2, 1.1}) {
    const XYZ xyz{0.9 * Y, Y, 0.7 * Y};
    const XYZ back = xyz_from_lab(lab_from_xyz(xyz, kWhiteD65), kWhiteD65);
    CHECK(back.X == Approx(xyz.X).epsilon(1e-12));
    CHECK(back.Y == Approx(xyz.Y).epsilon(1e-12));
    CHECK(back.Z == Approx(xyz.Z).epsilon(1e-12));
  }
}

TEST_CASE("the table forms of Lab and XYZ hold the same numbers as the single forms") {
  XYZTable xyz(3, 3);
  xyz << 0.3, 0.25, 0.1, 0.001, 0.002, 0.003, std::numeric_limits<double>::quiet_NaN(), 0.5, 0.5;
  const LabTable lab = lab_from_xyz(xyz, kWhiteD65);
  for (Eigen::Index i = 0; i < 2; ++i) {
    const Lab single = lab_from_xyz(XYZ{xyz(i, 0), xyz(i, 1), xyz(i, 2)}, kWhiteD65);
    CHECK(lab(i, 0) == single.L);
    CHECK(lab(i, 1) == single.a);
    CHECK(lab(i, 2) == single.b);
  }
  CHECK(std::isnan(lab(2, 1)));
  CHECK_FALSE(std::isnan(lab(2, 0)));
  const XYZTable back = xyz_from_lab(lab, kWhiteD65);
  CHECK((back - xyz).topRows(2).abs().maxCoeff() < 1e-14);
}

TEST_CASE("the mean light of many colors is that of each of them, added up") {
  std::vector<float> L, a, b;
  XYZ sum;
  for (int i = 0; i < 103; ++i) {  // from the straight line near black to the cube
    L.push_back(static_cast<float>(i) * 0.9F);
    a.push_back(static_cast<float>(i % 7) - 3.0F);
    b.push_back(static_cast<float>(i % 11) - 2.0F);
    const XYZ one = xyz_from_lab({L.back(), a.back(), b.back()});
    sum = {sum.X + one.X / 103, sum.Y + one.Y / 103, sum.Z + one.Z / 103};
  }
  const XYZ mean = mean_xyz_from_lab(L, a, b);
  CHECK(mean.X == Approx(sum.X).epsilon(1e-12));
  CHECK(mean.Y == Approx(sum.Y).epsilon(1e-12));
  CHECK(mean.Z == Approx(sum.Z).epsilon(1e-12));
}
