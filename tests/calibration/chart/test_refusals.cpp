// SPDX-License-Identifier: Apache-2.0
// Every reason why no chart is returned: its code, its sentence, what it advises and which patches it names.
#include <catch2_shim.hpp>
#include <limits>
#include <stdexcept>
#include <string>

#include <shadematch/chart/find_chart.hpp>

#include "chart_scene.hpp"

using namespace shadematch;
using scene::Pose;
using scene::Scene;

namespace {

struct Refusal {
  std::string code = "found", text;
  std::vector<int> patches;
  bool candidate = false;
};

const ChartDefinition& classic() {
  static const auto definition = chart_definition("colorchecker-classic");
  return definition;
}

Refusal refusal_of(const Photo& photo, double time_limit_s = 120) {
  FindChartOptions options;
  options.time_limit_s = time_limit_s;
  try {
    static_cast<void>(find_chart(photo, classic(), options));
  } catch (const ChartNotFound& error) {
    return {error.code(), error.what(), error.patches(), error.candidate().has_value()};
  }
  return {};
}

/// The Classic with one more ring of patches around it.
ChartDefinition ringed() {
  ChartDefinition large = classic();
  large.columns += 2;
  large.rows += 2;
  large.id = "ringed";
  ChartEdition edition = classic().edition();
  LabTable lab(large.columns * large.rows, 3);
  for (int i = 0; i < large.columns * large.rows; ++i) {
    const int column = i % large.columns - 1, row = i / large.columns - 1;
    const bool inner = column >= 0 && row >= 0 && column < classic().columns && row < classic().rows;
    lab.row(i) << 30 + 5 * (i % 11), 40 * std::sin(i), 40 * std::cos(1.3 * i);
    if (inner) lab.row(i) = edition.lab.row(row * classic().columns + column);
  }
  edition.lab = lab;
  large.editions = {edition};
  large.default_edition = edition.name;
  return large;
}

}  // namespace

TEST_CASE("a wall is no grid") {
  const Refusal refusal = refusal_of(Scene().photo());
  CHECK(refusal.code == "no_grid");
  CHECK(refusal.text.rfind("find_chart: expected a grid of flat patches, got at most ", 0) == 0);
  CHECK(refusal.text.find(" in a grid. Show the whole chart, sharp and evenly lit, larger in the frame") !=
        std::string::npos);
  CHECK_FALSE(refusal.candidate);
}

