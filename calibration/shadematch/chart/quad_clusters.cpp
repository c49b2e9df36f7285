// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <set>
#include <utility>

#include <shadematch/chart/quad_clusters.hpp>

namespace shadematch::inline v0 {
namespace {

using Cell = std::pair<int, int>;
using Group = std::vector<std::size_t>;

/// Quads of like size that stand next to each other, as connected groups of at least four.
/// @param reach  largest distance of neighbors in sides
std::vector<Group> linked(const std::vector<Quad>& quads, double reach) {
  constexpr double kLargest = 1.41;  // of two neighbors' sides: twice the area
  std::vector<std::size_t> parent(quads.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&parent](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t i = 0; i < quads.size(); ++i) {
    for (std::size_t other = 0; other < i; ++other) {
      const double large = std::max(quads[i].side, quads[other].side);
      if (large > kLargest * std::min(quads[i].side, quads[other].side)) continue;
      if ((quads[i].center - quads[other].center).norm() < reach * large) parent[root(i)] = root(other);
    }
  }
  std::map<std::size_t, Group> groups;
  for (std::size_t i = 0; i < quads.size(); ++i) groups[root(i)].push_back(i);
  std::vector<Group> large;
  for (auto& [first, group] : groups) {
    if (group.size() >= 4) large.push_back(std::move(group));
  }
  return large;
}

/// Four-cornered shape around the points: of their hull the edge goes, again and again, that costs the least area.
Points quad_around(const std::vector<Quad>& quads, const Group& group) {
  std::vector<cv::Point2f> corners, around;
  for (const std::size_t i : group) {
    for (const auto& corner : quads[i].corners)
      corners.emplace_back(static_cast<float>(corner.x()), static_cast<float>(corner.y()));
  }
  cv::convexHull(corners, around);
  Points hull;
  for (const auto& point : around) hull.emplace_back(static_cast<double>(point.x), static_cast<double>(point.y));
  const auto turn = [](const Eigen::Vector2d& a, const Eigen::Vector2d& b) { return a.x() * b.y() - a.y() * b.x(); };
  while (hull.size() > 4) {
    const std::size_t count = hull.size();
    double least = 1e18;
    std::size_t drop = count;
    Eigen::Vector2d tip{0, 0};
    for (std::size_t i = 0; i < count; ++i) {
      const Eigen::Vector2d before = hull[(i + count - 1) % count], from = hull[i], to = hull[(i + 1) % count],
                            after = hull[(i + 2) % count];
      // The neighbors of an edge must meet beyond it.
      if (turn(from - before, after - to) * turn(from - before, to - from) <= 0) continue;
      const Eigen::Vector2d meet = crossing(before, from, to, after);
      const double area = std::abs(turn(meet - from, to - from));
      if (area >= least) continue;
      least = area;
      drop = i;
      tip = meet;
    }
    if (drop == count) return {};
    hull[drop] = tip;
    hull.erase(hull.begin() + static_cast<std::ptrdiff_t>((drop + 1) % count));
  }
  return hull.size() == 4 ? hull : Points{};
}

/// Picture -> plane in which the group stands upright, by the shape around it; zeros if there is none.
Eigen::Matrix3d upright_by_outline(const std::vector<Quad>& quads, const Group& group) {
  const Points around = quad_around(quads, group);
  if (around.empty()) return Eigen::Matrix3d::Zero();
  const double width = 0.5 * ((around[1] - around[0]).norm() + (around[2] - around[3]).norm());
  const double height = 0.5 * ((around[3] - around[0]).norm() + (around[2] - around[1]).norm());
  return fit_homography(around, {{0, 0}, {width, 0}, {width, height}, {0, height}});
}

/// The same by the sides of the quad in the middle of the group: for groups whose outline is no quad.
Eigen::Matrix3d upright_by_middle(const std::vector<Quad>& quads, const Group& group) {
  Eigen::Vector2d mean{0, 0};
  for (const std::size_t i : group) mean += quads[i].center / static_cast<double>(group.size());
  const auto farther = [&](std::size_t a, std::size_t b) {
    return (quads[a].center - mean).norm() < (quads[b].center - mean).norm();
  };
  const Quad& middle = quads[*std::min_element(group.begin(), group.end(), farther)];
  Eigen::Matrix3d from = Eigen::Matrix3d::Identity();
  from.block<2, 1>(0, 0) =
      0.5 * (middle.corners[1] - middle.corners[0] + middle.corners[2] - middle.corners[3]) / middle.side;
  from.block<2, 1>(0, 1) =
      0.5 * (middle.corners[3] - middle.corners[0] + middle.corners[2] - middle.corners[1]) / middle.side;
  from.block<2, 1>(0, 2) = middle.center;
  return from.inverse();
}

/// Whole numbers for values that stand in clusters; a gap of two spacings skips a number.
std::vector<int> numbered(const std::vector<double>& values, double tolerance) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<std::vector<std::size_t>> clusters;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || values[order[i]] - values[order[i - 1]] > tolerance) clusters.emplace_back();
    clusters.back().push_back(order[i]);
  }
  std::vector<double> centers, gaps;
  for (const auto& cluster : clusters) {
    double mean = 0;
    for (const std::size_t i : cluster) mean += values[i] / static_cast<double>(cluster.size());
    centers.push_back(mean);
    if (centers.size() > 1) gaps.push_back(mean - centers[centers.size() - 2]);
  }
  std::vector<double> sorted = gaps;
  std::sort(sorted.begin(), sorted.end());
  std::vector<int> numbers(values.size(), 0);
  int number = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (i > 0) number += std::max(1, static_cast<int>(std::lround(gaps[i - 1] / sorted[(sorted.size() - 1) / 2])));
    for (const std::size_t member : clusters[i]) numbers[member] = number;
  }
  return numbers;
}

