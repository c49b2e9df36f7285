// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

namespace shadematch::inline v0 {

/// Encodings that need no further data.
enum class NamedEncoding {
  kUnknown,      ///< nothing is declared: read as sRGB, with the warning `profile_missing`
  kSrgb,         ///< IEC 61966-2-1 [iec61966]
  kAdobeRgb,     ///< Adobe RGB (1998): gamma 563/256 [adobergb1998]
  kLinearSrgb,   ///< linear light in sRGB primaries
  kCameraLinear  ///< linear light of a camera's own channels; kept as it is, a chart must do the rest
};

/// An embedded ICC profile, as found in the file.
struct IccProfile {
  std::vector<std::byte> bytes;
};

/// Coding-independent code points: color primaries and transfer characteristics [itu-h273].
struct CodingPoints {
  int primaries = 2;  ///< 2: unspecified
  int transfer = 2;   ///< 2: unspecified; 16 (PQ) and 18 (HLG) are refused
};

/// CIE 1931 xy.
struct Chromaticity {
  double x{}, y{};
};

/// Power law and primaries, as the PNG chunks gAMA and cHRM declare them.
struct GammaPrimaries {
  double exponent{};  ///< linear = code^exponent
  Chromaticity white{0.3127, 0.3290}, red{0.64, 0.33}, green{0.30, 0.60}, blue{0.15, 0.06};
};

/// How stored codes become linear light.
using ColorEncoding = std::variant<NamedEncoding, IccProfile, CodingPoints, GammaPrimaries>;

}  // namespace shadematch::inline v0
