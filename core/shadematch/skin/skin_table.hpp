// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/skin/client_skin.hpp>

namespace shadematch::inline v0 {

/// n times one coefficient per band as rows: the layout of a C-contiguous numpy (n, 36) array.
using BandsTable = Eigen::Array<double, Eigen::Dynamic, static_cast<int>(kBandCount), Eigen::RowMajor>;

/// Reflectance of one client's skin over any pigment at one depth, for searches that try thousands of mixes: a table
/// instead of the solver. cbrt R at 24 x 10 nodes of asinh(mua cm) and asinh(musr cm / 10) for each band, between them
/// bicubic B-splines (not-a-knot ends). Within 0.01 CIEDE2000 of ClientSkin::reflectance(zone). A table takes some 75
/// ms to make on one core, a reflectance 2 microseconds.
class SHADEMATCH_API SkinTable {
 public:
  /// Largest tabulated absorption and scattering of the pigment, 1/cm.
  static constexpr double kLargest = 2000.0;

  /// @param depth_mm      clear dermis above the zone, 0..5.
  /// @param thickness_mm  of the zone, 0..5.
  /// @throws std::invalid_argument outside those ranges.
  SkinTable(const ClientSkin& client, double depth_mm, double thickness_mm);

  /// @param mua   of the pigment in the skin, 1/cm, as in PigmentZone; values beyond kLargest count as kLargest (a zone
  ///              that returns no light). NaN passes through.
  /// @param musr  the same for scattering.
  /// @throws std::invalid_argument for a negative one.
  [[nodiscard]] Reflectance reflectance(const Bands& mua, const Bands& musr) const;
  /// Of n mixes. @throws std::invalid_argument also for tables of unequal length.
  [[nodiscard]] ReflectanceTable reflectance(const Eigen::Ref<const BandsTable>& mua,
                                             const Eigen::Ref<const BandsTable>& musr) const;

  [[nodiscard]] double depth_mm() const { return depth_mm_; }
  [[nodiscard]] double thickness_mm() const { return thickness_mm_; }

 private:
  void reflect(const double* mua, const double* musr, double* R) const;

  double depth_mm_, thickness_mm_;
  std::vector<double> coefficients_;  // band, mua, musr
};

}  // namespace shadematch::inline v0
