// SPDX-License-Identifier: Apache-2.0
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {

XYZ xyz_from_reflectance(const Reflectance& reflectance, const ColorimetricWeights& weights) {
  const Eigen::Map<const ReflectanceTable> row(reflectance.R.data(), 1, static_cast<Eigen::Index>(kBandCount));
  const XYZTable xyz = xyz_from_reflectance(row, weights);
  return {xyz(0, 0), xyz(0, 1), xyz(0, 2)};
}

XYZTable xyz_from_reflectance(const Eigen::Ref<const ReflectanceTable>& reflectances,
                              const ColorimetricWeights& weights) {
  return (reflectances.matrix() * weights.w.matrix()).array();
}

Lab lab_from_reflectance(const Reflectance& reflectance, const ColorimetricWeights& weights) {
  return lab_from_xyz(xyz_from_reflectance(reflectance, weights), weights.white_point());
}

LabTable lab_from_reflectance(const Eigen::Ref<const ReflectanceTable>& reflectances,
                              const ColorimetricWeights& weights) {
  return lab_from_xyz(xyz_from_reflectance(reflectances, weights), weights.white_point());
}

}  // namespace shadematch::inline v0
