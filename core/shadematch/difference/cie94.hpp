// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Parametric factors of CIE94.
struct Cie94Options {
  double k_L = 1.0;
  double k_C = 1.0;
  double k_H = 1.0;
  double K_1 = 0.045;  ///< growth of the chroma tolerance
  double K_2 = 0.015;  ///< growth of the hue tolerance
};

/// For prints and paints, and under the reference conditions.
inline constexpr Cie94Options kCie94GraphicArts{1.0, 1.0, 1.0, 0.045, 0.015};
/// For textiles.
inline constexpr Cie94Options kCie94Textiles{2.0, 1.0, 1.0, 0.048, 0.014};

/// CIE94. Not symmetric: the chroma of `standard` sets the tolerances. NaN passes through.
/// Source: CIE 116-1995 [cie116].
[[nodiscard]] SHADEMATCH_API double delta_e_cie94(const Lab& standard, const Lab& batch,
                                                  const Cie94Options& options = {});
/// One standard against every row. From 64 rows on in vectors, which agrees with the form above to 1e-12.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie94(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                                                          const Cie94Options& options = {});
/// Row by row. @throws std::invalid_argument for tables of unequal length.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e_cie94(const Eigen::Ref<const LabTable>& standards,
                                                          const Eigen::Ref<const LabTable>& batch,
                                                          const Cie94Options& options = {});
/// The same in single precision: within 5e-6 of the difference of the given numbers, for |a*|, |b*| <= 5000.
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cie94(const Lab& standard,
                                                          const Eigen::Ref<const FloatLabTable>& batch,
                                                          const Cie94Options& options = {});
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXf delta_e_cie94(const Eigen::Ref<const FloatLabTable>& standards,
                                                          const Eigen::Ref<const FloatLabTable>& batch,
                                                          const Cie94Options& options = {});

}  // namespace shadematch::inline v0
