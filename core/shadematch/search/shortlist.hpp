// SPDX-License-Identifier: Apache-2.0
// Private: the rows that may be among the k nearest, chosen by floats, ranked by the formula in double.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <shadematch/search/ranked_row.hpp>

namespace shadematch::inline v0 {

/// The kernel's floats err by 1e-5 of the difference (where a mean hue passes 360 degrees; half of that elsewhere) and
/// by what rounding Lab to float costs, 1e-5 in the range of ColorTable; both for a row and for the k-th best of them.
inline double widened(double delta_e) {
  return delta_e * (1.0 + 2e-5) + 4e-5;
}

/// Whether rounding to floats may turn opposite hues the other way round, where CIEDE2000 jumps: such pairs are scored
/// in double.
inline bool nearly_opposite(double a1, double b1, double a2, double b2) {
  if (!(a1 * a2 + b1 * b2 < 0.0)) return false;
  const double plus = a1 * b2, minus = a2 * b1;
  return std::abs(plus - minus) <= 1e-6 * (std::abs(plus) + std::abs(minus));
}

class Shortlist {
 public:
  explicit Shortlist(std::size_t k) : k_(k) {
    best_.reserve(std::min<std::size_t>(k, 64));
    candidates_.reserve(256);
  }

  /// Squared difference up to which a row may be among the k nearest.
  [[nodiscard]] float keep_squared() const { return keep_squared_; }
  /// The same as a difference, infinite until there are k rows.
  [[nodiscard]] double keep() const { return keep_; }

  void push(std::size_t row, float squared) {
    if (squared <= keep_squared_) take(static_cast<std::uint32_t>(row), std::max(squared, 0.0F));
  }
  /// push() for `size` rows from `first` on, faster while the list is empty.
  void push_first(std::size_t first, const float* squared, std::size_t size);
  /// Lowers the threshold to widened(delta_e): k rows are known to be no farther.
  void expect_within(double delta_e);
  /// Lowers the threshold to this one, which is that of another list.
  void lower_to(double keep);
  /// Takes the rows of another list in; they are none of this one's.
  void merge(const Shortlist& other);

  /// The k nearest, ranked by what `score` makes of a pushed number: a row and its difference in double. Equal ones by
  /// row.
  template <typename Score>
  [[nodiscard]] std::vector<RankedRow> ranked(Score score) const {
    std::vector<RankedRow> rows;
    for (const Candidate& candidate : candidates_) {
      if (candidate.squared <= keep_squared_) rows.push_back(score(candidate.row));
    }
    sort_and_cut(rows);
    return rows;
  }

 private:
  struct Candidate {
    float squared;
    std::uint32_t row;
  };

  void take(std::uint32_t row, float squared);
  void sort_and_cut(std::vector<RankedRow>& rows) const;

  std::size_t k_;
  std::vector<float> best_;            ///< heap of the k least squares
  std::vector<Candidate> candidates_;  ///< a superset of those within keep()
  std::size_t compact_at_ = 256;
  double keep_ = HUGE_VAL;
  float keep_squared_ = HUGE_VALF;
};

}  // namespace shadematch::inline v0
