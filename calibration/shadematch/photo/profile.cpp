// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <array>
#include <optional>

#include <shadematch/error.hpp>
#include <shadematch/photo/profile.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Chromaticity kD65{0.3127, 0.3290}, kC{0.310, 0.316}, kDci{0.314, 0.351};

struct Primaries {
  Chromaticity white{kD65}, red{0.64, 0.33}, green{0.30, 0.60}, blue{0.15, 0.06};
};

/// Table 2 of H.273 [itu-h273]; 2 (unspecified) is read as sRGB.
std::optional<Primaries> primaries_of(int code) {
  switch (code) {
    case 1:
    case 2:
      return Primaries{};
    case 4:
      return Primaries{kC, {0.67, 0.33}, {0.21, 0.71}, {0.14, 0.08}};
    case 5:
      return Primaries{kD65, {0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}};
    case 6:
    case 7:
      return Primaries{kD65, {0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}};
    case 9:
      return Primaries{kD65, {0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}};
    case 11:
      return Primaries{kDci, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}};
    case 12:
      return Primaries{kD65, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}};
    case 22:
      return Primaries{kD65, {0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}};
    default:
      return std::nullopt;
  }
}

LcmsCurve power(cmsContext context, double exponent) {
  return LcmsCurve(cmsBuildGamma(context, exponent));
}

/// linear = ((v + offset) / (1 + offset))^exponent above `cut`, v / slope below.
LcmsCurve offset_power(cmsContext context, double exponent, double offset, double slope, double cut) {
  const std::array<double, 5> parameters = {exponent, 1 / (1 + offset), offset / (1 + offset), 1 / slope, cut};
  return LcmsCurve(cmsBuildParametricToneCurve(context, 4, parameters.data()));
}

LcmsCurve srgb_curve(cmsContext context) {
  return offset_power(context, 2.4, 0.055, 12.92, 0.04045);
}

/// Table 3 of H.273 [itu-h273], decoding direction; null for what is not known.
LcmsCurve transfer_of(cmsContext context, int code) {
  switch (code) {
    case 1:
    case 6:
    case 14:
    case 15:
      return offset_power(context, 1 / 0.45, 0.099296826809442, 4.5, 4.5 * 0.018053968510807);
    case 2:
    case 13:
      return srgb_curve(context);
    case 4:
      return power(context, 2.2);
    case 5:
      return power(context, 2.8);
    case 8:
      return power(context, 1.0);
    case 16:
    case 18:
      throw UnsupportedImage("hdr_transfer",
                             std::string("read_photo: expected a photograph of standard range, got ") +
                                 (code == 16 ? "PQ" : "HLG") + " high dynamic range",
                             "Switch HDR off in the camera, or export as standard-range JPEG");
    default:
      return nullptr;
  }
}

LcmsProfile make_profile(cmsContext context, const Primaries& p, const LcmsCurve& curve) {
  if (!curve) return nullptr;
  const cmsCIExyY white{p.white.x, p.white.y, 1};
  const cmsCIExyYTRIPLE primaries{{p.red.x, p.red.y, 1}, {p.green.x, p.green.y, 1}, {p.blue.x, p.blue.y, 1}};
  std::array<cmsToneCurve*, 3> curves = {curve.get(), curve.get(), curve.get()};
  return LcmsProfile(cmsCreateRGBProfileTHR(context, &white, &primaries, curves.data()));
}

bool is_usable(cmsHPROFILE profile) {
  const auto kind = cmsGetDeviceClass(profile);
  const auto space = cmsGetColorSpace(profile);
  return (kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigColorSpaceClass) &&
         (space == cmsSigRgbData || space == cmsSigGrayData);
}

struct Opener {
  cmsContext context;

  LcmsProfile operator()(NamedEncoding name) const {
    switch (name) {
      case NamedEncoding::kUnknown:
      case NamedEncoding::kSrgb:
        return make_profile(context, Primaries{}, srgb_curve(context));
      case NamedEncoding::kAdobeRgb: {
        const Primaries adobe{kD65, {0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}};
        return make_profile(context, adobe, power(context, 563.0 / 256.0));
      }
      case NamedEncoding::kLinearSrgb:
      case NamedEncoding::kCameraLinear:
        return make_profile(context, Primaries{}, power(context, 1.0));
    }
    return nullptr;
  }

  LcmsProfile operator()(const IccProfile& icc) const {
    LcmsProfile profile(
        cmsOpenProfileFromMemTHR(context, icc.bytes.data(), static_cast<cmsUInt32Number>(icc.bytes.size())));
    return profile && is_usable(profile.get()) ? std::move(profile) : nullptr;
  }

  LcmsProfile operator()(const CodingPoints& points) const {
    const auto primaries = primaries_of(points.primaries);
    const LcmsCurve curve = transfer_of(context, points.transfer);
    return primaries ? make_profile(context, *primaries, curve) : nullptr;
  }

  LcmsProfile operator()(const GammaPrimaries& gamma) const {
    return make_profile(context, {gamma.white, gamma.red, gamma.green, gamma.blue}, power(context, gamma.exponent));
  }
};

std::string icc_description(cmsHPROFILE profile) {
  std::array<char, 96> raw{};
  cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", raw.data(), raw.size() - 1);
  std::string text;
  for (const char c : raw) {
    if (c == '\0') break;
    text += c >= ' ' && c <= '~' ? c : '?';
  }
  return text.empty() ? "ICC profile without a name" : text;
}

}  // namespace

LcmsProfile open_profile(cmsContext context, const ColorEncoding& encoding) {
  return std::visit(Opener{context}, encoding);
}

std::string describe(cmsHPROFILE profile, const ColorEncoding& encoding) {
  if (std::holds_alternative<IccProfile>(encoding)) return icc_description(profile);
  if (const auto* points = std::get_if<CodingPoints>(&encoding)) {
    return "code points " + std::to_string(points->primaries) + "/" + std::to_string(points->transfer);
  }
  if (std::holds_alternative<GammaPrimaries>(encoding)) return "PNG gamma";
  switch (std::get<NamedEncoding>(encoding)) {
    case NamedEncoding::kUnknown:
      return "sRGB (assumed)";
    case NamedEncoding::kSrgb:
      return "sRGB";
    case NamedEncoding::kAdobeRgb:
      return "Adobe RGB (1998)";
    case NamedEncoding::kLinearSrgb:
      return "linear sRGB";
    case NamedEncoding::kCameraLinear:
      return "linear camera RGB";
  }
  return {};
}

Eigen::Matrix3d colorants(cmsHPROFILE profile) {
  constexpr std::array kTags = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
  Eigen::Matrix3d matrix = Eigen::Matrix3d::Zero();
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    const auto* xyz = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile, kTags[i]));
    if (xyz != nullptr) matrix.col(static_cast<Eigen::Index>(i)) = Eigen::Vector3d(xyz->X, xyz->Y, xyz->Z);
  }
  return matrix;
}

Eigen::Matrix3d srgb_from_xyz() {
  const LcmsContext context(cmsCreateContext(nullptr, nullptr));
  const LcmsProfile profile = open_profile(context.get(), NamedEncoding::kSrgb);
  return colorants(profile.get()).inverse();
}

}  // namespace shadematch::inline v0
