// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/photo/exif.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {

/// Applies encoding and orientation; what read_photo and photo_from_array share after decoding. `photo` comes with
/// format, bits, SHA-256 and the warnings so far; the rest is filled in.
/// @throws UnsupportedImage  hdr_transfer, not_finite.
void make_photo(const SampleArray& codes, double full_scale, int orientation, const ColorEncoding& encoding,
                const Exif& exif, Photo& photo);

}  // namespace shadematch::inline v0
