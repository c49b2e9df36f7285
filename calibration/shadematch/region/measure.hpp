// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <shadematch/camera/lab_image.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// The color of a region with its uncertainty. Lab is D50 / 2 degrees.
struct Reading {
  Lab lab;                     ///< of the mean XYZ of the valid pixels: light mixes before the cube root
  Eigen::Matrix3d covariance;  ///< uncertainty of `lab`, calibration included; lab_se is the root of its diagonal
  /// The part of `covariance` that another visit draws anew; see Calibration::visit_covariance. Pixel noise is in it.
  Eigen::Matrix3d visit_covariance = Eigen::Matrix3d::Zero();
  Lab median;                    ///< per-channel median of the valid pixels
  Eigen::Matrix3d spread;        ///< covariance of single valid pixels around their mean (texture and noise)
  Eigen::Vector2d center{0, 0};  ///< mean place (x, y) of the valid pixels
  int pixels = 0;                ///< inside the region
  int valid_pixels = 0;          ///< neither blown (clipped high) nor glare
  double clipped_share = 0;      ///< at either end of the codes, without glare
  double blown_share = 0;        ///< clipped high, without glare
  double glare_share = 0;
  double texture_mad = 0;                          ///< median absolute deviation of L* of the valid pixels
  std::shared_ptr<const Calibration> calibration;  ///< that it was measured with
  std::vector<std::string> flags;                  ///< of: "clipped", "glare", "too_small", "uneven"

  [[nodiscard]] Lab lab_se() const {
    return {std::sqrt(covariance(0, 0)), std::sqrt(covariance(1, 1)), std::sqrt(covariance(2, 2))};
  }
};

/// Limits behind the flags; start values, to be validated on photographs of scalps.
struct MeasureOptions {
  int min_pixels = 400;             ///< fewer valid pixels: "too_small"
  double max_clipped_share = 0.01;  ///< more: "clipped"
  double max_glare_share = 0.05;    ///< more: "glare"
  double max_texture_mad = 6.0;     ///< median absolute deviation of L* above this: "uneven"
};

/// @throws std::invalid_argument if the region leaves the image; MeasurementRefused "no_valid_pixels" or
///         "too_few_pixels" (a single one tells no noise).
[[nodiscard]] SHADEMATCH_API Reading measure(const LabImage& image, const Region& region,
                                             const MeasureOptions& options = {});

}  // namespace shadematch::inline v0
