// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <shadematch/photo/exif.hpp>
#include <shadematch/photo/read_photo.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::uint16_t kNewSubfileType = 254, kPhotometric = 262, kDngVersion = 50706;
constexpr std::uint32_t kReducedImage = 1, kColorFilterArray = 32803, kLinearRaw = 34892;

/// DNG, NEF, ARW and their kin are TIFF files whose first directory is a sensor image or a small preview of one.
bool is_raw_tiff(Bytes bytes) {
  if (has_text(bytes, 8, "CR\x02")) return true;
  const auto photometric = first_directory_value(bytes, kPhotometric).value_or(0);
  return first_directory_value(bytes, kDngVersion) || photometric == kColorFilterArray || photometric == kLinearRaw ||
         (first_directory_value(bytes, kNewSubfileType).value_or(0) & kReducedImage) != 0;
}

/// ISO base media file: the brand decides.
std::string media_format(Bytes bytes) {
  constexpr std::array<std::string_view, 9> kHeic = {"heic", "heix", "heim", "heis", "hevc",
                                                     "hevx", "mif1", "msf1", "heif"};
  if (has_text(bytes, 8, "crx ")) return "raw";
  for (const auto brand : kHeic) {
    if (has_text(bytes, 8, brand)) return "heic";
  }
  return "";
}

}  // namespace

std::string photo_format(std::span<const std::byte> bytes) {
  if (has_text(bytes, 0, "\xFF\xD8\xFF")) return "jpeg";
  if (has_text(bytes, 0, "\x89PNG\r\n\x1A\n")) return "png";
  if (has_text(bytes, 4, "ftyp")) return media_format(bytes);
  if (has_text(bytes, 0, "FUJIFILMCCD-RAW") || has_text(bytes, 0, {"IIU\0", 4}) || has_text(bytes, 0, "IIRO") ||
      has_text(bytes, 0, "IIRS") || has_text(bytes, 0, "MMOR")) {
    return "raw";
  }
  const bool tiff = has_text(bytes, 0, {"II\x2A\0", 4}) || has_text(bytes, 0, {"MM\0\x2A", 4}) ||
                    has_text(bytes, 0, {"II\x2B\0", 4}) || has_text(bytes, 0, {"MM\0\x2B", 4});
  if (!tiff) return "";
  return is_raw_tiff(bytes) ? "raw" : "tiff";
}

}  // namespace shadematch::inline v0
