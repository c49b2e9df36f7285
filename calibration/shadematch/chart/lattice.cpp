// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include <shadematch/chart/blob_index.hpp>
#include <shadematch/chart/lattice.hpp>

namespace shadematch::inline v0 {
namespace {

using Cell = std::pair<int, int>;

struct Basis {
  Eigen::Vector2d right{0, 0}, down{0, 0};
};

bool within(double value, double low, double high) {
  return value >= low && value <= high;
}

double cross(const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
  return a.x() * b.y() - a.y() * b.x();
}

class Grower {
 public:
  Grower(const std::vector<Blob>& blobs, const LatticeLimits& limits)
      : blobs_(blobs), limits_(limits), index_(blobs), known_(blobs.size()) {}

  std::vector<Lattice> run();

 private:
  [[nodiscard]] std::vector<Eigen::Vector2d> steps_from(std::size_t seed) const;
  [[nodiscard]] bool seen(std::size_t seed, const Basis& basis) const;
  [[nodiscard]] std::map<Cell, std::size_t> grow(std::size_t seed, const Basis& basis) const;
  [[nodiscard]] bool complete(std::map<Cell, std::size_t> members, const Basis& basis);
  [[nodiscard]] std::map<Cell, std::size_t> recollect(const Eigen::Matrix3d& homography,
                                                      const std::map<Cell, std::size_t>& members) const;
  void try_seed(std::size_t seed);

  const std::vector<Blob>& blobs_;
  LatticeLimits limits_;
  BlobIndex index_;
  std::vector<std::vector<Basis>> known_;  ///< steps of the lattices that a blob belongs to
  std::set<std::vector<std::size_t>> distinct_;
  std::vector<Lattice> lattices_;
};

std::vector<Eigen::Vector2d> Grower::steps_from(std::size_t seed) const {
  const double side = std::sqrt(blobs_[seed].area);
  std::vector<Eigen::Vector2d> steps;
  for (const std::size_t other : index_.near(blobs_[seed].center, 2.1 * side)) {
    const Eigen::Vector2d step = blobs_[other].center - blobs_[seed].center;
    if (step.norm() < 0.95 * side || !within(blobs_[other].area / blobs_[seed].area, 0.5, 2.0)) continue;
    steps.push_back(step);
    if (steps.size() == 8) break;
  }
  return steps;
}

/// The lattice with these steps, or with the same turned by a quarter, is already there.
bool Grower::seen(std::size_t seed, const Basis& basis) const {
  const auto close = [](const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
    return (a - b).norm() < 0.15 * b.norm();
  };
  for (const auto& old : known_[seed]) {
    Basis turned = old;
    for (int quarter = 0; quarter < 4; ++quarter) {
      if (close(basis.right, turned.right) && close(basis.down, turned.down)) return true;
      turned = {turned.down, -turned.right};
    }
  }
  return false;
}

std::map<Cell, std::size_t> Grower::grow(std::size_t seed, const Basis& basis) const {
  std::map<Cell, std::size_t> members{{{0, 0}, seed}};
  std::map<Cell, Basis> bases{{{0, 0}, basis}};
  std::set<std::size_t> used{seed};
  std::deque<Cell> open{{0, 0}};
  while (!open.empty()) {
    const Cell cell = open.front();
    open.pop_front();
    const Blob& from = blobs_[members[cell]];
    const Basis local = bases[cell];
    for (const auto& [dx, dy] : {Cell{1, 0}, Cell{0, 1}, Cell{-1, 0}, Cell{0, -1}}) {
      const Cell next{cell.first + dx, cell.second + dy};
      if (members.count(next) > 0 || std::max(std::abs(next.first), std::abs(next.second)) > limits_.reach) continue;
      const Eigen::Vector2d step = dx * local.right + dy * local.down;
      for (const std::size_t other : index_.near(from.center + step, 0.28 * step.norm())) {
        if (used.count(other) > 0 || !within(blobs_[other].area / from.area, 0.45, 2.2)) continue;
        const Eigen::Vector2d observed = blobs_[other].center - from.center;
        Basis moved = local;
        if (dx != 0) moved.right = 0.5 * (local.right + dx * observed);
        if (dy != 0) moved.down = 0.5 * (local.down + dy * observed);
        members[next] = other;
        bases[next] = moved;
        used.insert(other);
        open.push_back(next);
        break;
      }
    }
  }
  return members;
}

bool spans(const std::map<Cell, std::size_t>& members) {
  std::set<int> columns, rows;
  for (const auto& [cell, blob] : members) {
    columns.insert(cell.first);
    rows.insert(cell.second);
  }
  return members.size() >= 8 && columns.size() >= 2 && rows.size() >= 2;
}

/// All blobs at lattice points near the members, nearest to its point first.
std::map<Cell, std::size_t> Grower::recollect(const Eigen::Matrix3d& homography,
                                              const std::map<Cell, std::size_t>& members) const {
  Eigen::Vector2d mean{0, 0};
  std::vector<double> areas;
  for (const auto& [cell, blob] : members) {
    mean += Eigen::Vector2d(cell.first, cell.second) / static_cast<double>(members.size());
    areas.push_back(blobs_[blob].area);
  }
  std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2), areas.end());
  const double median = areas[areas.size() / 2];
  std::map<Cell, std::size_t> found;
  for (int row = static_cast<int>(std::ceil(mean.y() - 7)); row <= mean.y() + 7; ++row) {
    for (int column = static_cast<int>(std::ceil(mean.x() - 7)); column <= mean.x() + 7; ++column) {
      const Eigen::Vector2d place(column, row);
      const Eigen::Vector2d point = transform(homography, place);
      if (!point.allFinite()) continue;
      for (const std::size_t blob : index_.near(point, 0.16 * local_pitch(homography, place))) {
        if (!within(blobs_[blob].area / median, 0.35, 2.9)) continue;
        found[{column, row}] = blob;
        break;
      }
    }
  }
  return found;
}

