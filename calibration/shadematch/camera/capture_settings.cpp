// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include <shadematch/camera/capture_settings.hpp>
#include <shadematch/error.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSame = 0.02;  // ln; files round 1/60 s to 0.0166 or 0.0167

const std::string kGray = "Take it again with manual settings, or with a gray card in both photographs";

[[noreturn]] void refuse(const std::string& code, const std::string& what, const std::string& expected,
                         const std::string& got, const std::string& advice) {
  throw MeasurementRefused(
      code, "two_shot: expected the " + what + " of the photograph with the chart, " + expected + ", got " + got,
      advice);
}

void compare_text(const std::string& first, const std::string& second, const std::string& code, const std::string& what,
                  const std::string& advice) {
  if (first.empty() || second.empty() || first == second) return;
  refuse(code, what, "'" + first + "'", "'" + second + "'", advice);
}

void compare_number(const std::optional<double>& first, const std::optional<double>& second, const std::string& code,
                    const std::string& what, const std::string& unit) {
  if (!first || !second || std::abs(std::log(*first / *second)) <= kSame) return;
  refuse(code, what, short_number(*first) + unit, short_number(*second) + unit, kGray);
}

}  // namespace

bool capture_is_known(const PhotoMetadata& metadata) {
  return !metadata.model.empty() && metadata.exposure_time_s && metadata.iso && !metadata.white_balance.empty();
}

std::optional<double> exposure_step(const PhotoMetadata& first, const PhotoMetadata& second) {
  if (!first.exposure_time_s || !second.exposure_time_s || !first.iso || !second.iso) return std::nullopt;
  const double stop = first.f_number && second.f_number ? 2.0 * std::log(*first.f_number / *second.f_number) : 0.0;
  return std::log(*second.exposure_time_s / *first.exposure_time_s) + std::log(*second.iso / *first.iso) + stop;
}

void refuse_other_settings(const PhotoMetadata& first, const PhotoMetadata& second, bool matched) {
  const std::string camera = "Take both photographs with one camera";
  compare_text(first.make, second.make, "camera_differs", "camera make", camera);
  compare_text(first.model, second.model, "camera_differs", "camera model", camera);
  if (matched) return;
  compare_text(first.lens, second.lens, "lens_differs", "lens", "Take both photographs with one lens and zoom");
  compare_number(first.focal_length_mm, second.focal_length_mm, "lens_differs", "focal length", " mm");
  compare_number(first.exposure_time_s, second.exposure_time_s, "exposure_differs", "exposure time", " s");
  compare_number(first.f_number, second.f_number, "exposure_differs", "f-number", "");
  compare_number(first.iso, second.iso, "exposure_differs", "sensitivity", " ISO");
  compare_text(first.white_balance, second.white_balance, "white_balance_differs", "white balance", kGray);
}

}  // namespace shadematch::inline v0
