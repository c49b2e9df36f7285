// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/follow_up.hpp>
#include <shadematch/camera/held_out.hpp>
#include <shadematch/camera/rungs.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/error.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::string_view kSpectralRung = "spectral";
constexpr double kMustWinBy = 0.05;  // a higher rung replaces a lower one only if its error is less by this share
constexpr double kRounding = 1e-6;   // CIEDE2000: errors of exact fits differ by no more
constexpr double kSurelyFluorescent = 0.8;
constexpr double kLargeErrorMean = 4.5;  // CIEDE2000, charts with published values; start values, to be validated
constexpr double kLargeErrorP95 = 9.0;   // same

RungError summary(const Rung& rung, const CrossFit& fit) {
  RungError out{std::string(rung.name), fit.choice_error, fit.error};
  out.held_out.patch_ids.clear();
  out.held_out.per_patch.clear();
  return out;
}

bool may_choose(const Rung& rung, std::string_view wanted) {
  return wanted == "auto" || (wanted == "follow-up" ? rung.fits_light : rung.name == wanted);
}

/// What to look for on the ladder: below the spectral rung, what the first visit had or the best.
std::string ladder_part(const std::string& wanted, const Calibration* baseline) {
  if (wanted != kSpectralRung) return wanted;
  return baseline == nullptr ? "auto" : baseline->state().ladder_rung;
}

/// Tries the rungs from the simplest up and keeps the best. @param seen_light  what gradient() wants to know.
CrossFit climb(const TrainingSet& patches, std::string_view wanted, Calibration::State& state,
               std::optional<Eigen::Vector2d>& seen_light) {
  std::optional<CrossFit> best;
  for (const Rung& rung : all_rungs()) {
    if (!may_choose(rung, wanted)) continue;
    if (wanted == "auto" && rung.fits_light && state.shot.light) continue;  // a card knows it better than the chart
    CrossFit fit = cross_fit(rung, patches);
    if (rung.fit == fit_tone_matrix_shading) seen_light = fit.map.shading;
    if (!fit.usable()) continue;
    state.rungs.push_back(summary(rung, fit));
    if (rung.judged_only && wanted == "auto") continue;
    if (best && !(fit.choice_error < (1.0 - kMustWinBy) * best->choice_error - kRounding)) continue;
    state.ladder_rung = rung.name;
    best = std::move(fit);
  }
  if (best) return *std::move(best);
  throw MeasurementRefused("no_fit",
                           "calibrate: expected colors that a camera can make of this chart, got none that fit",
                           "Check the chart type and the corners, or take the photograph again");
}

void refuse_bad_fit(const HeldOutError& error, double limit) {
  if (error.mean <= limit) return;
  char text[120];
  std::snprintf(text, sizeof text, "calibrate: expected a held-out error of at most %.1f CIEDE2000, got %.1f", limit,
                error.mean);
  throw MeasurementRefused("no_fit", text,
                           "Check the chart type, its edition and the corners, or take the photograph again");
}

/// Light across the chart as the simplest rung that knows of it sees it. @param tried  by that rung, if it was fitted.
Eigen::Vector2d gradient(const TrainingSet& patches, const CameraMap& chosen,
                         const std::optional<Eigen::Vector2d>& tried) {
  if (!chosen.shading.isZero()) return chosen.shading;
  if (tried) return *tried;
  ColorTrail nothing_known;
  return fit_tone_matrix_shading(patches, nothing_known).shading;
}

void record_patches(const Chart& chart, const TrainingSet& patches, const CrossFit& fit, Calibration::State& state) {
  const LabTable& table = chart.definition.edition(chart.edition).lab;
  for (const PatchSample& sample : chart.patches) {
    const auto row = table.row(sample.id - 1);
    PatchRecord record{sample.id, false, sample.reason, sample.clipped_share, {row(0), row(1), row(2)}, {}, {}, {},
                       {},        0.0};
    const auto found =
        std::find_if(patches.begin(), patches.end(), [&](const TrainingPatch& patch) { return patch.id == sample.id; });
    if (found != patches.end()) {
      record.valid = true;
      record.center = sample.center;
      record.rgb = sample.rgb;
      record.fitted = fit.map.lab(found->rgb, found->place);
      record.predicted = fit.predicted[static_cast<std::size_t>(found - patches.begin())];
      const Eigen::Matrix3d parameters = jackknife_covariance(fit.refits, found->rgb, found->place);
      record.expected_square = ciede2000_square(record.reference, parameters) + std::pow(state.tolerance_delta_e, 2);
    }
    state.patches.push_back(record);
  }
}

