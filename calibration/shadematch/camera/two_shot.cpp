// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <memory>
#include <string>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/capture_settings.hpp>
#include <shadematch/camera/two_shot.hpp>
#include <shadematch/error.hpp>
#include <shadematch/light/flatten.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

// Start values, to be validated.
constexpr int kLeastPixels = 64;
constexpr double kMostClipped = 0.01;
constexpr double kLeastValue = 0.02;
constexpr double kMostTexture = 0.08;
constexpr double kMostGain = 0.7;         // ln; an f-stop
constexpr double kMostSurprise = 0.25;    // ln; gain beyond what the exposures of the two files explain
constexpr double kMostChromaStep = 0.12;  // ln of a channel's gain against the mean
constexpr double kGainSd = 0.03;          // sd of ln light between the gray and the scalp beside it

const std::string kWho = "two_shot";

[[noreturn]] void refuse(const std::string& code, const std::string& expected, const std::string& got,
                         const std::string& advice) {
  throw MeasurementRefused(code, kWho + ": expected " + expected + ", got " + got, advice);
}

Eigen::Vector3d gray_value(const Photo& photo, const Region& region) {
  const AreaSample area = sample_region(photo, region, kWho);
  if (area.pixels < kLeastPixels) {
    refuse("gray_small", "a gray of at least " + std::to_string(kLeastPixels) + " pixels", std::to_string(area.pixels),
           "Mark a larger area of the gray");
  }
  if (area.clipped_share > kMostClipped) {
    refuse("gray_clipped", "a gray without clipped pixels", short_number(100.0 * area.clipped_share) + " % of them",
           "Use a darker gray or less exposure");
  }
  if (!(area.value.minCoeff() > 0.0) || area.value.mean() < kLeastValue) {
    refuse("gray_dark", "a gray of at least " + short_number(kLeastValue) + " of full scale",
           short_number(area.value.mean()), "Use a lighter gray, outside of shadows");
  }
  if (area.texture > kMostTexture) {
    refuse("gray_texture", "a plain gray", "a texture of " + short_number(100.0 * area.texture) + " %",
           "Mark an area that lies wholly on the gray");
  }
  return area.ln_value();
}

void expect_plausible(const Eigen::Vector3d& gain, const std::optional<double>& exposures) {
  const double surprise = std::abs(gain.mean() - exposures.value_or(0.0));
  if (surprise > (exposures ? kMostSurprise : kMostGain)) {
    refuse("gray_implausible",
           exposures ? "a gray as bright as the two exposures make it" : "a gray within an f-stop of the first one",
           short_number(std::exp(gain.mean() - exposures.value_or(0.0))) + " times as much",
           "Check that both regions show the same gray, in the light of the scalp and not in shade");
  }
  const double chroma = (gain.array() - gain.mean()).abs().maxCoeff();
  if (chroma > kMostChromaStep) {
    refuse("gray_chroma_moved", "a gray of the same color in both photographs",
           "a channel that moved by " + short_number(chroma) + " in ln",
           "Fix the white balance and keep other lights away from the gray");
  }
}

/// The field that takes the second photograph to the light of the first: the calibration's own, and the gain of a gray.
std::shared_ptr<const LightField> second_field(const Calibration::State& first, const Photo& photo,
                                               const std::optional<Region>& gray) {
  const Shot& shot = first.shot;
  if (shot.light && (shot.light->width != photo.width || shot.light->height != photo.height)) {
    refuse("light_field_size", "a photograph of the size of the calibration's light field",
           std::to_string(photo.width) + " x " + std::to_string(photo.height) + " against " +
               std::to_string(shot.light->width) + " x " + std::to_string(shot.light->height),
           "Take both photographs with the same settings, or calibrate without a light field");
  }
  if (!gray) return shot.light;
  if (!shot.gray) {
    refuse("gray_unknown", "a calibration that knows the gray", "one without",
           "Name the gray in the photograph with the chart too");
  }
  LightField field = shot.light ? *shot.light : even_light_field(photo.width, photo.height, shot.response);
  const Eigen::Vector3d value = gray_value(shot.light ? flatten(photo, field) : photo, *gray);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<Eigen::Index>(c);
    field.gain(channel) =
        field.response.ln_light(c, value(channel)) - field.response.ln_light(c, shot.gray->ln_value(channel));
  }
  expect_plausible(field.gain, exposure_step(shot.metadata, photo.metadata));
  return std::make_shared<const LightField>(std::move(field));
}

void raise_flags(const Calibration::State& first, const Photo& photo, Calibration::State& state) {
  state.flags.emplace_back("two_shot");
  if (!capture_is_known(first.shot.metadata) || !capture_is_known(photo.metadata)) {
    state.flags.emplace_back("capture_unknown");
  }
  if (photo.metadata.white_balance == "auto") state.flags.emplace_back("auto_white_balance");
}

}  // namespace

Calibration with_gray(const Calibration& calibration, const Photo& photo, const Region& gray) {
  auto state = std::make_shared<Calibration::State>(calibration.state());
  const Photo even = calibration.flatten(photo);
  state->shot.gray = GrayReference{gray_value(even, gray)};
  return Calibration(std::move(state));
}

LabImage two_shot(const Calibration& calibration, const Photo& photo, const std::optional<Region>& gray, int threads) {
  expect_pixels(photo, kWho);
  const Calibration::State& first = calibration.state();
  refuse_other_settings(first.shot.metadata, photo.metadata, gray.has_value());
  const std::shared_ptr<const LightField> field = second_field(first, photo, gray);
  auto state = std::make_shared<Calibration::State>(first);
  state->photo_width = photo.width;
  state->photo_height = photo.height;
  state->photo_sha256 = photo.metadata.sha256;
  // No chart in this photograph: every pixel counts as the chart's center.
  state->frame.from_pixels.setZero();
  if (first.spectral) {
    SpectralFit spectral = first.spectral->fit();
    spectral.frame.even = true;
    state->spectral = std::make_shared<const SpectralMap>(std::move(spectral));
  }
  state->shot.light = field;
  state->shot.second = true;
  state->shot.gain_sd = gray ? kGainSd : 0.0;
  raise_flags(first, photo, *state);
  return Calibration(std::move(state)).to_lab(field ? flatten(photo, *field) : photo, threads);
}

}  // namespace shadematch::inline v0