TEST_CASE("a limit of time is 0 or more seconds, however many") {
  const Photo wall = Scene().photo();
  CHECK(refusal_of(wall, std::numeric_limits<double>::infinity()).code == "no_grid");
  CHECK(refusal_of(wall, 1e10).code == "no_grid");
  CHECK(refusal_of(wall, 0).code == "timed_out");
  CHECK_THROWS_WITH(refusal_of(wall, -1), "find_chart: expected a time_limit_s of 0 or more seconds, got -1.000000");
  CHECK_THROWS_AS(refusal_of(wall, std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}

TEST_CASE("patches nearer than 6 pixels are too small, nearer than 10 a warning") {
  const scene::Options small{.width = 200, .height = 150};
  const Refusal refusal = refusal_of(Scene(small).add(classic(), {{100, 75}, 5, 0, 0}).photo());
  CHECK(refusal.code == "too_small");
  CHECK(refusal.text ==
        "find_chart: expected a distance of patches of at least 6 pixels, got 5.00. Take the photograph from closer");
  const auto warnings = [&small](double pitch) {
    return find_chart(Scene(small).add(classic(), {{100, 75}, pitch, 0, 0}).photo(), classic()).warnings;
  };
  CHECK(warnings(7) == std::vector<std::string>{"small_chart"});
  CHECK(warnings(12).empty());
}

TEST_CASE("a gray photograph fits badly, and the nearest placement is attached") {
  const Refusal refusal = refusal_of(Scene({.gray = true}).add(classic(), {}).photo());
  CHECK(refusal.code == "low_color_score");
  CHECK(refusal.text.rfind("find_chart: expected the chart's colors on the grid, score 0.70, got 0.6", 0) == 0);
  CHECK(refusal.text.find("Check the name of the chart, take a color photograph without glare, or mark the corners by "
                          "hand") != std::string::npos);
  CHECK(refusal.candidate);
}

TEST_CASE("the chart as a part of a larger one is ambiguous") {
  const Refusal refusal = refusal_of(Scene().add(ringed(), {{400, 300}, 55, 5, 0}).photo());
  CHECK(refusal.code == "ambiguous");
  CHECK(refusal.text ==
        "find_chart: expected one order of the patches that fits best, got another one as good, or a larger chart "
        "around. Check the name of the chart, or mark its corners by hand");
  CHECK(refusal.candidate);
}

TEST_CASE("a mirrored photograph is named as such") {
  const Refusal refusal = refusal_of(Scene({.mirrored = true}).add(classic(), {}).photo());
  CHECK(refusal.code == "mirrored");
  CHECK(refusal.text ==
        "find_chart: expected the chart's order of colors, got its mirror image. Use a photograph that was not flipped "
        "(front cameras and editors do that)");
}

TEST_CASE("a chart of which less than 15 patches are in view is cut off or occluded, and the patches are named") {
  const Refusal cut = refusal_of(Scene().add(classic(), {{770, 300}, 60, 0, 0}).photo());
  CHECK(cut.code == "cut_off");
  CHECK(cut.text ==
        "find_chart: expected at least 15 of 24 patches in view, in 3 rows and columns, got 12 of 24. Take the "
        "photograph again with the whole chart in the frame");
  CHECK(cut.patches == std::vector<int>{4, 5, 6, 10, 11, 12, 16, 17, 18, 22, 23, 24});
  const Refusal hidden = refusal_of(Scene({.hidden = {1, 2, 3, 7, 8, 9, 13, 14, 15, 19}}).add(classic(), {}).photo());
  CHECK(hidden.code == "occluded");
  CHECK(hidden.text.find("Clear and clean the chart and take the photograph again") != std::string::npos);
  CHECK(hidden.patches.size() >= 10);
  CHECK(hidden.candidate);
}

TEST_CASE("a chart that is lost in light is clipped, or glare where the camera could bear the light") {
  const Refusal clipped = refusal_of(Scene({.exposure = 20}).add(classic(), {}).photo());
  CHECK(clipped.code == "clipped");
  CHECK(clipped.text ==
        "find_chart: expected patches that are not too bright for the camera, got 23 of 24 clipped. Take the "
        "photograph again with less exposure");
  CHECK(clipped.patches.size() == 23);
  const Refusal shining = refusal_of(Scene({.exposure = 0.2, .glare = 2, .glare_size = 2}).add(classic(), {}).photo());
  CHECK(shining.code == "glare");
  CHECK(shining.text ==
        "find_chart: expected patches without a shine, got 9 of 24 with one. Turn the chart or the light until nothing "
        "shines on it");
  CHECK(shining.patches.size() == 9);
}

TEST_CASE("edges wider than 0.35 pitch are blurred") {
  CHECK(refusal_of(Scene({.blur = 12}).add(classic(), {}).photo()).code == "found");
  const Refusal refusal = refusal_of(Scene({.blur = 14}).add(classic(), {}).photo());
  CHECK(refusal.code == "blurred");
  CHECK(refusal.text ==
        "find_chart: expected sharp edges between patches, got edges wider than 0.35 of their distance. Hold still, "
        "focus on the chart and take the photograph again");
  CHECK(refusal.candidate);
}

TEST_CASE("a search without time ends as timed out") {
  const Refusal refusal = refusal_of(Scene().add(classic(), {}).photo(), 0);
  CHECK(refusal.code == "timed_out");
  CHECK(refusal.text ==
        "find_chart: expected the search to end in time, got the limit. Raise time_limit_s or mark the corners by "
        "hand");
}
