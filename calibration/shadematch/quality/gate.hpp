// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// What a gate says of a value: use it, use it with care, do not use it.
enum class GateVerdict { kGreen, kAmber, kRed };

/// "green", "amber" or "red".
[[nodiscard]] SHADEMATCH_API std::string_view to_string(GateVerdict verdict);

/// One row of quality/data/capture_gates.csv: a limit that a photograph must keep.
struct Gate {
  std::string id;
  std::string unit;
  bool at_most = true;          ///< small values are good; false: large ones
  double green = 0, amber = 0;  ///< the last value that is green, amber
  std::optional<double> floor;  ///< the last value that an override may let pass
  std::string sentence;         ///< what the person with the camera should do
  std::string reason;           ///< why the gate is there

  /// NaN is red.
  [[nodiscard]] SHADEMATCH_API GateVerdict judge(double value) const;
  /// Whether a red value may be let pass by hand.
  [[nodiscard]] SHADEMATCH_API bool may_override(double value) const;
};

/// "published-values", "measured-values".
[[nodiscard]] SHADEMATCH_API std::vector<std::string> gate_profiles();

/// All gates of a profile, in the order in which they are reported.
/// @throws std::invalid_argument for an unknown profile, with those that exist.
[[nodiscard]] SHADEMATCH_API const std::vector<Gate>& capture_gates(std::string_view profile);

}  // namespace shadematch::inline v0
