// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// XYZ of a surface under the light and for the observer of the weights. NaN passes through.
[[nodiscard]] SHADEMATCH_API XYZ xyz_from_reflectance(const Reflectance& reflectance,
                                                      const ColorimetricWeights& weights);
[[nodiscard]] SHADEMATCH_API XYZTable xyz_from_reflectance(const Eigen::Ref<const ReflectanceTable>& reflectances,
                                                           const ColorimetricWeights& weights);

/// Lab of a surface, relative to the white point of the same weights.
[[nodiscard]] SHADEMATCH_API Lab lab_from_reflectance(const Reflectance& reflectance,
                                                      const ColorimetricWeights& weights);
[[nodiscard]] SHADEMATCH_API LabTable lab_from_reflectance(const Eigen::Ref<const ReflectanceTable>& reflectances,
                                                           const ColorimetricWeights& weights);

}  // namespace shadematch::inline v0
