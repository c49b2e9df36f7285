// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <catch2_shim.hpp>
#include <string>

#include <shadematch/chart/find_chart.hpp>

#include "framed_scene.hpp"

using namespace shadematch;

namespace {

const ChartDefinition& framed() {
  static const auto definition = scene::framed_chart();
  return definition;
}

std::string refusal(const Photo& photo, const ChartDefinition& definition) {
  try {
    static_cast<void>(find_chart(photo, definition));
  } catch (const ChartNotFound& error) {
    CHECK_FALSE(error.advice().empty());
    return error.code();
  }
  return "found";
}

}  // namespace

TEST_CASE("a quarter turn moves every cell of a marker, and four of them none") {
  CHECK(turned_code(0x8000) == 0x0008);  // top left -> bottom left
  CHECK(turned_code(0x1000) == 0x8000);  // top right -> top left
  CHECK(turned_code(0x0001) == 0x1000);  // bottom right -> top right
  for (int id = 0; id < kMarkerCount; ++id) {
    const auto code = marker_code(id);
    CHECK(turned_code(turned_code(turned_code(turned_code(code)))) == code);
  }
  CHECK_THROWS_WITH(marker_code(50), "marker_code: expected an id of 0 to 49, got 50");
}

TEST_CASE("a marker is read in every turn with one wrong cell, never with two, and only if its id may occur") {
  const std::array<int, 4> ids{11, 23, 7, 42};
  for (const int id : ids) {
    auto seen = marker_code(id);
    for (int turn = 0; turn < 4; ++turn, seen = turned_code(seen)) {
      for (int cell = 0; cell < 16; ++cell) {
        const auto wrong = static_cast<std::uint16_t>(seen ^ (1U << static_cast<unsigned>(cell)));
        const auto reading = read_marker_code(wrong, ids);
        CHECK(reading.id == id);
        CHECK(reading.quarter_turns == turn);
      }
    }
  }
  CHECK(read_marker_code(static_cast<std::uint16_t>(marker_code(11) ^ 0x8001), ids).id == -1);
  CHECK(read_marker_code(marker_code(12), ids).id == -1);
}

TEST_CASE("no two markers are nearer than four cells in any turn, so that one wrong cell leaves no doubt") {
  int nearest = 16;
  for (int id = 0; id < kMarkerCount; ++id) {
    for (int other = 0; other < id; ++other) {
      auto code = marker_code(other);
      for (int turn = 0; turn < 4; ++turn, code = turned_code(code)) {
        nearest = std::min(nearest, std::popcount(static_cast<unsigned>(code ^ marker_code(id))));
      }
    }
  }
  CHECK(nearest == 4);
}

TEST_CASE("a chart that is no grid is found by its markers in any turn and tilt") {
  for (const double degrees : {0.0, 37.0, 90.0, 180.0, 290.0}) {
    for (const double tilt : {0.0, 0.15}) {
      INFO(degrees << " degrees, tilt " << tilt);
      const Eigen::Matrix3d pose = scene::card_pose(70, degrees, tilt);
      const Chart chart = find_chart(scene::framed_photo(framed(), pose, {}, 4), framed());
      CHECK(chart.status == "found");
      CHECK(scene::largest_offset(chart, pose) < 0.04);
      CHECK(chart.score > 0.85);
      CHECK(chart.warnings.empty());
    }
  }
}

TEST_CASE("three markers are enough, two are refused") {
  const Eigen::Matrix3d pose = scene::card_pose(70, 12, 0.1);
  const Chart chart = find_chart(scene::framed_photo(framed(), pose, {23}), framed());
  CHECK(scene::largest_offset(chart, pose) < 0.04);
  CHECK(refusal(scene::framed_photo(framed(), pose, {23, 7}), framed()) == "no_frame");
}

TEST_CASE("the markers alone prove nothing: other colors between them are refused with a candidate") {
  const Eigen::Matrix3d pose = scene::card_pose(70, 0, 0);
  const Photo photo = scene::framed_photo(framed(), pose);
  ChartDefinition other = framed();
  auto& lab = other.editions[0].lab;
  const LabTable before = lab;
  for (int i = 1; i < 12; ++i) lab.row(i) = before.row((i * 5) % 11 + 1);
  try {
    static_cast<void>(find_chart(photo, other));
    FAIL("a card with other colors was taken");
  } catch (const ChartNotFound& error) {
    CHECK(error.code() == "low_color_score");
    REQUIRE(error.candidate().has_value());
    CHECK(error.candidate()->status == "candidate");
  }
}

TEST_CASE("markers of another frame are not taken for the chart's own") {
  ChartDefinition other = framed();
  for (auto& marker : other.frame) ++marker.id;
  CHECK(refusal(scene::framed_photo(framed(), scene::card_pose(70, 0, 0)), other) == "no_frame");
}

TEST_CASE("four corners by hand place a card whose markers are covered") {
  const Eigen::Matrix3d pose = scene::card_pose(70, 12, 0.1);
  const Photo photo = scene::framed_photo(framed(), pose, {7, 11, 23, 42});
  std::array<Eigen::Vector2d, 4> corners;
  const auto places = framed().corner_positions();
  for (std::size_t i = 0; i < 4; ++i)
    corners[i] = (pose * places[i].homogeneous()).hnormalized() + Eigen::Vector2d(3, -2);
  const Chart chart = chart_from_corners(photo, framed(), corners);
  CHECK(scene::largest_offset(chart, pose) < 0.05);
  CHECK(chart.warnings == std::vector<std::string>{"corners_by_hand"});
}

TEST_CASE("a chart that is neither a grid nor has a frame asks for its corners") {
  ChartDefinition bare = framed();
  bare.frame.clear();
  CHECK(refusal(scene::framed_photo(framed(), scene::card_pose(70, 0, 0)), bare) == "no_frame");
}

TEST_CASE("a mirrored card has no frame") {
  Eigen::Matrix3d mirror = Eigen::Matrix3d::Identity();
  mirror(0, 0) = -1;
  mirror(0, 2) = 800;
  CHECK(refusal(scene::framed_photo(framed(), mirror * scene::card_pose(70, 0, 0)), framed()) == "no_frame");
}
