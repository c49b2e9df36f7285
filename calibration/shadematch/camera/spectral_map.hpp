// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <vector>

#include <shadematch/camera/spectral_fit.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/response/scalp_map.hpp>

namespace shadematch::inline v0 {

/// RGB -> Lab of skin and hair by a SpectralFit.
class SpectralMap {
 public:
  explicit SpectralMap(SpectralFit fit);

  struct Answer {
    Lab lab;
    double trust = 0;  ///< 1 among the model's skin and hair, towards 0 far from them
  };

  [[nodiscard]] const SpectralFit& fit() const { return fit_; }
  [[nodiscard]] Answer at(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const;
  /// Covariance of that Lab: fit and chart (common to the whole photograph).
  [[nodiscard]] Eigen::Matrix3d parameters(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const;
  /// Covariance of that Lab: surfaces that the channels cannot tell apart, and real skin being none of the model's.
  [[nodiscard]] Eigen::Matrix3d metamerism(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const;
  /// Covariance of that Lab: what the chart's patches show beside the model, beyond the noise of good photographs.
  [[nodiscard]] Eigen::Matrix3d misfit(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const;
  [[nodiscard]] const ScalpMap& scalp() const { return best_; }

 private:
  SpectralFit fit_;
  ScalpMap best_;
  std::vector<ScalpMap> draws_;
};

/// Probability that the light is a fluorescent tube.
[[nodiscard]] double fluorescent_share(const SpectralFit& fit);

/// Share of the spectral answer at a distance (in z) from the nearest model surface.
[[nodiscard]] double trust_at(double distance);

}  // namespace shadematch::inline v0
