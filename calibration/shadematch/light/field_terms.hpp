// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

namespace shadematch::inline v0 {

inline constexpr int kMostDegree = 4;

/// Number of monomials x^i y^j with i + j <= degree.
[[nodiscard]] constexpr int term_count_of_degree(int degree) {
  return (degree + 1) * (degree + 2) / 2;
}

/// Picture coordinates -1 to 1 of a pixel.
[[nodiscard]] inline Eigen::Vector2d picture_place(const Eigen::Vector2d& pixel, int width, int height) {
  const auto along = [](double at, int size) { return size > 1 ? 2.0 * at / (size - 1) - 1.0 : 0.0; };
  return {along(pixel(0), width), along(pixel(1), height)};
}

/// Monomials in the order 1, x, y, x^2, xy, y^2, …
[[nodiscard]] inline Eigen::VectorXd field_terms(const Eigen::Vector2d& place, int degree) {
  Eigen::VectorXd terms(term_count_of_degree(degree));
  Eigen::Index at = 0;
  for (int total = 0; total <= degree; ++total) {
    for (int j = 0; j <= total; ++j) {
      double term = 1.0;
      for (int i = 0; i < total - j; ++i) term *= place(0);
      for (int i = 0; i < j; ++i) term *= place(1);
      terms(at++) = term;
    }
  }
  return terms;
}

}  // namespace shadematch::inline v0