/// Skin and hair through the spectral rung, unless a rung of the ladder was asked for or the photograph lies outside
/// what cameras and lights are known to do.
void add_spectral(const Chart& chart, const TrainingSet& patches, std::string_view wanted, bool light_from_skin,
                  Calibration::State& state) {
  state.rung = state.ladder_rung;
  if (wanted != "auto" && wanted != kSpectralRung) return;
  std::optional<SpectralFit> fit = fit_spectral(chart, patches, {state.shot.light != nullptr, light_from_skin});
  if (!fit && wanted == kSpectralRung) {
    throw MeasurementRefused(
        "no_spectra",
        "calibrate: expected a chart with known reflectances for the spectral rung, got '" + state.chart_id + "'",
        "Leave the rung to the program, or name one of the ladder");
  }
  if (!fit) return;
  if (fit->capture.noise > kFarthestFromPrior) {
    state.flags.emplace_back("outside_spectral_prior");
    if (wanted == "auto") return;
  }
  state.spectral = std::make_shared<const SpectralMap>(*std::move(fit));
  state.rung = kSpectralRung;
}

void raise_flags(const Chart& chart, Calibration::State& state) {
  const bool large = state.held_out.mean > kLargeErrorMean || state.held_out.p95 > kLargeErrorP95;
  if (large) state.flags.emplace_back("large_error");
  if (chart.status == "partial") state.flags.emplace_back("partial_chart");
  if (state.spectral && fluorescent_share(state.spectral->fit()) > kSurelyFluorescent)
    state.flags.emplace_back("narrow_band_light");
  if (light_ratio(state.light_gradient, state.frame) > kUnevenLightRatio) state.flags.emplace_back("uneven_light");
}

}  // namespace

std::vector<std::string> calibration_rungs() {
  std::vector<std::string> names;
  for (const Rung& rung : all_rungs()) names.emplace_back(rung.name);
  names.emplace_back(kSpectralRung);
  return names;
}

Calibration calibrate(const Chart& chart, const CalibrateOptions& options) {
  if (options.rung != "auto" && options.rung != "follow-up" && options.rung != kSpectralRung)
    (void)rung_by_name(options.rung);
  const TrainingSet patches = training_set(chart);
  const ChartEdition& edition = chart.definition.edition(chart.edition);
  auto state = std::make_shared<Calibration::State>();
  state->chart_id = chart.definition.id;
  state->edition = edition.name;
  state->chart_status = chart.status;
  state->chart_confidence = chart.confidence;
  state->pitch_px = chart.pitch_px;
  state->photo_width = chart.photo_width;
  state->photo_height = chart.photo_height;
  state->photo_sha256 = chart.photo_sha256;
  state->profile_sha256 = chart.profile_sha256;
  state->tolerance_delta_e = edition.tolerance_delta_e;
  state->frame = chart_frame(chart);
  state->warnings = chart.warnings;
  state->shot = shot_of(chart);
  const std::string wanted = options.baseline == nullptr
                                 ? options.rung
                                 : rung_of_follow_up(*state, options.rung, options.baseline->state(), "calibrate");
  std::optional<Eigen::Vector2d> seen_light;
  const CrossFit fit = climb(patches, ladder_part(wanted, options.baseline), *state, seen_light);
  refuse_bad_fit(fit.error, options.max_held_out_delta_e);
  state->map = fit.map;
  state->refits = fit.refits;
  state->held_out = fit.error;
  state->light_gradient = gradient(patches, fit.map, seen_light);
  record_patches(chart, patches, fit, *state);
  add_spectral(chart, patches, wanted, options.light_from_skin, *state);
  raise_flags(chart, *state);
  if (options.baseline != nullptr) {
    state->follow_up = follow_up(*state, options.baseline->state(), chart.definition.neutrals);
    for (std::string& flag : flags_of(*state->follow_up)) state->flags.push_back(std::move(flag));
  }
  return Calibration(std::move(state));
}

}  // namespace shadematch::inline v0
