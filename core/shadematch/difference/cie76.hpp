// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// CIE76: the distance of two colors in Lab. Symmetric; NaN passes through. Source: CIE 015:2018 [cie015].
[[nodiscard]] SHADEMATCH_API double delta_e_cie76(const Lab& standard, const Lab& batch);
/// One standard against every row. From 64 rows on in vectors, which agrees with the form above to 1e-12.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie76(const Lab& standard, const Eigen::Ref<const LabTable>& batch);
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie76(const Eigen::Ref<const LabTable>& standards,
                                                          const Eigen::Ref<const LabTable>& batch);
/// The same in single precision: within 5e-6 of the difference of the given numbers, for |a*|, |b*| <= 5000.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cie76(const Lab& standard,
                                                          const Eigen::Ref<const FloatLabTable>& batch);
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cie76(const Eigen::Ref<const FloatLabTable>& standards,
                                                          const Eigen::Ref<const FloatLabTable>& batch);

}  // namespace shadematch::inline v0
