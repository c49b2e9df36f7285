// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <shadematch/chart/placement.hpp>

namespace shadematch::inline v0 {
namespace {

/// What one lattice point shows.
struct Look {
  Eigen::Array3d color = Eigen::Array3d::Zero();
  double spread = 0;
  bool visible = false;
  bool clipped = false;
};

/// Median and mean standard deviation of 7 x 7 points within 0.16 pitch of a lattice point.
class Looker {
 public:
  Looker(const Photo& photo, const SearchPicture& picture, const Eigen::Matrix3d& homography)
      : photo_(photo), picture_(picture), homography_(homography) {}

  const Look& at(const Eigen::Vector2d& place) {
    const std::pair<double, double> key{place.x(), place.y()};
    const auto found = looks_.find(key);
    if (found != looks_.end()) return found->second;
    return looks_.emplace(key, look(place)).first->second;
  }

 private:
  [[nodiscard]] Look look(const Eigen::Vector2d& cell) const;
  [[nodiscard]] bool clipped_at(const Eigen::Vector2d& point) const;

  const Photo& photo_;
  const SearchPicture& picture_;
  Eigen::Matrix3d homography_;
  std::map<std::pair<double, double>, Look> looks_;
};

bool Looker::clipped_at(const Eigen::Vector2d& point) const {
  const Eigen::Vector2d there = transform(picture_.to_photo(), point);
  const int x = std::clamp(static_cast<int>(std::lround(there.x())), 0, photo_.width - 1);
  const int y = std::clamp(static_cast<int>(std::lround(there.y())), 0, photo_.height - 1);
  return photo_.clipped_high(x, y);
}

Look Looker::look(const Eigen::Vector2d& cell) const {
  constexpr int kSide = 7;
  constexpr double kReach = 0.16, kClippedShare = 0.05, kPatchHalf = 0.4;
  Look result;
  for (const double x : {-kPatchHalf, kPatchHalf}) {
    for (const double y : {-kPatchHalf, kPatchHalf}) {
      const Eigen::Vector2d corner = transform(homography_, cell + Eigen::Vector2d(x, y));
      if (!corner.allFinite() || !inside(picture_.linear, corner)) return result;
    }
  }
  std::array<std::array<float, std::size_t{kSide} * kSide>, 3> values{};
  int clipped = 0;
  for (int i = 0; i < kSide * kSide; ++i) {
    const int column = i % kSide;
    const int row = i / kSide;
    const Eigen::Vector2d offset(kReach * (column - 3) / 3.0, kReach * (row - 3) / 3.0);
    const Eigen::Vector2d point = transform(homography_, cell + offset);
    const cv::Vec3f color = sample(picture_.linear, point.x(), point.y());
    for (int channel = 0; channel < 3; ++channel) {
      values[static_cast<std::size_t>(channel)][static_cast<std::size_t>(i)] = color[channel];
    }
    clipped += clipped_at(point) ? 1 : 0;
  }
  for (int channel = 0; channel < 3; ++channel) {
    auto& list = values[static_cast<std::size_t>(channel)];
    double mean = 0, square = 0;
    for (const float value : list) {
      mean += static_cast<double>(value) / (kSide * kSide);
      square += static_cast<double>(value) * static_cast<double>(value) / (kSide * kSide);
    }
    result.spread += std::sqrt(std::max(0.0, square - mean * mean)) / 3;
    std::nth_element(list.begin(), list.begin() + list.size() / 2, list.end());
    result.color[channel] = static_cast<double>(list[list.size() / 2]);
  }
  result.visible = result.color.isFinite().all();
  result.clipped = clipped > kClippedShare * kSide * kSide;
  return result;
}

/// Chart cell (column, row) -> lattice cell: origin + column * right + row * down.
struct Lay {
  Eigen::Vector2i origin{0, 0}, right{1, 0}, down{0, 1};
  [[nodiscard]] Eigen::Vector2d place(const Eigen::Vector2d& position) const {
    return origin.cast<double>() + position.x() * right.cast<double>() + position.y() * down.cast<double>();
  }
  [[nodiscard]] Eigen::Matrix3d matrix() const {
    Eigen::Matrix3d map;
    map << right.x(), down.x(), origin.x(), right.y(), down.y(), origin.y(), 0, 0, 1;
    return map;
  }
};

/// The eight ways to turn and mirror, origin such that the window starts at (0, 0).
Lay turned(const ChartDefinition& definition, int quarter, bool mirrored) {
  static const std::array<Eigen::Vector2i, 4> directions{Eigen::Vector2i(1, 0), Eigen::Vector2i(0, 1),
                                                         Eigen::Vector2i(-1, 0), Eigen::Vector2i(0, -1)};
  Lay lay;
  lay.right = directions[static_cast<std::size_t>(quarter)];
  lay.down = directions[static_cast<std::size_t>((quarter + 1) % 4)];
  if (mirrored) lay.down = -lay.down;
  const Eigen::Vector2i far = (definition.columns - 1) * lay.right + (definition.rows - 1) * lay.down;
  lay.origin = -far.cwiseMin(Eigen::Vector2i(0, 0));
  return lay;
}

/// Counts occupied lattice cells in a window.
class Occupancy {
 public:
  explicit Occupancy(const Lattice& lattice) : low_(lattice.lowest()), size_(lattice.highest() - low_) {
    size_ += Eigen::Vector2i(1, 1);
    taken_.assign(static_cast<std::size_t>(size_.x()) * static_cast<std::size_t>(size_.y()), 0);
    for (const auto& cell : lattice.cells) taken_[index(cell)] = 1;
  }
  [[nodiscard]] int count(const Eigen::Vector2i& from, const Eigen::Vector2i& size) const {
    int sum = 0;
    for (int y = std::max(from.y(), low_.y()); y < std::min(from.y() + size.y(), low_.y() + size_.y()); ++y) {
      for (int x = std::max(from.x(), low_.x()); x < std::min(from.x() + size.x(), low_.x() + size_.x()); ++x) {
        sum += taken_[index({x, y})];
      }
    }
    return sum;
  }

