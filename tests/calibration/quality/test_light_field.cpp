// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/quality/light_field.hpp>

#include "../camera/simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// The made chart, each patch in light of another strength and color: `gain` of its column and row.
Chart lit(const std::function<Eigen::Vector3d(int column, int row)>& gain) {
  Chart chart = photograph(MadeCamera{});
  for (PatchSample& patch : chart.patches) {
    const int index = patch.id - 1;
    patch.rgb = patch.rgb.cwiseProduct(gain(index % 6, index / 6));
  }
  return chart;
}

const Eigen::Vector3d kSame(1, 1, 1);

}  // namespace

TEST_CASE("even light reads a ratio of 1 and no second color") {
  const ChartLight field = light_field(photograph(MadeCamera{}));
  CHECK(field.ratio == Approx(1).margin(0.01));
  CHECK(field.mixed_chroma < 0.5);
}

TEST_CASE("light that falls across the card reads its ratio") {
  const ChartLight field = light_field(lit([](int column, int) { return kSame * std::exp(-0.06 * column); }));
  // 5 pitches of 6 %, a fifth less by smoothing.
  CHECK(field.ratio == Approx(std::exp(0.8 * 0.30)).margin(0.02));
  CHECK(field.mixed_chroma < 1);
}

TEST_CASE("the edge of a shadow reads its depth though a plane cannot follow it") {
  const ChartLight field = light_field(lit([](int column, int) { return kSame * (column < 3 ? 1.0 : 0.6); }));
  CHECK(field.ratio > 1.4);
  CHECK(field.ratio < 1.9);
}

TEST_CASE("a single wrong patch is no shadow") {
  const ChartLight field =
      light_field(lit([](int column, int row) { return kSame * (column == 3 && row == 1 ? 0.75 : 1.0); }));
  CHECK(field.ratio < 1.12);
}

TEST_CASE("a second kind of light shows as chroma, in either direction of the card") {
  const auto across = light_field(lit([](int column, int) {
    return Eigen::Vector3d(std::exp(0.08 * (column - 2.5)), 1, std::exp(-0.08 * (column - 2.5)));
  }));
  const auto down = light_field(lit(
      [](int, int row) { return Eigen::Vector3d(std::exp(0.13 * (row - 1.5)), 1, std::exp(-0.13 * (row - 1.5))); }));
  CHECK(across.mixed_chroma > 5.5);
  CHECK(down.mixed_chroma > 3);
  CHECK(across.ratio < 1.25);
}
