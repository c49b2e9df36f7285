// SPDX-License-Identifier: Apache-2.0
#include "test_profiles.hpp"

#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/photo/lcms_handles.hpp>

namespace shadematch::test {
namespace {

constexpr cmsCIExyY kD65{0.3127, 0.3290, 1};
constexpr cmsCIExyYTRIPLE kSrgb{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
constexpr cmsCIExyYTRIPLE kP3{{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
constexpr cmsCIExyYTRIPLE kAdobe{{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};

LcmsCurve srgb_curve() {
  const std::array<double, 5> parameters = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  return LcmsCurve(cmsBuildParametricToneCurve(nullptr, 4, parameters.data()));
}

/// A curve stored as 1024 16-bit values, as many camera profiles have it.
LcmsCurve table_curve() {
  std::array<cmsUInt16Number, 1024> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<cmsUInt16Number>(std::lround(65535 * std::pow(static_cast<double>(i) / 1023, 1.8)));
  }
  return LcmsCurve(cmsBuildTabulatedToneCurve16(nullptr, table.size(), table.data()));
}

LcmsProfile make_matrix(const std::string& name) {
  const LcmsCurve curve = name == "adobe"       ? LcmsCurve(cmsBuildGamma(nullptr, 563.0 / 256.0))
                          : name == "tabulated" ? table_curve()
                                                : srgb_curve();
  std::array<cmsToneCurve*, 3> curves = {curve.get(), curve.get(), curve.get()};
  const auto* primaries = name == "srgb" ? &kSrgb : name == "p3" || name == "tabulated" ? &kP3 : &kAdobe;
  return LcmsProfile(cmsCreateRGBProfile(&kD65, primaries, curves.data()));
}

IccProfile save(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  REQUIRE(cmsSaveProfileToMem(profile, nullptr, &size));
  IccProfile icc{std::vector<std::byte>(size)};
  REQUIRE(cmsSaveProfileToMem(profile, icc.bytes.data(), &size));
  return icc;
}

cmsInt32Number sample_lab(const cmsUInt16Number in[], cmsUInt16Number out[], void* transform) {
  cmsDoTransform(transform, in, out, 1);
  return TRUE;
}

}  // namespace

IccProfile matrix_icc(const std::string& name) {
  return save(make_matrix(name).get());
}

IccProfile table_icc(const std::string& name) {
  const LcmsProfile matrix = make_matrix(name), lab(cmsCreateLab4Profile(nullptr));
  const LcmsTransform transform(cmsCreateTransform(matrix.get(), TYPE_RGB_16, lab.get(), TYPE_Lab_16,
                                                   INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE));
  cmsStage* clut = cmsStageAllocCLut16bit(nullptr, 33, 3, 3, nullptr);
  REQUIRE(cmsStageSampleCLut16bit(clut, sample_lab, transform.get(), 0));
  cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 3, 3);
  cmsPipelineInsertStage(pipeline, cmsAT_BEGIN, cmsStageAllocToneCurves(nullptr, 3, nullptr));
  cmsPipelineInsertStage(pipeline, cmsAT_END, clut);
  cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));

  const LcmsProfile profile(cmsCreateProfilePlaceholder(nullptr));
  cmsSetProfileVersion(profile.get(), 4.3);
  cmsSetDeviceClass(profile.get(), cmsSigInputClass);
  cmsSetColorSpace(profile.get(), cmsSigRgbData);
  cmsSetPCS(profile.get(), cmsSigLabData);
  REQUIRE(cmsWriteTag(profile.get(), cmsSigAToB0Tag, pipeline));
  REQUIRE(cmsWriteTag(profile.get(), cmsSigMediaWhitePointTag, cmsD50_XYZ()));
  cmsPipelineFree(pipeline);
  return save(profile.get());
}

IccProfile gray_icc(double exponent) {
  const LcmsCurve curve(cmsBuildGamma(nullptr, exponent));
  const LcmsProfile profile(cmsCreateGrayProfile(cmsD50_xyY(), curve.get()));
  return save(profile.get());
}

IccProfile camera_icc(const std::array<double, 3>& scale, double black, double white) {
  const std::array<cmsFloat32Number, 2> ends = {static_cast<float>(black), static_cast<float>(white)};
  const LcmsCurve curve(cmsBuildTabulatedToneCurveFloat(nullptr, ends.size(), ends.data()));
  const LcmsProfile srgb = make_matrix("srgb");
  constexpr std::array kColorants = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
  constexpr std::array kCurves = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  const LcmsProfile profile(cmsCreateProfilePlaceholder(nullptr));
  cmsSetProfileVersion(profile.get(), 2.4);
  cmsSetDeviceClass(profile.get(), cmsSigInputClass);
  cmsSetColorSpace(profile.get(), cmsSigRgbData);
  cmsSetPCS(profile.get(), cmsSigXYZData);
  for (std::size_t i = 0; i < 3; ++i) {
    cmsCIEXYZ xyz = *static_cast<const cmsCIEXYZ*>(cmsReadTag(srgb.get(), kColorants[i]));
    xyz = {xyz.X * scale[i], xyz.Y * scale[i], xyz.Z * scale[i]};
    REQUIRE(cmsWriteTag(profile.get(), kColorants[i], &xyz));
    REQUIRE(cmsWriteTag(profile.get(), kCurves[i], curve.get()));
  }
  REQUIRE(cmsWriteTag(profile.get(), cmsSigMediaWhitePointTag, cmsD50_XYZ()));
  return save(profile.get());
}

std::vector<float> lcms_linear_srgb(const IccProfile& icc, const std::vector<float>& device) {
  const LcmsProfile from(cmsOpenProfileFromMem(icc.bytes.data(), static_cast<cmsUInt32Number>(icc.bytes.size())));
  const LcmsCurve line(cmsBuildGamma(nullptr, 1.0));
  std::array<cmsToneCurve*, 3> curves = {line.get(), line.get(), line.get()};
  const LcmsProfile to(cmsCreateRGBProfile(&kD65, &kSrgb, curves.data()));
  const LcmsTransform transform(cmsCreateTransform(from.get(), TYPE_RGB_FLT, to.get(), TYPE_RGB_FLT,
                                                   INTENT_RELATIVE_COLORIMETRIC,
                                                   cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE));
  REQUIRE(transform);
  std::vector<float> linear(device.size());
  cmsDoTransform(transform.get(), device.data(), linear.data(), static_cast<cmsUInt32Number>(device.size() / 3));
  return linear;
}

}  // namespace shadematch::test
