// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <shadematch/chart/chart_geometry.hpp>
#include <shadematch/chart/marker_dictionary.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostCells = 40, kLeastPatches = 9;
constexpr double kFarthest = 100;  // pitches from the origin

Eigen::Vector2d read_point(const JsonNode& node) {
  if (node.size() != 2) node.fail("wrong_count", "[column, row] in pitches", std::to_string(node.size()) + " numbers");
  return {node.at(0).number(-kFarthest, kFarthest), node.at(1).number(-kFarthest, kFarthest)};
}

std::vector<Eigen::Vector2d> read_points(const JsonNode& node) {
  std::vector<Eigen::Vector2d> points;
  for (std::size_t i = 0; i < node.size(); ++i) points.push_back(read_point(node.at(i)));
  return points;
}

/// Every turn to the right, y downwards: clockwise as one sees it.
bool is_clockwise_convex(const std::array<Eigen::Vector2d, 4>& corners) {
  for (std::size_t i = 0; i < 4; ++i) {
    const Eigen::Vector2d along = corners[(i + 1) % 4] - corners[i];
    const Eigen::Vector2d next = corners[(i + 2) % 4] - corners[(i + 1) % 4];
    if (!(along.x() * next.y() - along.y() * next.x() > 1e-6)) return false;
  }
  return true;
}

std::set<std::pair<int, int>> read_masks(const JsonNode& node, const ChartDefinition& chart) {
  std::set<std::pair<int, int>> masks;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const JsonNode cell = node.at(i);
    if (cell.size() != 2) cell.fail("wrong_count", "[column, row] of a cell", std::to_string(cell.size()) + " numbers");
    const std::pair<int, int> place{cell.at(0).integer(0, chart.columns - 1), cell.at(1).integer(0, chart.rows - 1)};
    if (!masks.insert(place).second) cell.fail("duplicate", "every cell once", "a cell twice");
  }
  return masks;
}

void read_grid(const JsonNode& root, ChartDefinition& chart) {
  const JsonNode grid = root.at("grid");
  if (grid.size() != 2) grid.fail("wrong_count", "[columns, rows]", std::to_string(grid.size()) + " numbers");
  chart.columns = grid.at(0).integer(3, kMostCells);
  chart.rows = grid.at(1).integer(3, kMostCells);
  if (!root.has("masks")) return;
  const auto masks = read_masks(root.at("masks"), chart);
  for (int row = 0; row < chart.rows && !masks.empty(); ++row) {
    for (int column = 0; column < chart.columns; ++column) {
      if (!masks.contains({column, row})) chart.positions.emplace_back(column, row);
    }
  }
  if (!masks.empty() && std::ssize(chart.positions) < kLeastPatches)
    root.at("masks").fail("too_few", "at least 9 cells with a patch", std::to_string(chart.positions.size()));
}

/// Patches one by one, none on top of another, the first column and row at 0 or after.
void read_positions(const JsonNode& node, ChartDefinition& chart) {
  chart.positions = read_points(node);
  if (std::ssize(chart.positions) < kLeastPatches ||
      std::ssize(chart.positions) > std::ptrdiff_t{kMostCells} * kMostCells)
    node.fail("wrong_count", "9 to 1600 positions", std::to_string(chart.positions.size()));
  for (std::size_t i = 0; i < chart.positions.size(); ++i) {
    if (chart.positions[i].minCoeff() < 0) node.at(i).fail("out_of_range", "positions of 0 or more", "less");
    for (std::size_t other = 0; other < i; ++other) {
      const Eigen::Vector2d apart = (chart.positions[i] - chart.positions[other]).cwiseAbs();
      if (apart.maxCoeff() >= chart.patch_fraction) continue;
      node.at(i).fail("overlap", "patches that do not overlap", "one on top of patch " + std::to_string(other + 1));
    }
  }
}

bool has_patch_at(const ChartDefinition& chart, const Eigen::Vector2d& place) {
  const auto here = [&place](const Eigen::Vector2d& each) { return each == place; };
  return chart.positions.empty() || std::any_of(chart.positions.begin(), chart.positions.end(), here);
}

