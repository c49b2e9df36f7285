// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <string>

#include <shadematch/chart/find_chart.hpp>

#include "chart_scene.hpp"

using namespace shadematch;
using scene::Pose;
using scene::Scene;

namespace {

std::string outcome(const Photo& photo, const ChartDefinition& chart, bool outlines) {
  FindChartOptions options;
  options.time_limit_s = 120;
  options.outlines = outlines;
  try {
    return find_chart(photo, chart, options).status;
  } catch (const ChartNotFound& error) {
    return error.code();
  }
}

}  // namespace

TEST_CASE(
    "a small chart among many larger grids is found by its outlines, when flat regions have used up their turns") {
  const ChartDefinition chart = chart_definition("colorchecker-classic");
  scene::Options options;
  options.width = options.height = 1000;
  for (const double degrees : {0.0, 25.0, 180.0}) {
    INFO(degrees << " degrees");
    const Pose pose{{495, 495}, 17, degrees, 0.02};
    const Photo photo = Scene(options).add_groups_of_squares().add(chart, pose).photo();
    CHECK(outcome(photo, chart, false) == "low_color_score");
    REQUIRE(outcome(photo, chart, true) == "found");
    CHECK(scene::largest_offset(find_chart(photo, chart), pose) < 0.06);
  }
}

TEST_CASE("outlines change no sure answer: the usual chart is the same bit for bit with and without them") {
  const ChartDefinition chart = chart_definition("colorchecker-classic");
  const Photo photo = Scene({.noise = 6}).add(chart, {{400, 300}, 55, 20, 0.1}).photo();
  FindChartOptions alone;
  alone.outlines = false;
  CHECK(find_chart(photo, chart).homography == find_chart(photo, chart, alone).homography);
}

TEST_CASE("outlines of other things are no chart") {
  scene::Options options;
  options.width = options.height = 1000;
  const ChartDefinition chart = chart_definition("colorchecker-classic");
  CHECK(outcome(Scene(options).add_groups_of_squares().photo(), chart, true) != "found");
}
