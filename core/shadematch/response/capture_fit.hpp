// SPDX-License-Identifier: Apache-2.0
// Private. The joint fit of a camera's effective response, tone curve, flare, gains and light to patches whose
// reflectance is known: a Gaussian field over wavelength, updated by the chart.
#pragma once

#include <Eigen/Core>
#include <functional>
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

/// Asked once, with a first fit to the chart alone, whose tone curve tells light from stored values.
using LightWitness = std::function<LightObservation(const CaptureModel& first)>;

/// Patches that are nearly black or white in a channel say nothing there.
/// @param patches  at least 12.
/// @param witness  of the light beside the chart; none: the patches and the prior alone.
/// @throws std::invalid_argument for fewer.
/// Source: linear Gaussian update with the noise and tone curve found by their evidence [mackay1992].
[[nodiscard]] SHADEMATCH_API CaptureFit fit_capture(const std::vector<ObservedPatch>& patches,
                                                    const ResponsePrior& prior, const LightWitness& witness = {});

}  // namespace shadematch::inline v0
