// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/spectrum.hpp>

namespace shadematch::inline v0 {

/// A CIE standard observer: its three color-matching functions.
struct Observer {
  int degrees;  ///< field of view: 2 (CIE 1931) or 10 (CIE 1964)
  Spectrum x, y, z;
};

/// Standard observer by its field of view, 360..830 nm every 1 nm. Source: CIE 018:2019 [cie018].
/// @throws std::invalid_argument unless 2 or 10.
[[nodiscard]] SHADEMATCH_API Observer observer(int degrees);

}  // namespace shadematch::inline v0
