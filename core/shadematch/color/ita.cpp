// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/ita.hpp>

namespace shadematch::inline v0 {

double ita(const Lab& lab, const XYZ& white) {
  const Lab d65 = lab_from_xyz(adapt(xyz_from_lab(lab, white), white, kWhiteD65), kWhiteD65);
  if (!(d65.b > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  return std::atan((d65.L - 50.0) / d65.b) * 180.0 / std::numbers::pi;
}

Eigen::ArrayXd ita(const Eigen::Ref<const LabTable>& lab, const XYZ& white) {
  Eigen::ArrayXd angles(lab.rows());
  for (Eigen::Index i = 0; i < lab.rows(); ++i) angles[i] = ita(Lab{lab(i, 0), lab(i, 1), lab(i, 2)}, white);
  return angles;
}

std::string_view ita_class(double ita_degrees) {
  if (std::isnan(ita_degrees)) throw std::invalid_argument("ita_class: expected an angle in degrees, got nan");
  if (ita_degrees > 55.0) return "very light";
  if (ita_degrees > 41.0) return "light";
  if (ita_degrees > 28.0) return "intermediate";
  if (ita_degrees > 10.0) return "tan";
  return ita_degrees > -30.0 ? "brown" : "dark";
}

}  // namespace shadematch::inline v0
