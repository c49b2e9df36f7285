// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <shadematch/camera/lab_image.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// Pixels of a region, row by row, one array for each thing that is known of them.
struct RegionPixels {
  std::vector<float> L, a, b;
  std::vector<std::uint32_t> at;       ///< place among the image's pixels
  std::vector<std::uint8_t> clipping;  ///< ClippingBit flags

  [[nodiscard]] std::size_t count() const { return L.size(); }
  /// Leaves those alone for which `keep` is not 0.
  void keep(std::span<const std::uint8_t> keep);
};

/// The pixels of the image under the mask; only these are converted. Those that are no numbers are left out: a photo
/// built in memory may hold NaN, which no median can order.
/// @param region  inside the image.
[[nodiscard]] RegionPixels region_pixels(const LabImage& image, const Region& region);

}  // namespace shadematch::inline v0
