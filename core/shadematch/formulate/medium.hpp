// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Derivatives of a reflectance by the coefficients of the mix at the same band, and by the coverage.
struct MediumSlopes {
  Bands by_K{}, by_S{}, by_coverage{};
};

/// Where a mix is looked at. K and S are sums over its stocks of fraction times coefficient; their unit is the medium's
/// own (see film_medium and skin_medium).
class SHADEMATCH_API Medium {
 public:
  Medium() = default;
  Medium(const Medium&) = delete;
  Medium& operator=(const Medium&) = delete;
  Medium(Medium&&) = delete;
  Medium& operator=(Medium&&) = delete;
  virtual ~Medium() = default;

  /// Reflectance by table, for searches: within 0.02 CIEDE2000 of the model. `slopes` may be null.
  /// @param coverage  area fraction of dots in [0, 1]; a film takes no notice of it.
  virtual void reflect(const Bands& K, const Bands& S, double coverage, Bands& R, MediumSlopes* slopes) const = 0;
  /// The same by the model itself.
  [[nodiscard]] virtual Reflectance model(const Bands& K, const Bands& S, double coverage) const = 0;
  /// True for dots on a ground that shows between them.
  [[nodiscard]] virtual bool has_coverage() const = 0;
  /// "film" or "skin".
  [[nodiscard]] virtual const char* name() const = 0;
};

}  // namespace shadematch::inline v0
