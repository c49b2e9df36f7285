// SPDX-License-Identifier: Apache-2.0
// Private. The spectral rung: what 24 known reflectances tell about a camera's response, so that skin and hair, whose
// spectra can be modelled, are predicted instead of treated as paint.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/camera/training_set.hpp>
#include <shadematch/response/capture_fit.hpp>

namespace shadematch::inline v0 {

/// Where in the picture the terms of the light are taken.
struct LightFrame {
  Eigen::Vector2d chart{0, 0};    ///< middle of the chart, pixels
  Eigen::Vector2d picture{0, 0};  ///< middle of the picture
  double half_diagonal = 1;
  bool even = false;  ///< the light is the same everywhere: divided out beforehand, or another photograph's

  [[nodiscard]] LightTerms terms(const Eigen::Vector2d& pixel) const;
};

/// What a calibration stores of the spectral rung.
struct SpectralFit {
  std::string prior;  ///< "rendered" or "raw"
  LightFrame frame;
  CaptureFit capture;
  int skin_places = 0;      ///< of smooth skin that took part in the light; 0: the chart alone
  double skin_scatter = 0;  ///< SkinLight::scatter
};

/// A photograph whose channels lie farther than this share from what known cameras under known lights make of the
/// chart stays on the ladder. Real JPEG files lie at .04 to .07; start value, to be validated.
inline constexpr double kFarthestFromPrior = 0.1;

/// What is known of the light beforehand.
struct SpectralLight {
  bool even = false;     ///< it was divided out
  bool ask_skin = true;  ///< else, smooth skin tells of it beside the chart
};

/// Nothing if the chart has no reflectances or too few patches can be used.
[[nodiscard]] std::optional<SpectralFit> fit_spectral(const Chart& chart, const TrainingSet& patches,
                                                      const SpectralLight& light);

}  // namespace shadematch::inline v0
