// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/quality/center_residuals.hpp>
#include <shadematch/quality/edge_width.hpp>

#include "../chart/chart_scene.hpp"

using namespace shadematch;

namespace {

struct Found {
  Photo photo;
  Chart chart;
};

Found blurred(int radius, double pitch = 60, double degrees = 10) {
  scene::Options options;
  options.blur = radius;
  scene::Scene picture(options);
  const ChartDefinition classic = chart_definition("colorchecker-classic");
  Photo photo = picture.add(classic, {{400, 300}, pitch, degrees, 0}).photo();
  return {photo, find_chart(photo, classic)};
}

double width(const Found& found) {
  const auto value = edge_width(found.photo, found.chart);
  REQUIRE(value);
  return *value;
}

/// A box filter of 2 r + 1 pixels, twice, is a triangle: 10 to 90 % of its step are this wide.
double triangle(int radius) {
  const double full = 2 * radius + 1;
  return 2 * full * (1 - std::sqrt(0.2));
}

}  // namespace

TEST_CASE("a sharp edge is about a pixel wide") {
  CHECK(width(blurred(0)) < 1.4);
}

TEST_CASE("the width follows the blur") {
  // Patches are 48 px large, edge_width counts them as 40.
  for (const int radius : {1, 2, 3}) {
    INFO(radius);
    CHECK(width(blurred(radius)) == Approx(40.0 / 48.0 * triangle(radius)).epsilon(0.15));
  }
}

TEST_CASE("more pixels do not make a photograph blurred") {
  CHECK(width(blurred(3, 90)) < 0.75 * width(blurred(3, 60)));
  CHECK(width(blurred(1, 30)) == Approx(triangle(1)).epsilon(0.15));
}

TEST_CASE("a photograph shaken in one direction is blurred") {
  Found found = blurred(0, 60, 0);
  const int width_px = found.photo.width;
  auto smeared = std::make_shared<std::vector<float>>(*found.photo.rgb);
  for (int y = 0; y < found.photo.height; ++y) {
    for (int x = 4; x < width_px - 4; ++x) {
      for (int c = 0; c < 3; ++c) {
        double sum = 0;
        for (int k = -4; k <= 4; ++k) sum += static_cast<double>(found.photo.pixel(x + k, y)[c]) / 9;
        (*smeared)[static_cast<std::size_t>((y * width_px + x) * 3 + c)] = static_cast<float>(sum);
      }
    }
  }
  found.photo.rgb = smeared;
  CHECK(width(found) == Approx(0.8 * 9 * 40 / 48).epsilon(0.15));
}

TEST_CASE("patch centers lie on the lattice, and move with it") {
  Found found = blurred(1);
  const auto on = center_residuals(found.photo, found.chart);
  REQUIRE(on.size() > 12);
  for (const CenterResidual& each : on) CHECK(each.offset.norm() < 0.03);
  Eigen::Matrix3d moved = Eigen::Matrix3d::Identity();
  moved(0, 2) = 0.06;
  found.chart.homography = found.chart.homography * moved;
  for (const CenterResidual& each : center_residuals(found.photo, found.chart)) {
    CHECK(each.offset.x() == Approx(-0.06).margin(0.03));
    CHECK(each.offset.y() == Approx(0).margin(0.03));
  }
}
