// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// A color-difference formula that can be called by its name.
struct DifferenceFormula {
  std::string_view name;
  bool symmetric;                ///< false: which color is the standard matters
  std::string_view description;  ///< one line
};

/// Every formula that delta_e() knows, best first.
[[nodiscard]] SHADEMATCH_API std::vector<DifferenceFormula> difference_formulas();

/// Color difference by a formula's name, with the formula's default options. Lab is D50 / 2 degrees (only "cam16_ucs"
/// depends on the white). In a match the target is the standard and the mix the batch.
/// @throws std::invalid_argument with the known names for any other, or for tables of unequal length.
[[nodiscard]] SHADEMATCH_API double delta_e(std::string_view formula, const Lab& standard, const Lab& batch);
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e(std::string_view formula, const Lab& standard,
                                                    const Eigen::Ref<const LabTable>& batch);
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd delta_e(std::string_view formula,
                                                    const Eigen::Ref<const LabTable>& standards,
                                                    const Eigen::Ref<const LabTable>& batch);

}  // namespace shadematch::inline v0
