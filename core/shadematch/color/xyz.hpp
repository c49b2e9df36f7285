// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace shadematch::inline v0 {

/// CIE tristimulus values, Y = 1 for the perfect diffuser.
struct XYZ {
  double X{}, Y{}, Z{};

  friend bool operator==(const XYZ&, const XYZ&) = default;
};

/// n colors as rows (X, Y, Z): the layout of a C-contiguous numpy (n, 3) array.
using XYZTable = Eigen::Array<double, Eigen::Dynamic, 3, Eigen::RowMajor>;

}  // namespace shadematch::inline v0
