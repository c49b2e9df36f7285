// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Angle, in degrees, between the card and the sensor, from the chart's homography; the middle of the photograph is
/// taken as the principal point, 28 mm (36 mm frame) as the focal length. The foreshortening of the square lattice seen
/// along the line of sight gives two poses [collins2014]; the perspective of the lattice tells which one it is, and
/// where a small chart shows too little of it, the lesser tilt counts. Near 0 the angle is coarse: an error of 1 % in
/// the lattice reads as 8 degrees.
[[nodiscard]] SHADEMATCH_API double tilt_degrees(const Chart& chart);

}  // namespace shadematch::inline v0
