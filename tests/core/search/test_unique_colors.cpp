// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2_shim.hpp>
#include <random>
#include <set>
#include <vector>

#include <shadematch/search/unique_colors.hpp>

using namespace shadematch;

TEST_CASE("every pixel has its color back, each color stands there once") {
  std::mt19937 random(1);
  std::vector<std::uint8_t> rgb(3 * 20000);
  for (auto& byte : rgb) byte = static_cast<std::uint8_t>(random() % 2 == 0 ? random() % 256 : random() % 6 * 51);
  const UniqueColors colors = unique_colors(rgb);
  std::set<std::array<std::uint8_t, 3>> expected;
  bool same = colors.of_pixel.size() == 20000;
  for (std::size_t pixel = 0; pixel < 20000; ++pixel) {
    expected.insert({rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]});
    const auto row = colors.rgb.row(colors.of_pixel[static_cast<Eigen::Index>(pixel)]);
    for (Eigen::Index i = 0; i < 3; ++i) same = same && row[i] == rgb[3 * pixel + static_cast<std::size_t>(i)];
  }
  CHECK(same);
  CHECK(colors.rgb.rows() == static_cast<Eigen::Index>(expected.size()));
}

TEST_CASE("colors come in the order of their interleaved bits") {
  const std::vector<std::uint8_t> rgb = {255, 255, 255, 0, 0, 2, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
  const UniqueColors colors = unique_colors(rgb);
  Eigen::Array<int, 7, 3, Eigen::RowMajor> expected;
  expected << 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 2, 255, 255, 255;
  CHECK((colors.rgb.cast<int>() == expected).all());
  CHECK(unique_colors({}).rgb.rows() == 0);
}

TEST_CASE("a picture that is not of three bytes a pixel is refused") {
  const std::vector<std::uint8_t> rgb(7);
  CHECK_THROWS_WITH(unique_colors(rgb), "unique_colors: expected three bytes a pixel, got 7 bytes");
}
