// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <shadematch/film/film_reflectance.hpp>
#include <shadematch/formulate/medium.hpp>

namespace shadematch::inline v0 {

/// A film on a card. K and S are those of FilmCoefficients, for a film of thickness 1.
class SHADEMATCH_API FilmMedium final : public Medium {
 public:
  /// @param card  reading of the bare card, 0..1.
  /// @throws std::invalid_argument as film_reflectance.
  explicit FilmMedium(const Reflectance& card, const FilmSurface& surface = {});

  void reflect(const Bands& K, const Bands& S, double coverage, Bands& R, MediumSlopes* slopes) const override;
  [[nodiscard]] Reflectance model(const Bands& K, const Bands& S, double coverage) const override;
  [[nodiscard]] bool has_coverage() const override { return false; }
  [[nodiscard]] const char* name() const override { return "film"; }
  [[nodiscard]] const Reflectance& card() const { return card_; }
  [[nodiscard]] const FilmSurface& surface() const { return surface_; }

 private:
  Reflectance card_, ground_;
  FilmSurface surface_;
  const std::vector<float>* nodes_;
};

}  // namespace shadematch::inline v0
