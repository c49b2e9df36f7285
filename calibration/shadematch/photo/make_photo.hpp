// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include <shadematch/photo/develop.hpp>
#include <shadematch/photo/exif.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// Color of the codes: what the file says, and a profile that replaces it.
struct CodeColor {
  const ColorEncoding& encoding;
  const std::optional<IccProfile>& profile;
  std::uint64_t profile_limit;  ///< bytes
};

/// Applies encoding and orientation; what read_photo and photo_from_array share after decoding. `photo` comes with
/// format, bits, SHA-256 and the warnings so far; the rest is filled in.
/// @throws UnsupportedImage  hdr_transfer, not_finite, out_of_range, profile_unusable.   @throws LimitExceeded
/// icc_bytes.
void make_photo(const CodeArray& array, int orientation, const CodeColor& color, const Exif& exif, Photo& photo);

}  // namespace shadematch::inline v0
