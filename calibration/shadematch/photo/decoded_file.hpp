// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <shadematch/memory/large_pages.hpp>
#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/exif.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {

/// What a decoder hands over: codes as stored, alpha removed, not yet turned upright.
struct DecodedFile {
  int width = 0;
  int height = 0;
  int channels = 0;  ///< 1 or 3
  int bits_per_sample = 8;
  std::variant<LargeVector<std::uint8_t>, LargeVector<std::uint16_t>, LargeVector<float>> samples;
  ColorEncoding encoding = NamedEncoding::kUnknown;
  Exif exif;
  std::vector<PhotoWarning> warnings;

  [[nodiscard]] SampleArray view() const {
    SampleArray array{width, height, channels, {}};
    std::visit([&array](const auto& codes) { array.samples = std::span(codes); }, samples);
    return array;
  }
};

[[nodiscard]] DecodedFile decode_jpeg(Bytes bytes, const ReadLimits& limits);
[[nodiscard]] DecodedFile decode_png(Bytes bytes, const ReadLimits& limits);
[[nodiscard]] DecodedFile decode_tiff(Bytes bytes, const ReadLimits& limits);

}  // namespace shadematch::inline v0
