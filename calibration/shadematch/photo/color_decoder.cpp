// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>
#include <vector>

#include <shadematch/photo/color_decoder.hpp>

namespace shadematch::inline v0 {
namespace {

/// Little CMS prefers tables to the matrix when a profile has both.
bool is_matrix_profile(cmsHPROFILE profile) {
  return cmsGetColorSpace(profile) == cmsSigRgbData && cmsIsMatrixShaper(profile) &&
         !cmsIsTag(profile, cmsSigAToB0Tag) && !cmsIsTag(profile, cmsSigAToB1Tag) && !cmsIsTag(profile, cmsSigDToB1Tag);
}

LcmsTransform make_transform(cmsContext context, cmsHPROFILE profile) {
  const LcmsProfile xyz(cmsCreateXYZProfileTHR(context));
  const bool gray = cmsGetColorSpace(profile) == cmsSigGrayData;
  return LcmsTransform(cmsCreateTransformTHR(context, profile, gray ? TYPE_GRAY_FLT : TYPE_RGB_FLT, xyz.get(),
                                             TYPE_XYZ_FLT, INTENT_RELATIVE_COLORIMETRIC,
                                             cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE));
}

/// Their matrix is the identity to the last bit; camera channels are not touched either.
bool has_srgb_primaries(const ColorEncoding& encoding) {
  const auto* named = std::get_if<NamedEncoding>(&encoding);
  return named != nullptr && *named != NamedEncoding::kAdobeRgb;
}

/// The sRGB colorants never change; one inverse serves all decoders.
const Eigen::Matrix3d& from_xyz() {
  static const Eigen::Matrix3d matrix = srgb_from_xyz();
  return matrix;
}

}  // namespace

std::optional<ColorDecoder> ColorDecoder::make_ungated(const ColorEncoding& encoding, int channels) {
  ColorDecoder decoder;
  decoder.channels_ = channels;
  if (!decoder.build(encoding)) return std::nullopt;
  return decoder;
}

std::optional<ColorDecoder> ColorDecoder::make(const ColorEncoding& encoding, int channels) {
  auto decoder = make_ungated(encoding, channels);
  if (decoder && !icc_findings(*decoder).empty()) decoder.reset();
  return decoder;
}

bool ColorDecoder::build(const ColorEncoding& encoding) {
  context_.reset(cmsCreateContext(nullptr, nullptr));
  profile_ = open_profile(context_.get(), encoding);
  if (!profile_) return false;
  const bool gray_profile = cmsGetColorSpace(profile_.get()) == cmsSigGrayData;
  if (gray_profile && channels_ == 3) return false;
  description_ = describe(profile_.get(), encoding);
  is_matrix_ = channels_ == 3 && is_matrix_profile(profile_.get());
  if (!is_matrix_) {
    to_xyz_ = make_transform(context_.get(), profile_.get());
    return to_xyz_ != nullptr;
  }
  read_curves();
  if (!has_srgb_primaries(encoding)) matrix_ = from_xyz() * colorants(profile_.get());
  const double determinant = matrix_.determinant();
  return curves_[0] != nullptr && curves_[1] != nullptr && curves_[2] != nullptr && std::isfinite(determinant) &&
         std::abs(determinant) > 1e-6;
}

void ColorDecoder::read_curves() {
  constexpr std::array kTags = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    curves_[i] = static_cast<const cmsToneCurve*>(cmsReadTag(profile_.get(), kTags[i]));
  }
}

float ColorDecoder::curve(int channel, float device) const {
  return cmsEvalToneCurveFloat(curves_[static_cast<std::size_t>(channel)], device);
}

Eigen::Matrix3d ColorDecoder::native() const {
  return is_matrix_ ? matrix_.inverse().eval() : Eigen::Matrix3d::Identity();
}

void ColorDecoder::decode(std::span<const float> device, std::span<float> linear) const {
  is_matrix_ ? decode_matrix(device, linear) : decode_table(device, linear);
}

void ColorDecoder::decode_matrix(std::span<const float> device, std::span<float> linear) const {
  const Eigen::Matrix3f matrix = matrix_.cast<float>();
  for (std::size_t i = 0; i + 2 < device.size(); i += 3) {
    const Eigen::Vector3f own(curve(0, device[i]), curve(1, device[i + 1]), curve(2, device[i + 2]));
    Eigen::Map<Eigen::Vector3f>(linear.data() + i) = matrix * own;
  }
}

void ColorDecoder::decode_table(std::span<const float> device, std::span<float> linear) const {
  const std::size_t pixels = linear.size() / 3;
  const bool spread = channels_ == 1 && cmsGetColorSpace(profile_.get()) != cmsSigGrayData;
  std::vector<float> triples;
  for (std::size_t i = 0; spread && i < pixels; ++i) triples.insert(triples.end(), 3, device[i]);
  cmsDoTransform(to_xyz_.get(), spread ? triples.data() : device.data(), linear.data(),
                 static_cast<cmsUInt32Number>(pixels));
  const Eigen::Matrix3f matrix = from_xyz().cast<float>();
  for (std::size_t i = 0; i < pixels; ++i) {
    Eigen::Map<Eigen::Vector3f> pixel(linear.data() + 3 * i);
    pixel = channels_ == 1 ? Eigen::Vector3f::Constant(pixel[1]).eval() : (matrix * pixel).eval();
  }
}

}  // namespace shadematch::inline v0
