// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/formulate/medium.hpp>
#include <shadematch/skin/client_skin.hpp>
#include <shadematch/skin/healing.hpp>
#include <shadematch/skin/skin_table.hpp>

namespace shadematch::inline v0 {

/// Healed dots in a client's skin, pooled with the skin between them. K is the pigment's mua and S its mu_s' in 1/cm in
/// the undiluted liquid; uptake and retention are applied here.
class SHADEMATCH_API SkinMedium final : public Medium {
 public:
  /// Tabulates the skin (some 75 ms).
  /// @param healing       a prior, unless photographs of treated skin have updated it.
  /// @param thickness_mm  of the pigment zone, 0..5.
  /// @throws std::invalid_argument naming the value outside its range.
  explicit SkinMedium(const ClientSkin& client, const Healing& healing = {}, double thickness_mm = kZoneThicknessMm);
  /// Dots in a ground of another color than the skin around it, for example a scar or an earlier treatment.
  SkinMedium(const ClientSkin& client, const Reflectance& between_dots, const Healing& healing = {},
             double thickness_mm = kZoneThicknessMm);

  void reflect(const Bands& K, const Bands& S, double coverage, Bands& R, MediumSlopes* slopes) const override;
  [[nodiscard]] Reflectance model(const Bands& K, const Bands& S, double coverage) const override;
  [[nodiscard]] bool has_coverage() const override { return true; }
  [[nodiscard]] const char* name() const override { return "skin"; }
  /// The model with another healing.
  [[nodiscard]] Reflectance model_with(const Healing& healing, const Bands& K, const Bands& S, double coverage) const;
  [[nodiscard]] const ClientSkin& client() const { return client_; }
  [[nodiscard]] const Reflectance& ground() const { return ground_; }
  [[nodiscard]] const Healing& healing() const { return healing_; }
  [[nodiscard]] double thickness_mm() const { return thickness_mm_; }

 private:
  ClientSkin client_;
  Reflectance ground_;
  Healing healing_;
  double thickness_mm_;
  double load_;        // uptake times retention
  Bands root_ground_;  // of the Yule-Nielsen n
  SkinTable table_;
};

}  // namespace shadematch::inline v0
