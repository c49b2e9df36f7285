// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <cstdint>
#include <span>

#include <shadematch/camera/lab_image.hpp>
#include <shadematch/memory/large_pages.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// Pixels of a region, row by row, one array for each thing that is known of them.
struct RegionPixels {
  LargeVector<float> L, a, b;
  LargeVector<std::uint32_t> at;       ///< place among the image's pixels
  LargeVector<std::uint8_t> clipping;  ///< ClippingBit flags

  [[nodiscard]] std::size_t count() const { return L.size(); }
  /// Leaves those alone for which `keep` is not 0.
  void keep(std::span<const std::uint8_t> keep);
};

/// The pixels of the image under the mask; only these are converted. Those that are no numbers are left out: a photo
/// built in memory may hold NaN, which no median can order.
/// @param region  inside the image.
[[nodiscard]] RegionPixels region_pixels(const LabImage& image, const Region& region, ThreadPool& pool);

/// The image's threads if the region is large enough for them.
[[nodiscard]] int threads_for(const LabImage& image, const Region& region);

}  // namespace shadematch::inline v0
