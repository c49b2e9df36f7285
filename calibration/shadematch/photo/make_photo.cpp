// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/error.hpp>
#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/make_photo.hpp>
#include <shadematch/photo/sha256.hpp>

namespace shadematch::inline v0 {
namespace {

bool has_warning(const Photo& photo, const char* code) {
  return std::any_of(photo.warnings.begin(), photo.warnings.end(),
                     [code](const PhotoWarning& warning) { return warning.code == code; });
}

/// The decoder of the declared encoding, or of sRGB if that one cannot be trusted.
ColorDecoder decoder_for(const ColorEncoding& encoding, int channels, Photo& photo) {
  if (auto decoder = ColorDecoder::make(encoding, channels)) {
    photo.encoding = std::make_shared<const ColorEncoding>(encoding);
    return std::move(*decoder);
  }
  photo.warnings.push_back(
      {"profile_invalid",
       "The embedded color profile is damaged, implausible or of the wrong kind; it is ignored and "
       "the photograph is read as sRGB."});
  photo.encoding = std::make_shared<const ColorEncoding>(NamedEncoding::kSrgb);
  return *ColorDecoder::make(NamedEncoding::kUnknown, channels);
}

[[noreturn]] void refuse_profile(const std::string& what) {
  throw UnsupportedImage("profile_unusable", "read_photo: expected " + what,
                         "Choose the ICC profile that was made for this camera, or leave it away");
}

/// The decoder of a profile that a person chose. What is only unusual for a camera is a warning.
ColorDecoder decoder_of_given(const CodeColor& color, int channels, Photo& photo) {
  check_limit("icc_bytes", color.profile->bytes.size(), color.profile_limit, "bytes of ICC profile");
  auto decoder = ColorDecoder::make_ungated(*color.profile, channels);
  if (!decoder) refuse_profile("an RGB profile of a camera, display or color space, got one that is none or damaged");
  for (IccFinding& finding : icc_findings(*decoder)) {
    if (finding.impossible) refuse_profile(finding.message);
    photo.warnings.push_back({finding.code, "Usual is " + finding.message + "; the chart tells how good it is."});
  }
  photo.encoding = std::make_shared<const ColorEncoding>(*color.profile);
  photo.metadata.profile_sha256 = sha256(color.profile->bytes);
  return std::move(*decoder);
}

/// What EXIF says about color counts if nothing else is declared.
ColorEncoding resolve(const ColorEncoding& encoding, const Exif& exif) {
  const auto* named = std::get_if<NamedEncoding>(&encoding);
  if (named == nullptr || *named != NamedEncoding::kUnknown) return encoding;
  constexpr std::uint32_t kSrgb = 1, kUncalibrated = 0xFFFF;
  if (exif.color_space == kSrgb) return NamedEncoding::kSrgb;
  const bool adobe = exif.color_space == kUncalibrated && exif.interoperability == "R03";
  return adobe ? NamedEncoding::kAdobeRgb : NamedEncoding::kUnknown;
}

/// The decoder of what the file says of itself.
ColorDecoder own_decoder(const ColorEncoding& encoding, const Exif& exif, int channels, Photo& photo) {
  const ColorEncoding resolved = resolve(encoding, exif);
  const auto* named = std::get_if<NamedEncoding>(&resolved);
  if (named != nullptr && *named == NamedEncoding::kUnknown && !has_warning(photo, "profile_invalid")) {
    photo.warnings.push_back(
        {"profile_missing", "The photograph does not say what its colors mean; it is read as sRGB."});
  }
  return decoder_for(resolved, channels, photo);
}

void keep_metadata(const Exif& exif, Photo& photo) {
  photo.metadata.make = exif.make;
  photo.metadata.model = exif.model;
  photo.metadata.software = exif.software;
  photo.metadata.captured_at = exif.captured_at;
  photo.metadata.exposure_time_s = exif.exposure_time_s;
  photo.metadata.f_number = exif.f_number;
  photo.metadata.iso = exif.iso;
  photo.metadata.lens = exif.lens;
  photo.metadata.focal_length_mm = exif.focal_length_mm;
  if (exif.white_balance == 0U) photo.metadata.white_balance = "auto";
  if (exif.white_balance == 1U) photo.metadata.white_balance = "manual";
  if (exif.damaged) {
    photo.warnings.push_back({"exif_invalid", "Parts of the EXIF data are damaged; they are ignored."});
  }
}

}  // namespace

void make_photo(const CodeArray& array, int orientation, const CodeColor& color, const Exif& exif, Photo& photo) {
  keep_metadata(exif, photo);
  const int channels = array.codes.channels;
  if (channels == 1) {
    photo.warnings.push_back({"grayscale", "The photograph is gray; it holds no color to measure."});
  }
  const ColorDecoder decoder =
      color.profile ? decoder_of_given(color, channels, photo) : own_decoder(color.encoding, exif, channels, photo);
  photo.metadata.profile = decoder.description();
  photo.metadata.orientation = orientation;
  develop(array, orientation, decoder, photo);
}

}  // namespace shadematch::inline v0
