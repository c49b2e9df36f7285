// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/spectrum.hpp>

namespace shadematch::inline v0 {

/// Reflectance factor of a surface at the 36 bands, 1 for the perfect diffuser.
struct Reflectance {
  Bands R{};

  friend bool operator==(const Reflectance&, const Reflectance&) = default;
};

/// n reflectances as rows: the layout of a C-contiguous numpy (n, 36) array.
using ReflectanceTable = Eigen::Array<double, Eigen::Dynamic, static_cast<int>(kBandCount), Eigen::RowMajor>;

/// Reflectance of a measured spectrum: linear interpolation to the bands, end values held (400..700 nm becomes
/// 380..730).
[[nodiscard]] SHADEMATCH_API Reflectance reflectance_from_spectrum(const Spectrum& spectrum);

/// The same reflectance at every band, for example 1 for the perfect diffuser.
[[nodiscard]] SHADEMATCH_API Reflectance flat_reflectance(double R);

}  // namespace shadematch::inline v0
