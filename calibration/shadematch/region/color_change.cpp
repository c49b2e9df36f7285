// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/match/uncertainty.hpp>
#include <shadematch/region/color_change.hpp>

namespace shadematch::inline v0 {

ColorChange color_change(const Reading& before, const Reading& after) {
  if (!before.calibration || !after.calibration) {
    throw std::invalid_argument("color_change: expected two readings of measure, got one without a calibration");
  }
  expect_same_way(*after.calibration, *before.calibration, "color_change");
  ColorChange change;
  change.step = {after.lab.L - before.lab.L, after.lab.a - before.lab.a, after.lab.b - before.lab.b};
  change.covariance = before.visit_covariance + after.visit_covariance;
  change.delta_e = delta_e_ciede2000(before.lab, after.lab);
  const auto interval = difference_interval("ciede2000", before.lab, after.lab, covariance_root(change.covariance));
  change.low = interval.low;
  change.high = interval.high;
  return change;
}

}  // namespace shadematch::inline v0
