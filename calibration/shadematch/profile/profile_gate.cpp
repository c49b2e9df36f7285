// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>
#include <shadematch/photo/lcms_handles.hpp>
#include <shadematch/profile/profile_gate.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMixtures = 4096;
constexpr int kCorners = 4;         // patches in a mixture
constexpr int kGraySteps = 64;      // between two neutral patches
constexpr double kNeutral = 3.0;    // chroma of a reference that counts as gray
constexpr std::uint64_t kSeed = 1;  // the same colors every time

using Codes = std::vector<Eigen::Vector3d>;

[[noreturn]] void refuse(const std::string& message) {
  throw MeasurementRefused("profile_gate", "export_profile: expected " + message,
                           "Export the other kind of profile, or calibrate with a simpler rung");
}

std::vector<Lab> through_little_cms(const std::vector<std::byte>& icc, const Codes& codes) {
  const LcmsContext context(cmsCreateContext(nullptr, nullptr));
  const LcmsProfile from(cmsOpenProfileFromMemTHR(context.get(), icc.data(), static_cast<cmsUInt32Number>(icc.size())));
  const LcmsProfile to(cmsCreateLab4ProfileTHR(context.get(), nullptr));
  const LcmsTransform transform(cmsCreateTransformTHR(context.get(), from.get(), TYPE_RGB_DBL, to.get(), TYPE_Lab_DBL,
                                                      INTENT_RELATIVE_COLORIMETRIC,
                                                      cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE));
  if (!transform) refuse("a profile that Little CMS reads, got one that it refuses");
  std::vector<Lab> out(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    cmsCIELab lab;
    cmsDoTransform(transform.get(), codes[i].data(), &lab, 1);
    out[i] = {lab.L, lab.a, lab.b};
  }
  return out;
}

struct PatchCode {
  Eigen::Vector3d code;
  Lab reference;
};

std::vector<PatchCode> patch_codes(const Calibration::State& state, const FileCodes& codes) {
  std::vector<PatchCode> out;
  for (const PatchRecord& patch : state.patches) {
    if (patch.valid) out.push_back({codes.encode(patch.rgb), patch.reference});
  }
  if (out.size() < 2) refuse("a calibration with valid patches, got " + std::to_string(out.size()));
  return out;
}

/// Patches, then random mixtures of `kCorners` of them.
Codes test_codes(const std::vector<PatchCode>& patches) {
  Codes codes;
  for (const PatchCode& patch : patches) codes.push_back(patch.code);
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < kMixtures; ++i) {
    Eigen::Vector3d sum(0, 0, 0);
    double weights = 0;
    for (int k = 0; k < kCorners; ++k) {
      const double share = (static_cast<double>(random() >> 11U) + 1.0) * 0x1p-53;  // (0, 1]
      const double weight = -std::log(share);                                       // even over the simplex
      sum += weight * patches[random() % patches.size()].code;
      weights += weight;
    }
    codes.push_back(weights > 0.0 ? Eigen::Vector3d(sum / weights) : patches.front().code);
  }
  return codes;
}

/// From the darkest neutral patch to the lightest.
Codes gray_codes(std::vector<PatchCode> patches) {
  std::erase_if(patches, [](const PatchCode& p) { return std::hypot(p.reference.a, p.reference.b) > kNeutral; });
  std::sort(patches.begin(), patches.end(),
            [](const PatchCode& a, const PatchCode& b) { return a.reference.L < b.reference.L; });
  Codes codes;
  for (std::size_t i = 0; i + 1 < patches.size(); ++i) {
    for (int step = 0; step < kGraySteps; ++step) {
      codes.emplace_back(patches[i].code + step * (patches[i + 1].code - patches[i].code) / kGraySteps);
    }
  }
  return codes;
}

void expect_rising_grays(const std::vector<Lab>& grays) {
  for (std::size_t i = 1; i < grays.size(); ++i) {
    if (grays[i].L > grays[i - 1].L) continue;
    char text[100];
    std::snprintf(text, sizeof text, "grays that become lighter, got L* %.2f followed by %.2f", grays[i - 1].L,
                  grays[i].L);
    refuse(text);
  }
}

}  // namespace

void pass_profile_gate(const Calibration& calibration, const FileCodes& codes, const ProfileOptions& options,
                       ExportedProfile& profile) {
  const std::vector<PatchCode> patches = patch_codes(calibration.state(), codes);
  const Codes tests = test_codes(patches);
  const std::vector<Lab> got = through_little_cms(profile.bytes, tests);
  const std::vector<Eigen::Vector3d> linear = codes.decode(tests);
  double sum = 0, most = 0;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const double delta_e = delta_e_ciede2000(got[i], calibration.lab(linear[i], calibration.chart_center()));
    sum += delta_e;
    most = std::max(most, delta_e);
  }
  profile.colors = static_cast<int>(tests.size());
  profile.mean_delta_e = sum / profile.colors;
  profile.max_delta_e = most;
  if (!(profile.mean_delta_e <= options.max_mean_delta_e && most <= options.max_delta_e)) {
    char text[200];
    std::snprintf(text, sizeof text,
                  "a profile within CIEDE2000 %.2f (mean) and %.2f (largest) of the calibration, got %.2f and %.2f",
                  options.max_mean_delta_e, options.max_delta_e, profile.mean_delta_e, most);
    refuse(text);
  }
  expect_rising_grays(through_little_cms(profile.bytes, gray_codes(patches)));
}

}  // namespace shadematch::inline v0
