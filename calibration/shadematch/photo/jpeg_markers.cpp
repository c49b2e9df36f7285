// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/photo/jpeg_markers.hpp>
#include <shadematch/photo/limits.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::uint32_t kEndOfImage = 0xD9, kStartOfScan = 0xDA, kApp1 = 0xE1, kApp2 = 0xE2;
constexpr std::size_t kIccHeader = 14;  // "ICC_PROFILE\0", number, count

[[noreturn]] void refuse(const char* code, const std::string& message, const char* advice) {
  throw UnsupportedImage(code, "read_photo: " + message, advice);
}

bool is_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool has_length(std::uint32_t marker) {
  return marker != 0x01 && !(marker >= 0xD0 && marker <= 0xD9);
}

class MarkerWalk {
 public:
  MarkerWalk(Bytes bytes, const ReadLimits& limits) : bytes_(bytes), limits_(limits) {}

  JpegMarkers run() {
    while (const auto marker = next_marker()) {
      if (*marker == kEndOfImage) {
        found_.has_end = true;
        break;
      }
      if (has_length(*marker) && !segment(*marker)) break;
    }
    if (found_.components == 0) refuse("truncated", "expected a JPEG frame header, got none", kAgain);
    found_.every_component_scanned = std::all_of(components_.begin(), components_.end(), [this](std::uint32_t id) {
      return std::find(scanned_.begin(), scanned_.end(), id) != scanned_.end();
    });
    join_icc();
    return std::move(found_);
  }

 private:
  static constexpr const char* kAgain = "Copy or export the photograph again";

  /// The code of the next marker; stuffed zeros and restart markers of entropy-coded data are no markers.
  std::optional<std::uint32_t> next_marker() {
    while (at_ + 1 < bytes_.size()) {
      const auto* found = std::find(bytes_.data() + at_, bytes_.data() + bytes_.size() - 1, std::byte{0xFF});
      at_ = static_cast<std::size_t>(found - bytes_.data()) + 1;
      if (at_ >= bytes_.size()) break;
      const auto code = std::to_integer<std::uint32_t>(bytes_[at_]);
      if (code == 0xFF) continue;
      ++at_;
      if (code != 0 && !(code >= 0xD0 && code <= 0xD7)) return code;
    }
    return std::nullopt;
  }

  bool segment(std::uint32_t marker) {
    const auto length = read_uint(bytes_, at_, 2, ByteOrder::kBig);
    if (!length || *length < 2) return false;
    const Bytes body = slice(bytes_, at_ + 2, *length - 2);
    if (body.size() != *length - 2) return false;
    at_ += *length;
    if (is_frame(marker)) frame(body);
    if (marker == kStartOfScan) scan(body);
    if (marker == kApp1 && found_.exif.empty() && has_text(body, 0, {"Exif\0\0", 6})) exif(body.subspan(6));
    if (marker == kApp2 && has_text(body, 0, {"ICC_PROFILE\0", 12}) && body.size() >= kIccHeader) icc(body);
    return true;
  }

  void frame(Bytes body) {
    if (found_.components != 0) refuse("damaged", "expected one JPEG frame header, got a second one", kAgain);
    if (body.size() < 6) refuse("damaged", "expected a JPEG frame header of at least 6 bytes, got fewer", kAgain);
    const auto bits = std::to_integer<int>(body[0]);
    if (bits != 8) {
      refuse("bit_depth", "expected a JPEG file with 8 bits a sample, got " + std::to_string(bits),
             "Save it as 16-bit TIFF or PNG");
    }
    found_.height = *read_uint(body, 1, 2, ByteOrder::kBig);
    found_.width = *read_uint(body, 3, 2, ByteOrder::kBig);
    found_.components = std::to_integer<std::uint32_t>(body[5]);
    check_size(found_.width, found_.height, limits_);
    if (found_.components == 4) {
      refuse("cmyk", "expected a gray or RGB JPEG file, got CMYK", "Use the camera's original instead of a print file");
    }
    if (found_.components != 1 && found_.components != 3) {
      refuse("channels", "expected a JPEG file with 1 or 3 channels, got " + std::to_string(found_.components), kAgain);
    }
    for (std::size_t i = 0; i < found_.components && 6 + 3 * i < body.size(); ++i) {
      components_.push_back(std::to_integer<std::uint32_t>(body[6 + 3 * i]));
    }
  }

  void scan(Bytes body) {
    check_limit("jpeg_scans", ++found_.scans, limits_.jpeg_scans, "scans in a JPEG file");
    check_limit("jpeg_scan_pixels", std::uint64_t{found_.width} * found_.height * found_.scans,
                limits_.jpeg_scan_pixels, "pixels times scans in a JPEG file");
    const std::size_t count = body.empty() ? 0 : std::to_integer<std::size_t>(body[0]);
    for (std::size_t i = 0; i < count && 1 + 2 * i < body.size(); ++i) {
      const auto id = std::to_integer<std::uint32_t>(body[1 + 2 * i]);
      if (std::find(scanned_.begin(), scanned_.end(), id) == scanned_.end()) scanned_.push_back(id);
    }
  }

  void exif(Bytes body) {
    check_limit("exif_bytes", body.size(), limits_.exif_bytes, "bytes of EXIF data");
    found_.exif = body;
  }

  void icc(Bytes body) {
    const auto number = std::to_integer<std::size_t>(body[12]), count = std::to_integer<std::size_t>(body[13]);
    if (icc_count_ == 0) icc_count_ = count;
    const bool fits = number >= 1 && number <= count && count == icc_count_ && icc_[number].data() == nullptr;
    found_.icc_damaged = found_.icc_damaged || !fits;
    if (!fits) return;
    icc_[number] = body.subspan(kIccHeader);
    icc_bytes_ += body.size() - kIccHeader;
    check_limit("icc_bytes", icc_bytes_, limits_.icc_bytes, "bytes of ICC profile");
  }

  void join_icc() {
    for (std::size_t i = 1; i <= icc_count_ && !found_.icc_damaged; ++i) found_.icc_damaged = icc_[i].empty();
    if (found_.icc_damaged) return;
    found_.icc.reserve(icc_bytes_);
    for (const Bytes part : icc_) found_.icc.insert(found_.icc.end(), part.begin(), part.end());
  }

  Bytes bytes_;
  const ReadLimits& limits_;
  std::size_t at_ = 0;
  JpegMarkers found_;
  std::vector<std::uint32_t> components_, scanned_;
  std::array<Bytes, 256> icc_;
  std::size_t icc_count_ = 0, icc_bytes_ = 0;
};

}  // namespace

JpegMarkers read_jpeg_markers(Bytes bytes, const ReadLimits& limits) {
  return MarkerWalk(bytes, limits).run();
}

}  // namespace shadematch::inline v0
