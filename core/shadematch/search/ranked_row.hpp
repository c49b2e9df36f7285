// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace shadematch::inline v0 {

/// A row of a table and its CIEDE2000 difference from the target.
struct RankedRow {
  std::size_t row{};
  double delta_e{};

  friend bool operator==(const RankedRow&, const RankedRow&) = default;
};

}  // namespace shadematch::inline v0
