// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// CIE76: the distance of two colors in Lab. Symmetric; NaN passes through. Source: CIE 015:2018 [cie015].
[[nodiscard]] SHADEMATCH_API double delta_e_cie76(const Lab& standard, const Lab& batch);
/// One standard against every row.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie76(const Lab& standard, const Eigen::Ref<const LabTable>& batch);
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie76(const Eigen::Ref<const LabTable>& standards,
                                                          const Eigen::Ref<const LabTable>& batch);

}  // namespace shadematch::inline v0
