// SPDX-License-Identifier: Apache-2.0
// Private: a lower bound of CIEDE2000 (k_L = k_C = k_H = 1) that holds for every color of a box, so that a search may
// leave the box unread. With the letters of Sharma, Wu & Dalal 2005 [sharma2005], D^2 = da^2 + db^2, p = 1 + G >= 1:
//   (1)  R_T <= 0 and |X Y| <= (X^2 + Y^2) / 2:   dE^2 >= Z^2 + kappa (X^2 + Y^2),   kappa = 1 - |R_T| / 2
//   (2)  dC'^2 + dH'^2 = p^2 da^2 + db^2 >= D^2   (radial part and chord of one difference of vectors)
//   (3)  S_H = 1 + 0.015 C' T <= S_C = 1 + 0.045 C', as T <= 1.5725:   X^2 + Y^2 >= D^2 / S_C^2
//   (4)  C' <= p (C1 + C2) / 2, and p falls with the mean chroma, which is no less than C1 / 2
#pragma once

#include <array>

#include <shadematch/color/lab.hpp>
#include <shadematch/search/lab_box.hpp>

namespace shadematch::inline v0 {

/// What vectors take to bound the differences of a target from colors within some D of it (index_vectors.hpp). The
/// target is rounded both ways, so that no distance from a box is overstated.
struct BoxBound {
  float L, L_low, L_high, a_low, a_high, b_low, b_high;
  bool L_is_usual;                       ///< in 0..100
  float kappa;                           ///< of (1)
  float S_C_of_grey, S_C_slope, C_most;  ///< S_C = S_C_of_grey + S_C_slope min(C_max, C_most)
  float a, b, C1, C_least;               ///< no candidate has less chroma than C_least
  float to_blue, to_blue_back;           ///< degrees from the target's hue to 275, both ways around
};

/// Of one target. Not for two threads at once: what it computes it keeps.
class Ciede2000Bound {
 public:
  explicit Ciede2000Bound(const Lab& target);

  /// kappa of (1) for all candidates within D <= R. Falls with R.
  [[nodiscard]] double kappa(double R) const;
  /// No color of the box has a smaller squared difference from the target.
  [[nodiscard]] double squared(const LabBox& box);
  /// For all candidates within D <= R.
  [[nodiscard]] BoxBound within(double R);
  /// All candidates inside `gamut` with a difference <= delta_e lie within this D.
  [[nodiscard]] double radius(double delta_e, const LabBox& gamut) const;
  /// S_C is no larger for any candidate of this chroma or less.
  [[nodiscard]] double S_C(double C2) const { return 1.0 + 0.5 * alpha_ * (C1_ + C2); }
  /// Chroma of the target: candidates at a smaller D have its hue to within 90 degrees.
  [[nodiscard]] double C1() const { return C1_; }
  /// The farthest D of a color of the box.
  [[nodiscard]] double farthest(const LabBox& box) const;
  /// Whether the box may hold a color of the opposite hue, to within 1e-6 of an angle.
  [[nodiscard]] bool reaches_opposite_hue(const LabBox& box) const;

 private:
  static constexpr int kLeast = -16, kMost = 24;  ///< exponents of R^2 in the table

  [[nodiscard]] bool L_is_usual() const { return target_.L >= 0.0 && target_.L <= 100.0; }
  [[nodiscard]] double squared_L(const LabBox& box) const;
  [[nodiscard]] double kappa_within(double R_squared);

  Lab target_;
  double C1_;
  double alpha_;                                  ///< S_C <= 1 + alpha (C1 + C2) / 2
  std::array<float, kMost - kLeast + 1> kappas_;  ///< one for each half octave of R, negative until it is asked for
};

/// The lightness weight, from the mean lightness of the pair.
[[nodiscard]] double ciede2000_S_L(double L_mean);

}  // namespace shadematch::inline v0
