// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <cstddef>

#include <shadematch/export.hpp>
#include <shadematch/response/capture_tone.hpp>

namespace shadematch::inline v0 {

/// Where a value lies between the knots of a CaptureTone, whatever its slopes.
struct TonePlace {
  std::size_t from = 0, to = 0;  ///< the knots around it, that towards middle gray first; equal beyond the last ones
  double way = 0;                ///< in t, from the first knot; negative towards black
  double share = 0;              ///< of the way to the second knot
};

/// @param ln_value  ln of the stored value.
[[nodiscard]] SHADEMATCH_API TonePlace tone_place(double ln_value);

/// A CaptureTone for many values, and what its slopes do to them: integrals up to the knots are taken once.
class SHADEMATCH_API ToneTable {
 public:
  using Slopes = std::array<double, CaptureTone::kKnots>;

  explicit ToneTable(const CaptureTone& tone);

  struct Value {
    double ln_light = 0;            ///< CaptureTone::ln_light
    double ln_slope = 0;            ///< CaptureTone::ln_slope_at
    double by_from = 0, by_to = 0;  ///< d ln_light / d ln slope at the knots, beside what these do to the first knot
  };
  [[nodiscard]] Value at(const TonePlace& place) const;

  /// Adds the slopes' part of d (by_light ln_light + by_slope ln_slope): call it for all places, then gradient().
  void add(const TonePlace& place, const Value& value, double by_light, double by_slope);
  /// The sum of what was added, by each ln slope.
  [[nodiscard]] Slopes gradient() const;

 private:
  Slopes ln_slope_, slope_;
  Slopes ln_light_{};                                   ///< at the knots
  std::array<Slopes, CaptureTone::kKnots> by_slope_{};  ///< d ln_light_ / d ln slope
  Slopes here_{}, at_knots_{};  ///< sums: by the slopes at both ends of a place, and by the light at its first knot
};

}  // namespace shadematch::inline v0