std::vector<Cell> cells_of(const std::vector<Quad>& quads, const Group& group, const Eigen::Matrix3d& upright) {
  std::vector<double> x, y;
  double side = 0;
  for (const std::size_t i : group) {
    const Eigen::Vector2d center = transform(upright, quads[i].center);
    if (!center.allFinite()) return {};
    x.push_back(center.x());
    y.push_back(center.y());
    side += (transform(upright, quads[i].corners[2]) - transform(upright, quads[i].corners[0])).norm() /
            (std::sqrt(2.0) * static_cast<double>(group.size()));
  }
  const auto columns = numbered(x, 0.5 * side), rows = numbered(y, 0.5 * side);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < group.size(); ++i) cells.emplace_back(columns[i], rows[i]);
  return cells;
}

/// Fit over all members, then over those that lie in their cells; one member a cell.
Lattice fitted(const std::vector<Quad>& quads, const Group& group, const std::vector<Cell>& cells) {
  constexpr double kTolerance = 0.25;  // sides
  Points from, to;
  std::set<Cell> taken;
  double side = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!taken.insert(cells[i]).second) continue;
    from.emplace_back(cells[i].first, cells[i].second);
    to.push_back(quads[group[i]].center);
    side += quads[group[i]].side;
  }
  Lattice lattice;
  std::vector<bool> inliers;
  const double tolerance = kTolerance * side / static_cast<double>(std::max<std::size_t>(1, from.size()));
  lattice.homography = fit_homography_robust(from, to, tolerance, inliers);
  if (lattice.homography.isZero()) return lattice;
  std::set<int> columns, rows;
  Eigen::Vector2d mean{0, 0};
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!inliers[i]) continue;
    lattice.cells.emplace_back(static_cast<int>(from[i].x()), static_cast<int>(from[i].y()));
    columns.insert(lattice.cells.back().x());
    rows.insert(lattice.cells.back().y());
    mean += from[i];
  }
  if (columns.size() < 2 || rows.size() < 2) lattice.cells.clear();
  if (!lattice.cells.empty())
    lattice.pitch_px = local_pitch(lattice.homography, mean / static_cast<double>(lattice.cells.size()));
  return lattice;
}

}  // namespace

std::vector<Lattice> cluster_quads(const std::vector<Quad>& quads, double patch_fraction) {
  constexpr std::size_t kLeastCells = 8;
  constexpr double kReach = 1.3;  // pitches: neighbors in a row, tilted, but not those across a corner
  std::vector<Lattice> lattices;
  for (const auto& group : linked(quads, kReach / patch_fraction)) {
    Lattice best;
    for (const Eigen::Matrix3d& upright : {upright_by_outline(quads, group), upright_by_middle(quads, group)}) {
      if (upright.isZero() || !upright.allFinite()) continue;
      const auto cells = cells_of(quads, group, upright);
      if (cells.empty()) continue;
      Lattice lattice = fitted(quads, group, cells);
      if (lattice.cells.size() > best.cells.size()) best = std::move(lattice);
    }
    if (best.cells.size() >= kLeastCells && best.pitch_px > 0) lattices.push_back(std::move(best));
  }
  std::stable_sort(lattices.begin(), lattices.end(),
                   [](const Lattice& a, const Lattice& b) { return a.cells.size() > b.cells.size(); });
  return lattices;
}

}  // namespace shadematch::inline v0
