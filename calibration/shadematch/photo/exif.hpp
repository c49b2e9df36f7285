// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <shadematch/photo/bytes.hpp>

namespace shadematch::inline v0 {

/// The fifteen EXIF tags that are kept. Position, serial numbers, owner, thumbnail and maker notes are never read.
struct Exif {
  int orientation = 1;
  std::string make, model, software;
  std::string captured_at;  ///< DateTimeOriginal, else DateTimeDigitized, else DateTime; ISO 8601
  std::string lens;
  std::optional<double> exposure_time_s, f_number, iso, focal_length_mm;
  std::optional<std::uint32_t> white_balance;  ///< 0: auto, 1: manual
  std::optional<std::uint32_t> color_space;    ///< 1: sRGB, 0xFFFF: uncalibrated
  std::string interoperability;                ///< "R98": sRGB, "R03": Adobe RGB
  bool damaged = false;                        ///< something did not fit into the bytes; what could be read is kept
};

/// Reads a TIFF structure: the content of a JPEG APP1 segment after "Exif\0\0", a PNG eXIf chunk, or a TIFF file.
/// At most three directories of at most 512 entries, each visited once. Never throws. Source: CIPA DC-008 [exif].
[[nodiscard]] Exif read_exif(Bytes bytes);

/// First value of an integer tag in the first directory of a TIFF structure.
[[nodiscard]] std::optional<std::uint32_t> first_directory_value(Bytes bytes, std::uint16_t tag);
[[nodiscard]] bool first_directory_has(Bytes bytes, std::uint16_t tag);

}  // namespace shadematch::inline v0
