// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/white_point.hpp>

using namespace shadematch;

TEST_CASE("adaptation takes one white exactly to the other, with both methods") {
  for (const auto method : {AdaptationMethod::kBradford, AdaptationMethod::kCat16}) {
    const XYZ white = adapt(kWhiteD65, kWhiteD65, kWhiteD50, method);
    CHECK(white.X == Approx(kWhiteD50.X).epsilon(1e-14));
    CHECK(white.Y == Approx(kWhiteD50.Y).epsilon(1e-14));
    CHECK(white.Z == Approx(kWhiteD50.Z).epsilon(1e-14));
  }
}

TEST_CASE("Bradford from D65 to D50 is the matrix in ICC profiles") {
  // The chromatic adaptation tag of common sRGB profiles; theirs starts from a D65 rounded to four digits.
  Eigen::Matrix3d published;
  published << 1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678;
  const Eigen::Matrix3d ours = adaptation_matrix({0.95045593, 1.0, 1.08905775}, kWhiteD50);
  CHECK((ours - published).cwiseAbs().maxCoeff() < 2e-5);
}

TEST_CASE("adapting there and back changes nothing") {
  for (const auto method : {AdaptationMethod::kBradford, AdaptationMethod::kCat16}) {
    const Eigen::Matrix3d there = adaptation_matrix(kWhiteD65, kWhiteD50, method);
    const Eigen::Matrix3d back = adaptation_matrix(kWhiteD50, kWhiteD65, method);
    CHECK((there * back - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff() < 1e-14);
  }
}

TEST_CASE("the two methods differ away from the white") {
  const XYZ blue{0.18, 0.07, 0.95};
  const XYZ bradford = adapt(blue, kWhiteD65, kWhiteD50);
  const XYZ cat16 = adapt(blue, kWhiteD65, kWhiteD50, AdaptationMethod::kCat16);
  CHECK(std::abs(bradford.X - cat16.X) > 1e-3);
}

TEST_CASE("the table form of adaptation holds the same numbers as the single form") {
  XYZTable table(2, 3);
  table << 0.18, 0.07, 0.95, 0.4, 0.2, 0.02;
  const XYZTable adapted = adapt(table, kWhiteD65, kWhiteD50, AdaptationMethod::kCat16);
  const XYZ single = adapt(XYZ{0.4, 0.2, 0.02}, kWhiteD65, kWhiteD50, AdaptationMethod::kCat16);
  CHECK(adapted(1, 0) == Approx(single.X).epsilon(1e-14));
  CHECK(adapted(1, 1) == Approx(single.Y).epsilon(1e-14));
  CHECK(adapted(1, 2) == Approx(single.Z).epsilon(1e-14));
}

TEST_CASE("a white without light and an unknown method are refused") {
  CHECK_THROWS_WITH(adaptation_matrix({0, 0, 0}, kWhiteD50),
                    "adaptation_matrix: expected a white with positive cone responses, got XYZ (0, 0, 0)");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(adaptation_matrix(kWhiteD50, {nan, 1, 1}), std::invalid_argument);
  CHECK(adaptation_method("bradford") == AdaptationMethod::kBradford);
  CHECK(adaptation_method("cat16") == AdaptationMethod::kCat16);
  CHECK_THROWS_WITH(adaptation_method("CAT02"), "adaptation_method: expected 'bradford' or 'cat16', got 'CAT02'");
}
