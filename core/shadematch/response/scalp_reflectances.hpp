// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// What a region of a scalp may be made of, by the layered skin model: bare skin, dense hair from white to black, and
/// hair over 0 to 90 % of skin, each a little lighter or darker than the model.
struct ScalpReflectances {
  ReflectanceTable reflectance;
  LabTable lab;          ///< D50, 2 degrees
  Eigen::ArrayXd cover;  ///< share that hair covers; 0 is bare skin
};

/// Made once per process; 2400 rows.
[[nodiscard]] SHADEMATCH_API const ScalpReflectances& scalp_reflectances();

}  // namespace shadematch::inline v0
