// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/photo/photo_from_array.hpp>

#include "chart_scene.hpp"

using namespace shadematch;
using scene::Pose;
using scene::Scene;

namespace {

const ChartDefinition& classic() {
  static const auto definition = chart_definition("colorchecker-classic");
  return definition;
}

Chart find(const Photo& photo, const ChartDefinition& definition = classic()) {
  FindChartOptions options;
  options.time_limit_s = 120;
  return find_chart(photo, definition, options);
}

std::string refusal(const Photo& photo, const ChartDefinition& definition = classic()) {
  try {
    static_cast<void>(find(photo, definition));
  } catch (const ChartNotFound& error) {
    CHECK_FALSE(error.advice().empty());
    return error.code();
  }
  return "found";
}

std::vector<int> invalid(const Chart& chart) {
  std::vector<int> ids;
  for (const auto& patch : chart.patches) {
    if (!patch.valid) ids.push_back(patch.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("a chart is found in any turn and tilt, within a twentieth of its pitch") {
  for (const double degrees : {0.0, 20.0, 45.0, 90.0, 180.0, 270.0}) {
    for (const double tilt : {0.0, 0.2}) {
      const Pose pose{{400, 300}, 55, degrees, tilt};
      INFO(degrees << " degrees, tilt " << tilt);
      const Chart chart = find(Scene().add(classic(), pose).photo());
      CHECK(chart.status == "found");
      CHECK(scene::largest_offset(chart, pose) < 0.05);
      CHECK(chart.confidence > 0.9);
    }
  }
}

TEST_CASE("samples are the chart's own linear light") {
  const Chart chart = find(Scene({.exposure = 0.8}).add(classic(), {}).photo());
  const auto& lab = classic().edition().lab;
  for (const auto& patch : chart.patches) {
    const Eigen::Vector3d truth =
        0.8 * scene::linear_srgb({lab(patch.id - 1, 0), lab(patch.id - 1, 1), lab(patch.id - 1, 2)});
    CHECK((patch.rgb - truth.cwiseMax(0)).cwiseAbs().maxCoeff() < 0.006);
    CHECK(patch.pixels > 600);
    CHECK(patch.valid);
  }
}

TEST_CASE("darkness, noise, blur and uneven light do not hide a chart") {
  const Pose pose;
  for (const auto& options : {scene::Options{.exposure = 1.0 / 16}, scene::Options{.noise = 12},
                              scene::Options{.blur = 4}, scene::Options{.shading = 0.5}}) {
    INFO(options.exposure << ' ' << options.noise << ' ' << options.blur << ' ' << options.shading);
    const Chart chart = find(Scene(options).add(classic(), pose).photo());
    CHECK(scene::largest_offset(chart, pose) < 0.05);
  }
}

TEST_CASE("patches that too much light has clipped are named") {
  const Chart chart = find(Scene({.exposure = 1.4}).add(classic(), {}).photo());
  CHECK_FALSE(chart.patches[18].valid);
  CHECK(chart.patches[18].reason == "clipped");
  CHECK(chart.patches[18].clipped_share == 1.0);
  CHECK(chart.patches[21].valid);
  const Pose pose;
  const Chart brighter = find(Scene({.exposure = 2}).add(classic(), pose).photo());
  CHECK(brighter.status == "partial");
  CHECK(scene::largest_offset(brighter, pose) < 0.05);
  CHECK(invalid(brighter).size() > 9);
  for (const int id : invalid(brighter)) CHECK(brighter.patches[static_cast<std::size_t>(id - 1)].reason == "clipped");
  CHECK(refusal(Scene({.exposure = 20}).add(classic(), pose).photo()) == "clipped");
}

TEST_CASE("one or two hidden patches leave a partial chart that names them") {
  for (const std::set<int>& hidden : {std::set<int>{8}, std::set<int>{14, 16}}) {
    const Chart chart = find(Scene({.hidden = hidden}).add(classic(), {}).photo());
    CHECK(chart.status == "partial");
    CHECK(invalid(chart) == std::vector<int>(hidden.begin(), hidden.end()));
    CHECK(chart.patches[static_cast<std::size_t>(*hidden.begin() - 1)].reason == "occluded");
    CHECK(scene::largest_offset(chart, {}) < 0.05);
  }
}

TEST_CASE("a spot of glare makes its patch invalid and no other") {
  const Chart chart = find(Scene({.glare = 0.5}).add(classic(), {}).photo());
  CHECK(invalid(chart) == std::vector<int>{15});
  CHECK((chart.patches[14].reason == "glare" || chart.patches[14].reason == "occluded"));
}

TEST_CASE("a mirrored chart is refused as mirrored") {
  CHECK(refusal(Scene({.mirrored = true}).add(classic(), {}).photo()) == "mirrored");
}

TEST_CASE("a chart that leaves the frame is partial or refused, never shifted") {
  const Pose one_column{{640, 300}, 60, 0, 0};
  const Chart chart = find(Scene().add(classic(), one_column).photo());
  CHECK(chart.status == "partial");
  CHECK(invalid(chart) == std::vector<int>{6, 12, 18, 24});
  CHECK(chart.patches[5].reason == "cut_off");
  const Pose half{{780, 300}, 60, 0, 0};
  CHECK(refusal(Scene().add(classic(), half).photo()) != "found");
}

TEST_CASE("a chart of another kind is refused") {
  const auto sg = chart_definition("colorchecker-sg");
  const Pose large{{400, 300}, 48, 0, 0};
  const Photo with_sg = Scene().add(sg, large).photo();
  CHECK(refusal(with_sg) != "found");
  CHECK(refusal(Scene().add(classic(), {}).photo(), sg) != "found");
  const Chart chart = find(with_sg, sg);
  CHECK(scene::largest_offset(chart, large) < 0.05);
}

TEST_CASE("of two charts the better one is taken, and a warning says where the other one is") {
  scene::Options options;
  options.width = 1000;
  options.height = 500;
  options.hidden = {};
  const Pose left{{250, 250}, 50, 10, 0}, right{{740, 250}, 50, 0, 0};
  const Chart chart = find(Scene(options).add(classic(), left).add(classic(), right).photo());
  CHECK(chart.warnings == std::vector<std::string>{"several_charts"});
  REQUIRE(chart.others.size() == 1);
  const bool took_left = scene::largest_offset(chart, left) < 0.05;
  CHECK((took_left || scene::largest_offset(chart, right) < 0.05));
  const Eigen::Matrix3d truth = scene::homography(classic(), took_left ? right : left);
  const auto places = classic().corner_positions();
  for (std::size_t i = 0; i < 4; ++i) {
    const Eigen::Vector2d corner = (truth * places[i].homogeneous()).hnormalized();
    CHECK((chart.others[0][i] - corner).norm() < 0.05 * 50);
  }
  CHECK(find(Scene(options).add(classic(), left).photo()).others.empty());
}

TEST_CASE("the patches of a bent chart are where they are seen, and a warning says that it is bent") {
  const Pose pose{{400, 300}, 60, 8, 0};
  const double radius = 6;
  const Chart chart = find(Scene({.bow = radius}).add(classic(), pose).photo());
  CHECK(chart.bend > 0.08);
  CHECK(chart.warnings == std::vector<std::string>{"bent_chart"});
  CHECK(scene::largest_offset(chart, pose, radius) < 0.05);
  CHECK(chart.status == "found");
  const Chart flat = find(Scene().add(classic(), pose).photo());
  CHECK(flat.bend < 0.03);
  CHECK(flat.warnings.empty());
}

TEST_CASE("a patch that is covered on a bent chart is placed by the others") {
  const Pose pose{{400, 300}, 60, 0, 0};
  const Chart chart = find(Scene({.hidden = {16}, .bow = 6}).add(classic(), pose).photo());
  CHECK(chart.bend > 0.08);
  CHECK(invalid(chart) == std::vector<int>{16});
  CHECK(scene::largest_offset(chart, pose, 6) < 0.05);
}

TEST_CASE("gray photographs, empty walls and blurred charts are refused") {
  CHECK(refusal(Scene({.gray = true}).add(classic(), {}).photo()) == "low_color_score");
  CHECK(refusal(Scene().photo()) != "found");
  CHECK(refusal(Scene({.blur = 16}).add(classic(), {}).photo()) != "found");
}

TEST_CASE("the same photograph gives the same chart, bit for bit") {
  const Photo photo = Scene({.noise = 6}).add(classic(), {{400, 300}, 50, 33, 0.1}).photo();
  const Chart first = find(photo), second = find(photo);
  CHECK(first.homography == second.homography);
  CHECK(first.score == second.score);
}

TEST_CASE("four marked corners give the chart; a wrong start is pointed out") {
  const Pose pose{{400, 300}, 50, 12, 0.1};
  const Photo photo = Scene().add(classic(), pose).photo();
  const Chart found = find(photo);
  auto corners = found.corners;
  for (auto& corner : corners) corner += Eigen::Vector2d(4, -5);
  const Chart chart = chart_from_corners(photo, classic(), corners);
  CHECK(scene::largest_offset(chart, pose) < 0.05);
  CHECK(chart.warnings == std::vector<std::string>{"corners_by_hand"});
  try {
    static_cast<void>(chart_from_corners(photo, classic(), {corners[2], corners[3], corners[0], corners[1]}));
    FAIL("a chart marked upside down was taken");
  } catch (const ChartNotFound& error) {
    CHECK(error.code() == "low_color_score");
    CHECK(error.advice() == "Start with patch 1 and go clockwise; another start fits better");
    CHECK(error.candidate().has_value());
  }
}

TEST_CASE("an empty photo and an unknown edition are the caller's errors") {
  CHECK_THROWS_WITH(find_chart(Photo{}, classic()),
                    "find_chart: expected a photo with pixels, got an empty or inconsistent one");
  CHECK_THROWS_WITH(find_chart(Scene().photo(), classic(), {.edition = "1976"}),
                    "chart 'colorchecker-classic': expected an edition of after-2014, before-2014, got '1976'");
}

TEST_CASE("a picture of one row or column holds no chart, and is refused as such") {
  const std::vector<std::uint8_t> codes(std::size_t{3} * 5000, 90);
  for (const bool row : {true, false}) {
    const Photo photo = photo_from_array({row ? 5000 : 1, row ? 1 : 5000, 3, std::span<const std::uint8_t>(codes)}, {});
    CHECK_THROWS_AS(find_chart(photo, chart_definition("colorchecker-classic")), ChartNotFound);
    CHECK(photo.rgb->size() == codes.size());
    CHECK_THROWS_AS(find_chart(photo, chart_definition("colorchecker-classic")), ChartNotFound);
  }
}
