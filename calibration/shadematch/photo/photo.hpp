// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/lazy_pixels.hpp>

namespace shadematch::inline v0 {

/// Bits of Photo::clipping, from the codes as stored in the file, before any transform.
/// High: >= 0.995 of full scale (8 bit: >= 254). Low: <= 0.004 of full scale.
enum ClippingBit : std::uint8_t {
  kHighR = 1,
  kHighG = 2,
  kHighB = 4,
  kHighAny = 7,
  kLowR = 8,
  kLowG = 16,
  kLowB = 32,
  kLowAny = 56,
};

/// Something that the reader did or found and that lowers trust, but does not stop the work.
struct PhotoWarning {
  std::string code;     ///< "profile_missing", "profile_invalid", "grayscale", …
  std::string message;  ///< one sentence for a person
};

struct LightField;

/// What the file says about itself. Nothing that identifies a person or a device's serial number is read.
struct PhotoMetadata {
  std::string format;       ///< "jpeg", "png", "tiff", "heic", "raw", "array"
  int bits_per_sample = 0;  ///< as stored
  int orientation = 1;      ///< EXIF orientation found in the file; the pixels are already upright
  std::string profile;      ///< description of the profile that was applied, "sRGB (assumed)" if none was embedded
  std::string make, model, software;
  std::string captured_at;  ///< ISO 8601 without zone, as EXIF stores it; empty if unknown
  std::string lens;
  std::optional<double> exposure_time_s, f_number, iso, focal_length_mm;
  std::string white_balance;  ///< "auto" or "manual"; empty if unknown
  std::string sha256;         ///< of the file's bytes, lower-case hexadecimal
  std::string
      profile_sha256;  ///< of the ICC profile that was given to be applied instead of the file's own; else empty
};

/// A photograph as linear light. Immutable; copies share the pixels.
struct Photo {
  int width = 0;
  int height = 0;
  /// height x width x 3, row by row: linear RGB in sRGB primaries, D65 white, unbounded (below 0 and above 1 are kept).
  /// Made from the file's codes when somebody looks at all of them: what needs a part reads a part.
  LazyPixels rgb;
  /// height x width: ClippingBit flags; as `rgb`.
  LazyFlags clipping;
  /// From linear sRGB to the linear primaries of the file's own profile, where the camera's curve acted;
  /// identity for sRGB files and for table profiles.
  Eigen::Matrix3d native = Eigen::Matrix3d::Identity();
  /// What the stored codes were decoded with; null if the photograph was not made from codes.
  std::shared_ptr<const ColorEncoding> encoding;
  PhotoMetadata metadata;
  std::vector<PhotoWarning> warnings;
  /// Uneven light that was divided out of `rgb` (see shadematch/light/flatten.hpp); empty: as it was taken.
  std::shared_ptr<const LightField> flattened_by;

  /// Place of a pixel among all of them.
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
  [[nodiscard]] std::array<float, 3> pixel(int x, int y) const { return rgb.pixel(index(x, y)); }
  /// A channel of the pixel is clipped at the upper end; false where there are no flags.
  [[nodiscard]] bool clipped_high(int x, int y) const {
    return clipping && (clipping.pixel(index(x, y))[0] & kHighAny) != 0;
  }
};

}  // namespace shadematch::inline v0
