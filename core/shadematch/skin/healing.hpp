// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/skin/client_skin.hpp>

namespace shadematch::inline v0 {

/// What becomes of a liquid that is set into skin. The defaults are a prior, our choice from ranges that practice names
/// (uptake .02-.10, retention .5-.8, spread 1-2); nobody has measured them. Photographs replace them: update_healing.
struct Healing {
  static constexpr int kSize = 4;

  double retention = 0.63;      ///< share of the pigment that is left when healed
  double depth_mm = 0.1;        ///< clear dermis above the pigment as light sees it; never the machine's depth
  double uptake = 0.045;        ///< volume of liquid over volume of the pigment zone
  double yule_nielsen_n = 1.7;  ///< sideways spread of light between dots and skin
  /// Of the natural logarithms of these four, in this order.
  Eigen::Matrix4d covariance = Eigen::Vector4d(0.14 * 0.14, 0.69 * 0.69, 0.49 * 0.49, 0.12 * 0.12).asDiagonal();
  int photographs = 0;  ///< that it was updated by

  /// "model", or "fitted to n client photographs".
  [[nodiscard]] SHADEMATCH_API std::string status() const;
  /// The same before healing: retention exactly 1.
  [[nodiscard]] SHADEMATCH_API Healing fresh() const;
  /// @throws std::invalid_argument naming the value outside its range: retention and uptake (0, 1], depth_mm (0, 5],
  /// yule_nielsen_n 1..10, a covariance that is none.
  SHADEMATCH_API void check() const;
  /// ln(retention, depth_mm, uptake, yule_nielsen_n). @throws as check.
  [[nodiscard]] SHADEMATCH_API Eigen::Vector4d logarithms() const;
  /// With other logarithms, kept within the ranges of check.
  [[nodiscard]] SHADEMATCH_API Healing with_logarithms(const Eigen::Vector4d& logarithms) const;
};

/// Thickness of the pigment zone where nothing is known, mm: the geometric middle of .05-.4.
inline constexpr double kZoneThicknessMm = 0.15;

/// What was set into the skin: optics of the liquid in the cup and how it was laid.
struct Treatment {
  Bands mua{},
      musr{};  ///< 1/cm: volume fraction of the pigment in the liquid times PigmentOptics, summed over pigments
  double coverage = 0.0;                    ///< area fraction of the dots, 0..1
  double thickness_mm = kZoneThicknessMm;   ///< of the pigment zone, 0..5
  std::optional<Reflectance> between_dots;  ///< what shows between the dots, if it is not the bare skin
};

/// The zone of one dot: liquid optics times uptake times retention, at the depth of `healing`.
[[nodiscard]] SHADEMATCH_API PigmentZone deposited_zone(const Treatment& treatment, const Healing& healing);

/// Reflectance that the eye pools from the dots and the skin between them.
/// @throws std::invalid_argument as pigmented_skin_reflectance and pooled_reflectance.
[[nodiscard]] SHADEMATCH_API Reflectance treated_reflectance(const ClientSkin& client, const Treatment& treatment,
                                                             const Healing& healing);

/// Its color, D50 and 2 degrees, with the covariance that comes from that of `healing`.
[[nodiscard]] SHADEMATCH_API MeasuredLab treated_lab(const ClientSkin& client, const Treatment& treatment,
                                                     const Healing& healing);

}  // namespace shadematch::inline v0
