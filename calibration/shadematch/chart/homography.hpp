// SPDX-License-Identifier: Apache-2.0
// Private: plane-to-plane maps of the finder.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace shadematch::inline v0 {

using Points = std::vector<Eigen::Vector2d>;

/// Image of a point. Points behind the plane of the lens give NaN.
[[nodiscard]] Eigen::Vector2d transform(const Eigen::Matrix3d& homography, const Eigen::Vector2d& point);

/// Weighted least squares homography from >= 4 pairs; `weights` empty: all 1. The projective terms carry a ridge of
/// 1e-3, so that two rows of points do not invent a vanishing point. Identity scale h(2,2) = 1 at the mean of `from`.
/// All zeros if the points do not span a plane.
[[nodiscard]] Eigen::Matrix3d fit_homography(const Points& from, const Points& to,
                                             const std::vector<double>& weights = {});

/// Consensus fit: pairs farther than `tolerance` from the best of a fixed sequence of samples do not count.
/// @param inliers  out: which pairs support the result.
[[nodiscard]] Eigen::Matrix3d fit_homography_robust(const Points& from, const Points& to, double tolerance,
                                                    std::vector<bool>& inliers);

/// Mean length of the two unit steps at `point`.
[[nodiscard]] double local_pitch(const Eigen::Matrix3d& homography, const Eigen::Vector2d& point);

}  // namespace shadematch::inline v0
