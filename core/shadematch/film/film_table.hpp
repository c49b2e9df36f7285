// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <vector>

namespace shadematch::inline v0 {

/// What a film does with light, at one wavelength. Over a ground of reflectance Rg in optical contact it reflects
///     R = over_black + passed Rg / (1 - Rg returned)
struct FilmOptics {
  double over_black = 0;  ///< part of the incident light that comes back without touching the ground
  double passed = 0;      ///< part that reaches the ground, times the part of the ground's light that gets out
  double returned = 0;    ///< part of the ground's light that the film sends back to the ground
  /// Derivatives by ln K, ln S and ln X of the three above.
  std::array<double, 3> d_over_black{}, d_passed{}, d_returned{};

  [[nodiscard]] double over(double Rg) const { return over_black + passed * Rg / (1.0 - Rg * returned); }

  /// Derivatives of over(Rg) by ln K, ln S and ln X.
  [[nodiscard]] std::array<double, 3> d_over(double Rg) const {
    const double loop = 1.0 / (1.0 - Rg * returned);
    std::array<double, 3> out{};
    for (std::size_t q = 0; q < out.size(); ++q) {
      out[q] = d_over_black[q] + Rg * loop * (d_passed[q] + passed * Rg * loop * d_returned[q]);
    }
    return out;
  }
};

/// Radiative transfer through a film with a smooth surface, tabulated once for a refractive index: eight streams, one
/// beam along the normal and all light that leaves collected, which by reciprocity is also diffuse light seen from the
/// normal (d/8 degrees). Bicubic between the nodes of ln(mua / musr) and ln((mua + musr) X); held outside.
class FilmTable {
 public:
  explicit FilmTable(double refractive_index);

  /// @param K, S  Kubelka-Munk coefficients per unit thickness, > 0; mua = K / 2, musr = 4 S / 3.
  /// @param X     thickness, > 0.
  [[nodiscard]] FilmOptics at(double K, double S, double X) const;

 private:
  struct Node {
    double log_over_black, log_passed, returned;
  };
  [[nodiscard]] const Node& node(int ratio, int depth) const;

  std::vector<Node> nodes_;
};

/// The table of a refractive index; made at its first use (about 0.1 s), kept for the life of the process.
[[nodiscard]] const FilmTable& film_table(double refractive_index);

}  // namespace shadematch::inline v0