void read_corners(const JsonNode& root, ChartDefinition& chart) {
  if (!root.has("corners")) {
    const auto corners = chart.corner_positions();
    const auto there = [&chart](const Eigen::Vector2d& corner) { return has_patch_at(chart, corner); };
    if (chart.is_grid() && std::all_of(corners.begin(), corners.end(), there)) return;
    root.fail("missing_key",
              "the key 'corners': four patch numbers, clockwise, for a chart without patches in the "
              "corners of a grid",
              "none");
  }
  const JsonNode node = root.at("corners");
  const auto ids = read_patch_numbers(node, chart.patch_count());
  if (ids.size() != 4) node.fail("wrong_count", "four patch numbers", std::to_string(ids.size()));
  std::copy(ids.begin(), ids.end(), chart.corner_patches.begin());
  if (!is_clockwise_convex(chart.corner_positions()))
    node.fail("wrong_order", "corners of a convex shape, clockwise as printed", "another order");
}

FrameMarker read_marker(const JsonNode& node) {
  node.expect_keys({"id", "corners"});
  FrameMarker marker;
  marker.id = node.at("id").integer(0, kMarkerCount - 1);
  const JsonNode corners = node.at("corners");
  const auto points = read_points(corners);
  if (points.size() != 4) corners.fail("wrong_count", "four corners", std::to_string(points.size()));
  std::copy(points.begin(), points.end(), marker.corners.begin());
  if (!is_clockwise_convex(marker.corners))
    corners.fail("wrong_order", "corners clockwise from the marker's top left", "another order");
  return marker;
}

void read_frame(const JsonNode& node, ChartDefinition& chart) {
  constexpr std::size_t kLeastMarkers = 3;
  node.expect_keys({"dictionary", "markers"});
  if (node.at("dictionary").string() != "4x4_50")
    node.at("dictionary").fail("unknown_dictionary", "'4x4_50'", "'" + node.at("dictionary").string() + "'");
  const JsonNode markers = node.at("markers");
  std::set<int> ids;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    chart.frame.push_back(read_marker(markers.at(i)));
    const int id = chart.frame.back().id;
    if (!ids.insert(id).second)
      markers.at(i).fail("duplicate", "every marker once", "marker " + std::to_string(id) + " twice");
  }
  if (chart.frame.size() < kLeastMarkers)
    markers.fail("too_few", "at least 3 markers", std::to_string(chart.frame.size()));
}

/// Even-odd rule.
bool holds(const std::vector<Eigen::Vector2d>& polygon, const Eigen::Vector2d& point) {
  bool within = false;
  for (std::size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
    const Eigen::Vector2d &a = polygon[i], &b = polygon[before];
    if ((a.y() > point.y()) == (b.y() > point.y())) continue;
    if (point.x() < a.x() + (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y())) within = !within;
  }
  return within;
}

void read_window(const JsonNode& node, ChartDefinition& chart) {
  chart.window = read_points(node);
  if (chart.window.size() < 3 || chart.window.size() > 64)
    node.fail("wrong_count", "3 to 64 points", std::to_string(chart.window.size()));
  for (int i = 0; i < chart.patch_count(); ++i) {
    if (holds(chart.window, chart.position(i)))
      node.fail("overlap", "a window without patches", "patch " + std::to_string(i + 1) + " inside it");
  }
}

}  // namespace

std::vector<int> read_patch_numbers(const JsonNode& node, int patches) {
  std::vector<int> ids;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const int id = node.at(i).integer(1, patches);
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
      node.at(i).fail("duplicate", "every patch once", "patch " + std::to_string(id) + " twice");
    ids.push_back(id);
  }
  return ids;
}

void read_geometry(const JsonNode& root, ChartDefinition& chart) {
  if (root.has("patch_fraction")) chart.patch_fraction = root.at("patch_fraction").number(0.3, 1.0);
  if (root.has("positions")) {
    if (root.has("grid")) root.at("grid").fail("conflict", "one of 'grid' and 'positions'", "both");
    if (root.has("masks")) root.at("masks").fail("conflict", "masks only in a grid", "them beside 'positions'");
    read_positions(root.at("positions"), chart);
  } else {
    read_grid(root, chart);
  }
  read_corners(root, chart);
  if (root.has("frame")) read_frame(root.at("frame"), chart);
  if (root.has("window")) read_window(root.at("window"), chart);
}

}  // namespace shadematch::inline v0
