// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// How a mix differs from the target, for a person: "2.1 lighter, slightly warmer, much less saturated".
/// Lightness comes first, it is what the eye sees most, as a number of L*. Warmth is the movement along hue 50 degrees
/// of the a*b* plane, the warm pole of color emotion (Ou et al. 2004 [ou2004]); saturation is the change of chroma
/// C*ab. Changes below 0.5 are not named, below 2 they are "slightly", from 5 on "much". Nothing to name: "same color".
[[nodiscard]] SHADEMATCH_API std::string difference_words(const Lab& target, const Lab& mix);

}  // namespace shadematch::inline v0
