// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <shadematch/color/lch.hpp>
#include <shadematch/color/map_rows.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

/// Angle of (a, b) in [0, 360); the sign of a zero must not turn a grey's hue into 180 or 360.
double hue_degrees(double a, double b) {
  if (a == 0.0 && b == 0.0) return 0.0;
  const double h = std::atan2(b, a) * kDegrees;
  const double wrapped = h < 0.0 ? h + 360.0 : h;
  return wrapped >= 360.0 ? 0.0 : wrapped;
}

}  // namespace

LCh lch_from_lab(const Lab& lab) {
  return {lab.L, std::hypot(lab.a, lab.b), hue_degrees(lab.a, lab.b)};
}

Lab lab_from_lch(const LCh& lch) {
  return {lch.L, lch.C * std::cos(lch.h / kDegrees), lch.C * std::sin(lch.h / kDegrees)};
}

LabTable lch_from_lab(const Eigen::Ref<const LabTable>& lab) {
  return map_rows(lab, [](const auto& row) {
    const LCh lch = lch_from_lab(Lab{row[0], row[1], row[2]});
    return LabRow(lch.L, lch.C, lch.h);
  });
}

LabTable lab_from_lch(const Eigen::Ref<const LabTable>& lch) {
  return map_rows(lch, [](const auto& row) {
    const Lab lab = lab_from_lch(LCh{row[0], row[1], row[2]});
    return LabRow(lab.L, lab.a, lab.b);
  });
}

}  // namespace shadematch::inline v0
