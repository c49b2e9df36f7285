// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Lab in cylinder coordinates: lightness, chroma >= 0, hue angle in degrees in [0, 360), 0 for greys.
struct LCh {
  double L{}, C{}, h{};

  friend bool operator==(const LCh&, const LCh&) = default;
};

/// Chroma and hue of a Lab color. NaN passes through. Source: CIE 015:2018 [cie015].
[[nodiscard]] SHADEMATCH_API LCh lch_from_lab(const Lab& lab);
/// Rows become (L*, C*, h).
[[nodiscard]] SHADEMATCH_API LabTable lch_from_lab(const Eigen::Ref<const LabTable>& lab);

/// Inverse of lch_from_lab; any hue angle is taken.
[[nodiscard]] SHADEMATCH_API Lab lab_from_lch(const LCh& lch);
[[nodiscard]] SHADEMATCH_API LabTable lab_from_lch(const Eigen::Ref<const LabTable>& lch);

}  // namespace shadematch::inline v0
