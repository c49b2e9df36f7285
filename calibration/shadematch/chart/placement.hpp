// SPDX-License-Identifier: Apache-2.0
// Private: step three of the finder, the chart laid onto a lattice in every way it could lie.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include <shadematch/chart/color_score.hpp>
#include <shadematch/chart/lattice.hpp>
#include <shadematch/chart/search_picture.hpp>

namespace shadematch::inline v0 {

/// One way to lay the chart onto the picture.
struct Placement {
  Eigen::Matrix3d homography = Eigen::Matrix3d::Identity();  ///< chart (column, row) -> photo pixels
  ColorScore colors;
  double score = -1;
  double runner_up = -1;  ///< best other order or offset on the same lattice
  double mirrored = -1;   ///< best mirrored order on the same lattice that passes the two tests
  int occupied = 0;       ///< patches that a region of the search covers
  int around = 0;         ///< regions on lattice points just outside the chart
  double pitch_px = 0;    ///< in the photo
};

/// Rules of a chart that can be trusted, on the search picture.
struct PlacementRules {
  double score = 0.70;
  double lead = 0.10;
  double score_without_ramp = 0.85;  ///< where covers or glare lie on the neutrals; a covered card reaches 0.74
};

class ChartSearch {
 public:
  ChartSearch(const Photo& photo, const ChartDefinition& definition, const ReferenceColors& reference)
      : photo_(photo), definition_(definition), reference_(reference) {}

  /// Best placement on a lattice of this picture; nothing if no window covers enough regions.
  [[nodiscard]] std::optional<Placement> place(const SearchPicture& picture, const Lattice& lattice) const;

  /// Score of one given placement, `to_picture` = chart -> search picture.
  [[nodiscard]] ColorScore score_of(const SearchPicture& picture, const Eigen::Matrix3d& to_picture) const;

  /// What regions on the patches add to the score.
  [[nodiscard]] double cover_bonus(int occupied) const;

  [[nodiscard]] bool passes(const Placement& placement) const;
  [[nodiscard]] int least_occupied() const;

 private:
  /// Of all patches or, where that is not enough, of those that light has not spoiled.
  [[nodiscard]] ColorScore score_colors(const SeenColors& seen, double hopeless_below) const;

  const Photo& photo_;
  const ChartDefinition& definition_;
  const ReferenceColors& reference_;
};

}  // namespace shadematch::inline v0
