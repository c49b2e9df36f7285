// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/spectrum/smoothest_reflectance.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

using namespace shadematch;

namespace {

double roughness(const Reflectance& each) {
  double sum = 0;
  for (std::size_t i = 1; i < kBandCount; ++i) {
    sum += std::pow(std::atanh(2 * each.R[i] - 1) - std::atanh(2 * each.R[i - 1] - 1), 2);
  }
  return sum;
}

}  // namespace

TEST_CASE("the smoothest reflectance has the color asked for and lies between 0 and 1") {
  const ColorimetricWeights d50 = colorimetric_weights(illuminant("D50"), observer(2));
  for (const Lab& lab : {Lab{50, 0, 0}, Lab{20, 3, -6}, Lab{62, 12, 18}, Lab{85, -10, 70}, Lab{35, 50, 30}}) {
    const Reflectance found = smoothest_reflectance(lab, d50);
    const Lab back = lab_from_reflectance(found, d50);
    CHECK(back.L == Approx(lab.L).margin(1e-4));
    CHECK(back.a == Approx(lab.a).margin(1e-4));
    CHECK(back.b == Approx(lab.b).margin(1e-4));
    for (const double R : found.R) CHECK((R > 0 && R < 1));
  }
}

TEST_CASE("a gray is flat, and no bend that keeps the color is smoother") {
  const ColorimetricWeights d65 = colorimetric_weights(illuminant("D65"), observer(2));
  const Reflectance gray = smoothest_reflectance({50, 0, 0}, d65);
  CHECK(*std::max_element(gray.R.begin(), gray.R.end()) - *std::min_element(gray.R.begin(), gray.R.end()) < 1e-6);
  const Reflectance skin = smoothest_reflectance({62, 12, 18}, d65);
  // A metamer by adding a spectrum without color: the part of a wave that the weights do not see.
  Eigen::Matrix<double, 36, 1> wave;
  for (Eigen::Index i = 0; i < 36; ++i) wave(i) = .01 * std::sin(.7 * static_cast<double>(i));
  const Eigen::Matrix<double, 36, 3> w = d65.w.matrix();
  wave -= w * (w.transpose() * w).inverse() * (w.transpose() * wave);
  for (const double sign : {1., -1.}) {
    Reflectance other = skin;
    for (std::size_t i = 0; i < kBandCount; ++i) other.R[i] += sign * wave(static_cast<Eigen::Index>(i));
    CHECK(roughness(other) > roughness(skin));
  }
}

TEST_CASE("a color that no surface has is refused") {
  const ColorimetricWeights d50 = colorimetric_weights(illuminant("D50"), observer(2));
  CHECK_THROWS_AS(smoothest_reflectance({50, 150, -150}, d50), std::invalid_argument);
  CHECK_THROWS_AS(smoothest_reflectance({std::nan(""), 0, 0}, d50), std::invalid_argument);
}
