// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <shadematch/photo/bytes.hpp>
#include <shadematch/photo/read_photo.hpp>

namespace shadematch::inline v0 {

/// What the markers of a JPEG file say, before any decoding.
struct JpegMarkers {
  std::uint32_t width = 0, height = 0, components = 0;
  std::uint32_t scans = 0;
  bool every_component_scanned = false;
  bool has_end = false;
  bool icc_damaged = false;  ///< segments of a profile are missing, doubled or disagree
  std::vector<std::byte> icc;
  Bytes exif;  ///< after "Exif\0\0"; empty if there is none
};

/// Walks the markers up to the first end marker and holds them against the limits.
/// @throws UnsupportedImage  truncated, damaged, bit_depth, cmyk, channels.   @throws LimitExceeded
[[nodiscard]] JpegMarkers read_jpeg_markers(Bytes bytes, const ReadLimits& limits);

}  // namespace shadematch::inline v0
