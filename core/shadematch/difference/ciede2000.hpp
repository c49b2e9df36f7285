// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Parametric weights of CIEDE2000; 1 under the reference viewing conditions.
struct Ciede2000Options {
  double k_L = 1.0;
  double k_C = 1.0;
  double k_H = 1.0;
};

/// CIEDE2000 color difference of two Lab colors under the same white. Symmetric, 0 for equal colors; NaN passes
/// through. Where the hues are exactly opposite the published formula jumps; the ordering rule of Sharma decides there.
/// Source: Sharma, Wu & Dalal 2005 [sharma2005]; CIE 142-2001 [cie142].
[[nodiscard]] SHADEMATCH_API double delta_e_ciede2000(const Lab& lab1, const Lab& lab2,
                                                      const Ciede2000Options& options = {});
/// One standard against every row. From 64 rows on in vectors, which agrees with the form above to 1e-12.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_ciede2000(const Lab& standard,
                                                              const Eigen::Ref<const LabTable>& batch,
                                                              const Ciede2000Options& options = {});
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_ciede2000(const Eigen::Ref<const LabTable>& standards,
                                                              const Eigen::Ref<const LabTable>& batch,
                                                              const Ciede2000Options& options = {});
/// The same in single precision: within 5e-6 of the difference of the given numbers, for |a*|, |b*| <= 5000.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_ciede2000(const Lab& standard,
                                                              const Eigen::Ref<const FloatLabTable>& batch,
                                                              const Ciede2000Options& options = {});
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_ciede2000(const Eigen::Ref<const FloatLabTable>& standards,
                                                              const Eigen::Ref<const FloatLabTable>& batch,
                                                              const Ciede2000Options& options = {});

}  // namespace shadematch::inline v0
