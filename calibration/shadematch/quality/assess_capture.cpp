// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <stdexcept>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/quality/assess_capture.hpp>
#include <shadematch/quality/hidden_patches.hpp>
#include <shadematch/quality/light_field.hpp>
#include <shadematch/quality/patch_edges.hpp>
#include <shadematch/quality/patch_side.hpp>
#include <shadematch/quality/repeats.hpp>
#include <shadematch/quality/tilt.hpp>
#include <shadematch/quality/white_signal.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kMeasuredTolerance = 0.3;  // CIEDE2000: charts with published values scatter by 0.5 to 1
constexpr double kFoundByItself = 2, kByHand = 1, kNotFound = 0;
constexpr double kClassicPatches = 24;
constexpr std::size_t kRepeats = 3;

/// A value on its way to its gate.
struct Measured {
  std::string id, subject;
  std::optional<double> value;
};

std::string profile_of(const AssessOptions& options, double tolerance) {
  if (options.profile != "auto") return options.profile;
  return tolerance <= kMeasuredTolerance ? "measured-values" : "published-values";
}

QualityReport judged(std::string profile, const std::vector<Measured>& all) {
  QualityReport report{std::move(profile), {}};
  for (const Gate& gate : capture_gates(report.profile)) {
    for (const Measured& one : all) {
      if (one.id == gate.id) add_gate(report, one.id, one.subject, one.value);
    }
  }
  return report;
}

std::vector<Measured> chart_values(const Photo& photo, const Chart& chart) {
  const bool by_hand = std::count(chart.warnings.begin(), chart.warnings.end(), "corners_by_hand") > 0;
  double valid = 0, clipped = 0;
  for (const PatchSample& patch : chart.patches) {
    valid += patch.valid ? 1 : 0;
    clipped += patch.reason == "glare" ? 0 : patch.clipped_share;
  }
  const std::vector<PatchEdge> edges = patch_edges(photo, chart);
  valid -= static_cast<double>(hidden_patches(chart, edges).size());
  const double patches = std::max(1.0, static_cast<double>(chart.patches.size()));
  const auto white = white_signal(chart);
  const ChartLight light = light_field(chart);
  const auto percent = [&](double WhiteSignal::*part) {
    return white ? std::optional<double>(100 * (*white).*part) : std::nullopt;
  };
  return {{"chart", "", by_hand ? kByHand : kFoundByItself},
          {"patch_side", "", patch_side_px(chart)},
          {"patch_pitch", "", chart.pitch_px},
          {"valid_patches", "", kClassicPatches * valid / patches},
          {"clipped", "", 100 * clipped / patches},
          {"white_dark", "", percent(&WhiteSignal::mean)},
          {"white_bright", "", percent(&WhiteSignal::brightest)},
          {"evenness", "", light.ratio},
          {"mixed_light", "", light.mixed_chroma},
          {"edge_width", "", edge_width(chart, edges)},
          {"tilt", "", tilt_degrees(chart)}};
}

void add_region(const AssessedRegion& each, const ChartFrame& frame, std::vector<Measured>& all) {
  const Reading& reading = each.reading;
  all.push_back({"clipped", each.name, 100 * reading.blown_share});
  all.push_back({"glare", each.name, 100 * reading.glare_share});
  all.push_back({"valid_pixels", each.name, static_cast<double>(reading.valid_pixels)});
  all.push_back({"texture", each.name, reading.texture_mad});
  all.push_back({"distance", each.name, frame.distance(reading.center)});
  if (each.repeats.size() + 1 < kRepeats) return;
  std::vector<Lab> labs = each.repeats;
  labs.push_back(reading.lab);
  all.push_back({"repeats", each.name, repeat_spread(labs)});
}

void add_calibration(const Calibration& calibration, std::span<const AssessedRegion> regions,
                     std::vector<Measured>& all) {
  all.push_back({"held_out_mean", "", calibration.held_out().mean});
  all.push_back({"held_out_p95", "", calibration.held_out().p95});
  for (const AssessedRegion& each : regions) add_region(each, calibration.state().frame, all);
}

}  // namespace

QualityReport assess_capture(const Photo& photo, const Chart& chart, const Calibration& calibration,
                             std::span<const AssessedRegion> regions, const AssessOptions& options) {
  if (photo.rgb.size() == 0) {
    throw std::invalid_argument("assess_capture: expected a photo with pixels, got an empty one");
  }
  if (chart.photo_width > 0 && (photo.width != chart.photo_width || photo.height != chart.photo_height)) {
    throw std::invalid_argument("assess_capture: expected the photo with the chart, " +
                                std::to_string(chart.photo_width) + " x " + std::to_string(chart.photo_height) +
                                " pixels, got " + std::to_string(photo.width) + " x " + std::to_string(photo.height));
  }
  std::vector<Measured> all = chart_values(photo, chart);
  add_calibration(calibration, regions, all);
  return judged(profile_of(options, calibration.state().tolerance_delta_e), all);
}

QualityReport assess_capture(const Calibration& calibration, std::span<const AssessedRegion> regions,
                             const AssessOptions& options) {
  std::vector<Measured> all;
  add_calibration(calibration, regions, all);
  return judged(profile_of(options, calibration.state().tolerance_delta_e), all);
}

QualityReport assess_missing_chart(const AssessOptions& options) {
  return judged(profile_of(options, 1.0), {{"chart", "", kNotFound}});
}

}  // namespace shadematch::inline v0
