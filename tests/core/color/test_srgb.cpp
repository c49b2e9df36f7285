// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/color/srgb.hpp>

using namespace shadematch;

namespace {

Lab lab_of(double r, double g, double b) {
  XYZTable srgb(1, 3);
  srgb << r, g, b;
  const LabTable lab = lab_from_srgb(srgb);
  return {lab(0, 0), lab(0, 1), lab(0, 2)};
}

}  // namespace

TEST_CASE("the red of sRGB is Lab 54.29, 80.81, 69.89 under D50, not the D65 value") {
  const Lab red = lab_of(1, 0, 0);
  CHECK(red.L == Approx(54.29).margin(5e-3));
  CHECK(red.a == Approx(80.81).margin(1.1e-2));
  CHECK(red.b == Approx(69.89).margin(1.1e-2));
}

TEST_CASE("greys of sRGB have no chroma and white is the white") {
  const Lab white = lab_of(1, 1, 1);
  CHECK(white.L == Approx(100.0).epsilon(1e-12));
  CHECK(white.a == Approx(0.0).margin(1e-10));
  CHECK(white.b == Approx(0.0).margin(1e-10));
  const Lab gray = lab_of(0.5, 0.5, 0.5);
  CHECK(gray.L == Approx(53.389).margin(1e-3));
  CHECK(gray.a == Approx(0.0).margin(1e-10));
}

TEST_CASE("the transfer curve and its inverse meet on both branches") {
  for (const double code : {-0.5, 0.0, 0.01, 0.04045, 0.041, 0.2, 0.5, 1.0}) {
    CHECK(srgb_encode(srgb_decode(code)) == Approx(code).margin(1e-7));
  }
  CHECK(srgb_decode(0.5) == Approx(0.21404114).epsilon(1e-7));
  CHECK(srgb_decode(0.04) == Approx(0.04 / 12.92).epsilon(1e-14));
}

TEST_CASE("linear sRGB and XYZ are inverse to each other, also outside the gamut") {
  XYZTable rgb(3, 3);
  rgb << 0.1, 0.5, 0.9, -0.2, 1.3, 0.0, 1, 1, 1;
  CHECK((linear_srgb_from_xyz(xyz_from_linear_srgb(rgb)) - rgb).abs().maxCoeff() < 1e-13);
}

TEST_CASE("colors outside the gamut are clipped to it for the screen") {
  LabTable lab(2, 3);
  lab << 50, 120, -90, 60, 12, 18;
  const XYZTable srgb = srgb_from_lab(lab);
  CHECK(srgb.minCoeff() >= 0.0);
  CHECK(srgb.maxCoeff() <= 1.0);
  const LabTable back = lab_from_srgb(srgb.bottomRows(1));
  CHECK((back - lab.bottomRows(1)).abs().maxCoeff() < 1e-5);
}
