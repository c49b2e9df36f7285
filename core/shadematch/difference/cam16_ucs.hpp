// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/cam16.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Distance in CAM16-UCS, the uniform space of the appearance model CAM16. The Lab values are relative to
/// `options.white`. Symmetric; NaN passes through.
/// @throws std::invalid_argument for impossible viewing conditions, see cam16_from_xyz.
/// Source: Li et al. 2017 [li2017].
[[nodiscard]] SHADEMATCH_API double delta_e_cam16_ucs(const Lab& standard, const Lab& batch,
                                                      const Cam16ViewingConditions& options = {});
/// One standard against every row.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cam16_ucs(const Lab& standard,
                                                              const Eigen::Ref<const LabTable>& batch,
                                                              const Cam16ViewingConditions& options = {});
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cam16_ucs(const Eigen::Ref<const LabTable>& standards,
                                                              const Eigen::Ref<const LabTable>& batch,
                                                              const Cam16ViewingConditions& options = {});

}  // namespace shadematch::inline v0
