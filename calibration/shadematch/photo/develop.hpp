// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/photo/color_decoder.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {

/// Codes to an upright linear photograph with its clipping flags; fills width, height, rgb, clipping and native.
/// @throws UnsupportedImage (not_finite) if float samples hold NaN or infinity.
void develop(const SampleArray& codes, double full_scale, int orientation, const ColorDecoder& decoder, Photo& photo);

}  // namespace shadematch::inline v0
