// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/camera/skin_places.hpp>
#include <shadematch/camera/spectral_fit.hpp>
#include <shadematch/spectrum/bent_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastPatches = 15;
constexpr double kChartsPerPicture = 4.0;  // half diagonal in chart lengths where the size of the picture is unknown

LightFrame light_frame(const Chart& chart) {
  LightFrame frame;
  frame.chart = chart.centers().colwise().mean().transpose();
  if (chart.photo_width > 0 && chart.photo_height > 0) {
    frame.picture = {0.5 * chart.photo_width, 0.5 * chart.photo_height};
    frame.half_diagonal = frame.picture.norm();
  } else {
    frame.picture = frame.chart;
    frame.half_diagonal = kChartsPerPicture * chart.pitch_px * chart.definition.extent().maxCoeff();
  }
  return frame;
}

Bands edition_reflectance(const ChartDefinition& definition, const TrainingPatch& patch) {
  static const ColorimetricWeights d50 = colorimetric_weights(illuminant("D50"), observer(2));
  Reflectance base;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    base.R[band] = definition.reflectance(patch.id - 1, static_cast<Eigen::Index>(band));
  }
  return bent_reflectance(base, patch.reference, d50).R;
}

}  // namespace

LightTerms LightFrame::terms(const Eigen::Vector2d& pixel) const {
  if (even) return {0, 0, 0};
  const Eigen::Vector2d from_chart = (pixel - chart) / half_diagonal;
  const double far = ((pixel - picture) / half_diagonal).squaredNorm();
  return {from_chart(0), from_chart(1), far - ((chart - picture) / half_diagonal).squaredNorm()};
}

std::optional<SpectralFit> fit_spectral(const Chart& chart, const TrainingSet& patches, const SpectralLight& light) {
  if (chart.definition.reflectance.rows() == 0 || patches.size() < kLeastPatches) return std::nullopt;
  SpectralFit fit;
  fit.frame = light_frame(chart);
  fit.frame.even = light.even;
  std::vector<ObservedPatch> observed;
  for (const TrainingPatch& patch : patches) {
    observed.push_back({patch.rgb, fit.frame.terms(patch.pixel), edition_reflectance(chart.definition, patch)});
  }
  fit.prior = "rendered";
  const auto witness = [&](const CaptureModel& first) {
    const bool ask = light.ask_skin && !light.even;
    const std::optional<SkinLight> skin = ask ? skin_light(skin_places(chart, fit.frame, first)) : std::nullopt;
    fit.skin_places = skin ? skin->places : 0;
    fit.skin_scatter = skin ? skin->scatter : 0.0;
    return skin ? skin->seen : LightObservation{};
  };
  fit.capture = fit_capture(observed, response_prior(fit.prior), witness);
  if (fit.capture.noise <= kFarthestFromPrior) return fit;
  SpectralFit rendered = fit;
  CaptureFit raw = fit_capture(observed, response_prior("raw"), witness);
  if (!(raw.ln_evidence > rendered.capture.ln_evidence)) return rendered;
  fit.prior = "raw";
  fit.capture = std::move(raw);
  return fit;
}

}  // namespace shadematch::inline v0
