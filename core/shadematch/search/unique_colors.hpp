// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// The colors of an 8-bit picture, each once. Photographs hold some hundredths as many colors as pixels.
struct UniqueColors {
  /// In the order of their interleaved bits (Morton), so that neighbours in the list are neighbours in color.
  Eigen::Array<std::uint8_t, Eigen::Dynamic, 3, Eigen::RowMajor> rgb;
  Eigen::Array<std::uint32_t, Eigen::Dynamic, 1> of_pixel;  ///< row of `rgb` for every pixel
};

/// @param rgb  interleaved red, green, blue of the pixels.
/// @throws std::invalid_argument if that is no multiple of three bytes.
[[nodiscard]] SHADEMATCH_API UniqueColors unique_colors(std::span<const std::uint8_t> rgb);

}  // namespace shadematch::inline v0
