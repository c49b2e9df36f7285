// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Weights of CMC l:c. 2:1 decides whether a difference is acceptable, 1:1 whether it can be seen.
struct CmcOptions {
  double l = 2.0;
  double c = 1.0;
};

/// CMC l:c. Not symmetric: `standard` sets the tolerances. NaN passes through.
/// Source: Clarke, McDonald & Rigg 1984 [clarke1984]; BS 6923.
[[nodiscard]] SHADEMATCH_API double delta_e_cmc(const Lab& standard, const Lab& batch, const CmcOptions& options = {});
/// One standard against every row. From 64 rows on in vectors, which agrees with the form above to 1e-12.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cmc(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                                                        const CmcOptions& options = {});
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cmc(const Eigen::Ref<const LabTable>& standards,
                                                        const Eigen::Ref<const LabTable>& batch,
                                                        const CmcOptions& options = {});
/// The same in single precision: within 5e-6 of the difference of the given numbers, for |a*|, |b*| <= 5000.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cmc(const Lab& standard,
                                                        const Eigen::Ref<const FloatLabTable>& batch,
                                                        const CmcOptions& options = {});
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cmc(const Eigen::Ref<const FloatLabTable>& standards,
                                                        const Eigen::Ref<const FloatLabTable>& batch,
                                                        const CmcOptions& options = {});

}  // namespace shadematch::inline v0
