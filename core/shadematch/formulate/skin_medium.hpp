// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/formulate/medium.hpp>
#include <shadematch/skin/client_skin.hpp>
#include <shadematch/skin/skin_table.hpp>

namespace shadematch::inline v0 {

/// How pigment lies in the skin. Every value is a prior: no measured tattooed skin stands behind it.
struct HealedSkinOptions {
  double depth_mm = 0.1;           ///< clear dermis above the pigment, 0..5; never the machine's needle depth
  double thickness_mm = 0.15;      ///< of the pigment zone, 0..5
  double uptake = 0.05;            ///< volume of liquid that the zone takes up, per volume of the zone, (0, 1]
  double retention = 0.65;         ///< part of the pigment that is left after healing, (0, 1]; 1 is the fresh color
  double yule_nielsen_n = 1.7;     ///< spread of light between dots and skin, 1..2
  double depth_ln_sd = 0.6931;     ///< 1 standard deviation of ln depth (factor 2)
  double uptake_ln_sd = 0.46;      ///< of ln uptake: .02-.10 is 90 %
  double retention_ln_sd = 0.143;  ///< of ln retention: .5-.8 is 90 %
};

/// Healed dots in a client's skin, pooled with the skin between them. K is the pigment's mua and S its mu_s' in 1/cm in
/// the undiluted liquid; uptake and retention are applied here.
class SHADEMATCH_API SkinMedium final : public Medium {
 public:
  /// Tabulates the skin (some 75 ms). @throws std::invalid_argument naming the option outside its range.
  explicit SkinMedium(const ClientSkin& client, const HealedSkinOptions& options = {});
  /// Dots in a ground of another color than the skin around it, for example a scar or an earlier treatment.
  SkinMedium(const ClientSkin& client, const Reflectance& between_dots, const HealedSkinOptions& options);

  void reflect(const Bands& K, const Bands& S, double coverage, Bands& R, MediumSlopes* slopes) const override;
  [[nodiscard]] Reflectance model(const Bands& K, const Bands& S, double coverage) const override;
  [[nodiscard]] bool has_coverage() const override { return true; }
  [[nodiscard]] const char* name() const override { return "skin"; }
  /// The model with the pigment at another depth.
  [[nodiscard]] Reflectance model_at_depth(const Bands& K, const Bands& S, double coverage, double depth_mm) const;
  [[nodiscard]] const ClientSkin& client() const { return client_; }
  [[nodiscard]] const Reflectance& ground() const { return ground_; }
  [[nodiscard]] const HealedSkinOptions& options() const { return options_; }

 private:
  ClientSkin client_;
  Reflectance ground_;
  HealedSkinOptions options_;
  double load_;        // uptake times retention
  Bands root_ground_;  // of the Yule-Nielsen n
  SkinTable table_;
};

}  // namespace shadematch::inline v0
