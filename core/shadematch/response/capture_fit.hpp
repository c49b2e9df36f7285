// SPDX-License-Identifier: Apache-2.0
// Private. The joint fit of a camera's effective response, tone curve, flare, gains and light to patches whose
// reflectance is known: a Gaussian field over wavelength, updated by the chart.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/response/capture_model.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

struct ObservedPatch {
  Eigen::Vector3d value{0, 0, 0};  ///< linear light as stored
  LightTerms terms{0, 0, 0};
  Bands reflectance{};
};

struct CaptureFit {
  CaptureModel model;                ///< most probable
  std::vector<CaptureModel> draws;   ///< equally probable ones, chart scatter included
  double noise = 0;                  ///< relative sd of a channel around the model; what the prior cannot explain
  double ln_evidence = 0;            ///< comparable between priors on the same patches
  std::vector<double> light_shares;  ///< probability of each of light_priors(), in their order
};

/// Patches that are nearly black or white in a channel say nothing there.
/// @param patches  at least 12.
/// @throws std::invalid_argument for fewer.
/// Source: linear Gaussian update with the noise and tone curve found by their evidence [mackay1992].
[[nodiscard]] SHADEMATCH_API CaptureFit fit_capture(const std::vector<ObservedPatch>& patches,
                                                    const ResponsePrior& prior);

}  // namespace shadematch::inline v0
