// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>
#include <shadematch/region/measure.hpp>

namespace shadematch::inline v0 {

/// Change of color between two visits.
struct ColorChange {
  Lab step;                    ///< dL*, da*, db*: after - before
  Eigen::Matrix3d covariance;  ///< of `step`: what each visit draws anew, without what is the same in both
  double delta_e = 0;          ///< CIEDE2000
  double low = 0, high = 0;    ///< 95 % interval of the true CIEDE2000; 0 below: no change is proven
};

/// Change of the same place of the skin between two visits with the same camera and chart. Errors that both visits
/// share cancel: the tolerance of the chart, what the rung cannot follow, most of metamerism. That it is the same
/// camera, and the same place, is the caller's to know.
/// @throws MeasurementRefused  baseline_chart, baseline_edition, baseline_profile, baseline_rung: the two were not
///                             measured alike; calibrate the later one with CalibrateOptions::baseline.
/// @throws std::invalid_argument  for a reading without a calibration.
[[nodiscard]] SHADEMATCH_API ColorChange color_change(const Reading& before, const Reading& after);

}  // namespace shadematch::inline v0