Eigen::Matrix3d fit(const std::vector<Blob>& blobs, const std::map<Cell, std::size_t>& members, double tolerance) {
  Points from, to;
  for (const auto& [cell, blob] : members) {
    from.emplace_back(cell.first, cell.second);
    to.push_back(blobs[blob].center);
  }
  std::vector<bool> inliers;
  return fit_homography_robust(from, to, tolerance, inliers);
}

/// Consensus fit, re-collection, refit; keeps the lattice if it is new.
bool Grower::complete(std::map<Cell, std::size_t> members, const Basis& basis) {
  const double shorter = std::min(basis.right.norm(), basis.down.norm());
  const Eigen::Matrix3d first = fit(blobs_, members, 0.12 * shorter);
  if (first.isZero()) return false;
  members = recollect(first, members);
  if (!spans(members)) return false;
  Lattice lattice;
  lattice.homography = fit(blobs_, members, 0.12 * shorter);
  if (lattice.homography.isZero()) return false;
  std::vector<std::size_t> ids;
  Eigen::Vector2d mean{0, 0};
  for (const auto& [cell, blob] : members) {
    lattice.cells.emplace_back(cell.first, cell.second);
    mean += Eigen::Vector2d(cell.first, cell.second) / static_cast<double>(members.size());
    ids.push_back(blob);
  }
  lattice.pitch_px = local_pitch(lattice.homography, mean);
  if (!(lattice.pitch_px > 0.5 * shorter && lattice.pitch_px < 2 * shorter)) return false;
  for (const auto& [cell, blob] : members) {
    const Eigen::Vector2d place(cell.first, cell.second);
    const Eigen::Vector2d here = transform(lattice.homography, place);
    known_[blob].push_back({transform(lattice.homography, place + Eigen::Vector2d(1, 0)) - here,
                            transform(lattice.homography, place + Eigen::Vector2d(0, 1)) - here});
  }
  std::sort(ids.begin(), ids.end());
  if (!distinct_.insert(ids).second) return false;
  lattices_.push_back(std::move(lattice));
  return true;
}

void Grower::try_seed(std::size_t seed) {
  const auto steps = steps_from(seed);
  for (const auto& right : steps) {
    for (const auto& down : steps) {
      const Basis basis{right, down};
      const double product = right.norm() * down.norm();
      if (cross(right, down) < 0.7 * product || !within(right.norm() / down.norm(), 0.55, 1.8)) continue;
      if (seen(seed, basis)) continue;
      const auto members = grow(seed, basis);
      if (spans(members)) static_cast<void>(complete(members, basis));
      if (lattices_.size() >= static_cast<std::size_t>(limits_.lattices)) return;
    }
  }
}

std::vector<Lattice> Grower::run() {
  std::vector<std::size_t> order(blobs_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto worth = [this](std::size_t i) { return blobs_[i].quality * std::min(std::sqrt(blobs_[i].area), 60.0); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
  order.resize(std::min(order.size(), static_cast<std::size_t>(limits_.seeds)));
  for (const std::size_t seed : order) {
    try_seed(seed);
    if (lattices_.size() >= static_cast<std::size_t>(limits_.lattices)) break;
  }
  std::stable_sort(lattices_.begin(), lattices_.end(),
                   [](const Lattice& a, const Lattice& b) { return a.cells.size() > b.cells.size(); });
  return std::move(lattices_);
}

}  // namespace

Eigen::Vector2i Lattice::lowest() const {
  Eigen::Vector2i low = cells.front();
  for (const auto& cell : cells) low = low.cwiseMin(cell);
  return low;
}

Eigen::Vector2i Lattice::highest() const {
  Eigen::Vector2i high = cells.front();
  for (const auto& cell : cells) high = high.cwiseMax(cell);
  return high;
}

std::vector<Lattice> grow_lattices(const std::vector<Blob>& blobs, const LatticeLimits& limits) {
  return Grower(blobs, limits).run();
}

}  // namespace shadematch::inline v0
