// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include <shadematch/export.hpp>
#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/photo/read_photo.hpp>

namespace shadematch::inline v0 {

/// Borrowed pixels without gaps: height x width x channels, row by row.
struct SampleArray {
  int width = 0;
  int height = 0;
  int channels = 3;  ///< 1 (gray) or 3 (RGB)
  std::variant<std::span<const std::uint8_t>, std::span<const std::uint16_t>, std::span<const float>> samples;
};

struct ArrayOptions {
  /// If unknown, the color space of `exif` counts, then sRGB with the warning `profile_missing`.
  ColorEncoding encoding = NamedEncoding::kUnknown;
  std::optional<IccProfile> profile;  ///< as in ReadOptions: applied instead of `encoding`
  double full_scale = 0;              ///< code that stands for 1; 0: 255, 65535 or 1.0 by sample type
  int orientation = 1;                ///< EXIF orientation of the pixels, 1-8; applied once
  std::string format = "array";       ///< for the metadata
  int bits_per_sample = 0;            ///< as stored in the file; 0: by sample type
  std::span<const std::byte> exif;    ///< TIFF structure; its metadata is kept, its orientation is not used
  std::span<const std::byte> file;    ///< the file that was decoded, for its SHA-256; may be empty
  ReadLimits limits;
};

/// A photograph from pixels that another decoder made (HEIC, raw, a test). The same path as read_photo after decoding:
/// encoding, clipping flags from the codes, orientation.
/// @throws std::invalid_argument  if the sizes do not fit, or full_scale or orientation are out of range.
/// @throws UnsupportedImage  not_finite, out_of_range, hdr_transfer, profile_unusable.   @throws LimitExceeded  pixels,
/// side, icc_bytes.
[[nodiscard]] SHADEMATCH_API Photo photo_from_array(const SampleArray& array, const ArrayOptions& options = {});

/// For decoders outside: holds file and image against the limits before pixels exist.
/// @param format  as photo_format says it.   @throws LimitExceeded   @throws UnsupportedImage (damaged) without pixels.
SHADEMATCH_API void check_photo_size(const std::string& format, std::uint64_t file_bytes, std::uint64_t width,
                                     std::uint64_t height, const ReadLimits& limits);

}  // namespace shadematch::inline v0
