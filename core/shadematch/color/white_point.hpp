// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/xyz.hpp>

namespace shadematch::inline v0 {

/// The white of the ICC connection space (D50, CIE 1931 2 degree observer), and of every Lab in shadematch
/// whose name does not say otherwise. Source: ICC.1:2022 [icc2022], rounded as stored in profiles.
inline constexpr XYZ kWhiteD50{0.9642, 1.0, 0.8249};

/// CIE standard illuminant D65, 2 degree observer. Source: CIE 015:2018 [cie015].
inline constexpr XYZ kWhiteD65{0.95047, 1.0, 1.08883};

}  // namespace shadematch::inline v0
