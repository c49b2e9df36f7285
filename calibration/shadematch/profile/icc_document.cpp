// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <new>
#include <stdexcept>

#include <shadematch/photo/lcms_handles.hpp>
#include <shadematch/profile/icc_document.hpp>

namespace shadematch::inline v0 {
namespace {

using LcmsPipeline = std::unique_ptr<cmsPipeline, CloseWith<cmsPipelineFree>>;
using LcmsText = std::unique_ptr<cmsMLU, CloseWith<cmsMLUfree>>;

/// Only memory can be missing: every value was computed here.
void expect(bool done) {
  if (!done) throw std::bad_alloc();
}

void write_text(cmsHPROFILE profile, cmsTagSignature tag, const std::string& text) {
  const LcmsText value(cmsMLUalloc(cmsGetProfileContextID(profile), 1));
  expect(value && cmsMLUsetASCII(value.get(), "en", "US", text.c_str()) && cmsWriteTag(profile, tag, value.get()));
}

std::vector<std::byte> to_bytes(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  expect(cmsSaveProfileToMem(profile, nullptr, &size));
  std::vector<std::byte> bytes(size);
  expect(cmsSaveProfileToMem(profile, bytes.data(), &size));
  // Bytes 24 to 35 are the time of writing: year, month, day, hour, minute, second as 16-bit numbers. One fixed day
  // makes equal calibrations equal files.
  constexpr std::array<std::uint8_t, 12> kDate = {0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
  std::transform(kDate.begin(), kDate.end(), bytes.begin() + 24, [](std::uint8_t value) { return std::byte{value}; });
  return bytes;
}

std::vector<std::byte> write(cmsColorSpaceSignature connection, const std::string& description,
                             const std::function<void(cmsContext, cmsHPROFILE)>& write_color) {
  const LcmsContext context(cmsCreateContext(nullptr, nullptr));
  const LcmsProfile profile(cmsCreateProfilePlaceholder(context.get()));
  expect(profile != nullptr);
  cmsSetProfileVersion(profile.get(), 2.4);
  cmsSetDeviceClass(profile.get(), cmsSigInputClass);
  cmsSetColorSpace(profile.get(), cmsSigRgbData);
  cmsSetPCS(profile.get(), connection);
  cmsSetHeaderRenderingIntent(profile.get(), INTENT_RELATIVE_COLORIMETRIC);
  write_text(profile.get(), cmsSigProfileDescriptionTag, description);
  write_text(profile.get(), cmsSigCopyrightTag, "Copyright, the owner of the photograph that this was made from.");
  expect(cmsWriteTag(profile.get(), cmsSigMediaWhitePointTag, cmsD50_XYZ()));
  write_color(context.get(), profile.get());
  return to_bytes(profile.get());
}

LcmsCurve make_curve(cmsContext context, const CodeCurve& values) {
  LcmsCurve curve(cmsBuildTabulatedToneCurve16(context, static_cast<cmsUInt32Number>(values.size()), values.data()));
  expect(curve != nullptr);
  return curve;
}

}  // namespace

std::vector<std::byte> write_icc(const ClutTables& tables, const std::string& description) {
  return write(cmsSigLabData, description, [&](cmsContext context, cmsHPROFILE profile) {
    std::array<LcmsCurve, 3> owners;
    std::array<cmsToneCurve*, 3> curves{};
    for (std::size_t c = 0; c < 3; ++c) {
      owners[c] = make_curve(context, tables.curves[c]);
      curves[c] = owners[c].get();
    }
    const LcmsPipeline pipeline(cmsPipelineAlloc(context, 3, 3));
    const auto grid = static_cast<cmsUInt32Number>(tables.grid);
    expect(pipeline &&
           cmsPipelineInsertStage(pipeline.get(), cmsAT_END, cmsStageAllocToneCurves(context, 3, curves.data())) &&
           cmsPipelineInsertStage(pipeline.get(), cmsAT_END,
                                  cmsStageAllocCLut16bit(context, grid, 3, 3, tables.lab.data())) &&
           cmsPipelineInsertStage(pipeline.get(), cmsAT_END, cmsStageAllocToneCurves(context, 3, nullptr)));
    expect(cmsWriteTag(profile, cmsSigAToB0Tag, pipeline.get()));
  });
}

std::vector<std::byte> write_icc(const ShaperTables& tables, const std::string& description) {
  return write(cmsSigXYZData, description, [&](cmsContext context, cmsHPROFILE profile) {
    constexpr std::array kColorants = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
    constexpr std::array kCurves = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
    for (std::size_t c = 0; c < 3; ++c) {
      const auto column = tables.colorants.col(static_cast<Eigen::Index>(c));
      const cmsCIEXYZ xyz{column(0), column(1), column(2)};
      const LcmsCurve curve = make_curve(context, tables.curves[c]);
      expect(cmsWriteTag(profile, kColorants[c], &xyz) && cmsWriteTag(profile, kCurves[c], curve.get()));
    }
  });
}

}  // namespace shadematch::inline v0
