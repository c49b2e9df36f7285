// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// Largest input that is read. Exceeding one is LimitExceeded, raised before the memory would be allocated.
struct ReadLimits {
  std::uint64_t jpeg_file_bytes = 40'000'000;    ///< a 48 MP phone photograph is below 30 MB; also HEIC
  std::uint64_t other_file_bytes = 256'000'000;  ///< PNG, TIFF, raw: a 12 MP 16-bit TIFF is 72 MB
  std::uint64_t pixels = 80'000'000;             ///< 80 MP are 960 MB as linear float
  std::uint32_t side = 20'000;                   ///< pixels, width and height
  /// Decoded bytes that one byte of a PNG or TIFF may stand for, if it decodes to more than `ratio_free_bytes`.
  std::uint64_t decoded_ratio = 200;
  std::uint64_t ratio_free_bytes = 256'000'000;       ///< flat charts of 12 MP reach 379 : 1 and must open
  std::uint64_t icc_bytes = 4'000'000;                ///< camera profiles are below 1 MB
  std::uint64_t exif_bytes = 65'536;                  ///< one JPEG segment
  std::uint32_t jpeg_scans = 256;                     ///< a progressive file has about 10
  std::uint64_t jpeg_scan_pixels = 1'000'000'000;     ///< scans x pixels: what an endless progressive file costs
  std::uint64_t jpeg_memory_bytes = 512'000'000;      ///< coefficients of an 80 MP progressive file: 480 MB
  std::uint32_t png_chunks = 128;                     ///< ancillary chunks kept
  std::uint64_t png_chunk_bytes = 8'000'000;          ///< one ancillary chunk, uncompressed
  std::uint64_t tiff_allocation_bytes = 512'000'000;  ///< one strip, tile or table of the TIFF decoder
};

struct ReadOptions {
  ReadLimits limits;
  /// ICC profile to apply instead of what the file says of itself: a camera's own, or one exported here.
  std::optional<IccProfile> profile;
};

/// Reads a JPEG, PNG or TIFF (8- or 16-bit, gray or RGB; TIFF also 32-bit float) as linear light, upright.
/// The kind is told by content, never by name. The embedded profile (ICC, PNG cICP or gAMA + cHRM) is applied; without
/// one the EXIF color space counts, else sRGB with the warning `profile_missing`. A profile that is damaged or
/// implausible gives the warning `profile_invalid` and is ignored. A profile of `options` is refused if it cannot be a
/// camera's (unreadable, wrong class, not finite, grays that do not rise); what is only unusual (device white, black or
/// gray that are none) is a warning: a chart in the photograph tells how good it is.
/// Warnings: profile_missing, profile_invalid, profile_white, profile_black, profile_gray, profile_range, grayscale,
/// alpha_dropped, missing_end, surplus_bytes, exif_invalid.
/// @throws UnsupportedImage  codes unreadable, empty, unknown_format, heic, raw, truncated, damaged, cmyk, lab,
/// palette,
///                           ycbcr, alpha, bit_depth, sample_format, channels, compression, hdr_transfer, not_finite,
///                           out_of_range, profile_unusable.
/// @throws LimitExceeded     the code is the member of ReadLimits.
[[nodiscard]] SHADEMATCH_API Photo read_photo(const std::filesystem::path& path, const ReadOptions& options = {});

/// The same from memory. @param source  names the bytes in messages; may be empty.
[[nodiscard]] SHADEMATCH_API Photo read_photo_bytes(std::span<const std::byte> bytes, const std::string& source,
                                                    const ReadOptions& options = {});

/// What the first bytes are: "jpeg", "png", "tiff", "heic", "raw" or "" for anything else.
/// Raw files with TIFF structure (DNG and others) are told from TIFF photographs by the tags of the first directory.
[[nodiscard]] SHADEMATCH_API std::string photo_format(std::span<const std::byte> bytes);

}  // namespace shadematch::inline v0
