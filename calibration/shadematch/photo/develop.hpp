// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <shadematch/photo/color_decoder.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {

/// Codes and who owns them.
struct CodeArray {
  SampleArray codes;
  double full_scale = 0;
  std::shared_ptr<const void> owner;  ///< null: they are there for this call alone
};

/// Codes to an upright linear photograph with its clipping flags; fills width, height, rgb, clipping and native.
/// Integer codes that have an owner become light when somebody looks, through a table a channel and a matrix; all
/// others, those of table profiles too, now.
/// @throws UnsupportedImage (not_finite, out_of_range) if float samples hold NaN or infinity, or more than a
///         million times full scale.
void develop(const CodeArray& array, int orientation, const ColorDecoder& decoder, Photo& photo);

}  // namespace shadematch::inline v0
