// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <shadematch/photo/read_photo.hpp>

namespace shadematch::inline v0 {

/// @throws LimitExceeded with `name` as code and both numbers in its message if value > limit.
void check_limit(const char* name, std::uint64_t value, std::uint64_t limit, const std::string& what);

/// Sides and pixel count of an image header; zero sizes are UnsupportedImage (damaged).
void check_size(std::uint64_t width, std::uint64_t height, const ReadLimits& limits);

/// Bytes of a file of this format.
void check_file_size(const std::string& format, std::uint64_t bytes, const ReadLimits& limits);

/// How much a compressed file may grow (PNG, TIFF).
void check_ratio(std::uint64_t decoded_bytes, std::uint64_t file_bytes, const ReadLimits& limits);

}  // namespace shadematch::inline v0