 private:
  [[nodiscard]] std::size_t index(const Eigen::Vector2i& cell) const {
    return static_cast<std::size_t>((cell.y() - low_.y()) * size_.x() + cell.x() - low_.x());
  }
  Eigen::Vector2i low_, size_;
  std::vector<char> taken_;
};

SeenColors gather(const ChartDefinition& definition, const Lay& lay, Looker& looker) {
  const auto count = static_cast<std::size_t>(definition.patch_count());
  SeenColors seen;
  seen.linear.resize(definition.patch_count(), 3);
  seen.spread.resize(count);
  seen.visible.resize(count);
  seen.clipped.resize(count);
  for (int number = 0; number < definition.patch_count(); ++number) {
    const auto i = static_cast<std::size_t>(number);
    const Look& look = looker.at(lay.place(definition.position(number)));
    seen.linear.row(number) = look.color.transpose();
    seen.spread[i] = look.spread;
    seen.visible[i] = look.visible ? 1 : 0;
    seen.clipped[i] = look.clipped ? 1 : 0;
  }
  return seen;
}

bool enough_visible(const SeenColors& seen) {
  const auto visible = std::count(seen.visible.begin(), seen.visible.end(), 1);
  return visible * 24 >= 12 * std::ssize(seen.visible);
}

/// The same without patches that light spoils: clipped, or far from flat. Nothing is lost if they were good.
SeenColors without_spoiled(SeenColors seen) {
  constexpr double kNotFlat = 0.12;
  for (std::size_t i = 0; i < seen.visible.size(); ++i) {
    const double mean = seen.linear.row(static_cast<Eigen::Index>(i)).mean();
    if (seen.clipped[i] != 0 || seen.spread[i] > kNotFlat * (mean + 0.03)) seen.visible[i] = 0;
  }
  return seen;
}

struct Best {
  Lay lay;
  ColorScore colors;
  double score = -1;
  int occupied = 0;
  int around = 0;
};

void keep_best(Best&& candidate, Best& best, double& runner_up) {
  if (candidate.score > best.score) {
    runner_up = std::max(runner_up, best.score);
    best = std::move(candidate);
  } else {
    runner_up = std::max(runner_up, candidate.score);
  }
}

}  // namespace

int ChartSearch::least_occupied() const {
  return std::max(8, (2 * definition_.patch_count() + 6) / 7);
}

ColorScore ChartSearch::score_colors(const SeenColors& seen, double hopeless_below) const {
  ColorScore all = color_score(seen, reference_, hopeless_below);
  if (all.value >= PlacementRules{}.score) return all;
  const SeenColors clean = without_spoiled(seen);
  if (clean.visible == seen.visible || !enough_visible(clean)) return all;
  ColorScore score = color_score(clean, reference_, hopeless_below);
  if (score.value <= -1) return all;
  // What light has spoiled speaks neither for the chart nor against it.
  score.value += kIgnored *
                 static_cast<double>(std::count(seen.visible.begin(), seen.visible.end(), 1) -
                                     std::count(clean.visible.begin(), clean.visible.end(), 1)) *
                 24.0 / definition_.patch_count();
  return score.value > all.value ? score : all;
}

std::optional<Placement> ChartSearch::place(const SearchPicture& picture, const Lattice& lattice) const {
  constexpr double kHopeless = 0.5;
  const Occupancy occupancy(lattice);
  Looker looker(photo_, picture, lattice.homography);
  Best best;
  double runner_up = -1, mirrored_score = -1;
  const Eigen::Vector2i low = lattice.lowest(), high = lattice.highest();
  for (int way = 0; way < 8; ++way) {
    const bool mirrored = way >= 4, upright = way % 2 == 0;
    const Lay start = turned(definition_, way % 4, mirrored);
    const Eigen::Vector2i size = upright ? Eigen::Vector2i(definition_.columns, definition_.rows)
                                         : Eigen::Vector2i(definition_.rows, definition_.columns);
    const Eigen::Vector2i reach = size / 2;
    const Eigen::Vector2i first = low - reach, last = high + reach - size + Eigen::Vector2i(1, 1);
    for (int y = first.y(); y <= last.y(); ++y) {
      for (int x = first.x(); x <= last.x(); ++x) {
        const Eigen::Vector2i corner(x, y);
        Best candidate;
        candidate.occupied = occupancy.count(corner, size);
        if (candidate.occupied < least_occupied()) continue;
        candidate.lay = start;
        candidate.lay.origin += corner;
        const SeenColors seen = gather(definition_, candidate.lay, looker);
        if (!enough_visible(seen)) continue;
        candidate.colors = score_colors(seen, kHopeless);
        if (candidate.colors.value <= -1) continue;
        candidate.score = candidate.colors.value + cover_bonus(candidate.occupied);
        if (mirrored) {
          if (candidate.colors.ramp && candidate.colors.diverse)
            mirrored_score = std::max(mirrored_score, candidate.score);
          continue;
        }
        candidate.around =
            occupancy.count(corner - Eigen::Vector2i(1, 1), size + Eigen::Vector2i(2, 2)) - candidate.occupied;
        keep_best(std::move(candidate), best, runner_up);
      }
    }
  }
  if (best.score <= -1 && mirrored_score <= -1) return {};
  Placement placement;
  placement.homography = picture.to_photo() * lattice.homography * best.lay.matrix();
  placement.colors = std::move(best.colors);
  placement.score = best.score;
  placement.runner_up = runner_up;
  placement.mirrored = mirrored_score;
  placement.occupied = best.occupied;
  placement.around = best.around;
  placement.pitch_px = lattice.pitch_px / picture.scale;
  return placement;
}

ColorScore ChartSearch::score_of(const SearchPicture& picture, const Eigen::Matrix3d& to_picture) const {
  Looker looker(photo_, picture, to_picture);
  return score_colors(gather(definition_, Lay{}, looker), -1);
}

double ChartSearch::cover_bonus(int occupied) const {
  return 0.096 * std::min(1.0, static_cast<double>(occupied) / definition_.patch_count());
}

bool ChartSearch::passes(const Placement& placement) const {
  const PlacementRules rules;
  const int ring = 2 * (definition_.columns + definition_.rows) + 4;
  const bool order = placement.colors.ramp || placement.score >= rules.score_without_ramp;
  return placement.score >= rules.score && order && placement.colors.diverse &&
         placement.score - placement.runner_up >= rules.lead && placement.mirrored < placement.score - rules.lead &&
         2 * placement.around < ring;
}

}  // namespace shadematch::inline v0
