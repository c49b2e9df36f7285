// SPDX-License-Identifier: Apache-2.0
// Private: rows of pixels -> CIE Lab. The same in vectors (lab_rows.cpp) and, for builds without Highway, one by one
// (lab_rows_plain.cpp); both within 5e-4 CIE76 of the formula in double. A pixel's result does not depend on the span
// that it comes in. NaN in, NaN out.
#pragma once

#include <cstdint>

#include <shadematch/export.hpp>
#include <shadematch/pixels/pixel_map.hpp>

namespace shadematch::inline v0 {

/// @param rgb, lab  count x 3, interleaved; may be the same.
SHADEMATCH_API void lab_from_values(const PixelMap& map, const float* rgb, const PixelSpan& span, float* lab);
/// 8-bit codes.
SHADEMATCH_API void lab_from_codes(const CodeMap& map, const std::uint8_t* rgb, const PixelSpan& span, float* lab);

SHADEMATCH_API void lab_from_values_plain(const PixelMap& map, const float* rgb, const PixelSpan& span, float* lab);
SHADEMATCH_API void lab_from_codes_plain(const CodeMap& map, const std::uint8_t* rgb, const PixelSpan& span,
                                         float* lab);

}  // namespace shadematch::inline v0
