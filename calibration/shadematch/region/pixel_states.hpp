// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <shadematch/camera/lab_image.hpp>
#include <shadematch/export.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// What measure() makes of a pixel.
enum class PixelState : std::uint8_t { kOutside = 0, kValid = 1, kBlown = 2, kGlare = 3 };

/// State of every pixel of the image, row by row, for drawing. @throws std::invalid_argument as measure().
[[nodiscard]] SHADEMATCH_API std::vector<std::uint8_t> pixel_states(const LabImage& image, const Region& region);

}  // namespace shadematch::inline v0
