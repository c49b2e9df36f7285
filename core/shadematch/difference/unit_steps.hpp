// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Columns: the directions of L*, chroma and hue of Lab, as long as one unit of CIEDE2000 is there (S_L, S_C and S_H
/// with T = 1; no rotation term). U U' s^2 is the covariance of a color that is uncertain by s CIEDE2000 in each
/// direction. Source: Sharma, Wu & Dalal 2005 [sharma2005].
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d unit_steps(const Lab& lab);

}  // namespace shadematch::inline v0
