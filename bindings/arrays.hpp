// SPDX-License-Identifier: Apache-2.0
// How numpy arrays and the tables of the library meet, in one place: (n, 3) float64, C-contiguous, no copy.
#pragma once

#include <pybind11/numpy.h>

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <vector>

#include <shadematch/color/lab.hpp>

namespace shadematch::python {

/// What a function takes: exactly C-contiguous float64 (n, 3) is not copied, anything else once.
using Array = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;

/// View of an (n, 3) array. @throws pybind11::value_error with the shape that came.
Eigen::Map<const LabTable> view_table(const Array& array, const char* who);

/// Moves a table into a numpy array that owns it; no copy.
pybind11::array_t<double> to_numpy(LabTable&& table);

/// Read-only numpy view of shared pixels, (height, width, channels) or (height, width); keeps them alive.
pybind11::array_t<float> share_pixels(const std::shared_ptr<const std::vector<float>>& pixels, int height, int width);
pybind11::array_t<std::uint8_t> share_flags(const std::shared_ptr<const std::vector<std::uint8_t>>& flags, int height,
                                            int width);

}  // namespace shadematch::python
