// SPDX-License-Identifier: Apache-2.0
// How numpy arrays and the tables of the library meet, in one place: (n, 3) float64, C-contiguous, no copy.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <pybind11/numpy.h>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::python {

/// What a function takes: exactly C-contiguous float64 (n, 3) is not copied, anything else once.
using Array = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;

/// Exactly float32, any layout: as an argument, say `.noconvert()`, so that every other type goes to the doubles.
using FloatArray = pybind11::array_t<float, pybind11::array::c_style>;

/// The library's refusal of an array that is not (n, columns), with the shape that came.
[[noreturn]] void refuse_shape(const pybind11::array& array, int columns, const char* who);

/// View of an (n, columns) array as a table of the library. @throws pybind11::value_error with the shape that came.
template <typename Table>
Eigen::Map<const Table> view_rows(const Array& array, const char* who) {
  if (array.ndim() != 2 || array.shape(1) != Table::ColsAtCompileTime)
    refuse_shape(array, Table::ColsAtCompileTime, who);
  return {array.data(), array.shape(0), Table::ColsAtCompileTime};
}

/// View of an (n, 3) array.
inline Eigen::Map<const LabTable> view_table(const Array& array, const char* who) {
  return view_rows<LabTable>(array, who);
}

/// View of an (n, 3) array of floats.
Eigen::Map<const FloatLabTable> view_table(const FloatArray& array, const char* who);

/// Runs a computation that touches no Python object with the GIL released.
template <typename Compute>
auto without_gil(Compute compute) {
  const pybind11::gil_scoped_release release;
  return compute();
}

/// The values of a picture, made now if nobody has looked before.
template <typename Lazy>
auto now(const Lazy& values) {
  return without_gil([&values] { return values.shared(); });
}

/// The same array, closed for writing.
template <typename T>
pybind11::array_t<T> read_only(pybind11::array_t<T> array) {
  array.attr("setflags")(pybind11::arg("write") = false);
  return array;
}

/// Moves a table, or a column, into a numpy array that owns it; no copy (36 bands alone are copied).
pybind11::array_t<double> to_numpy(LabTable&& table);
pybind11::array_t<double> to_numpy(ReflectanceTable&& table);
pybind11::array_t<double> to_numpy(const Reflectance& reflectance);
pybind11::array_t<double> to_numpy(Eigen::ArrayXd&& column);
pybind11::array_t<float> to_numpy(Eigen::ArrayXf&& column);

/// Read-only numpy view of shared pixels, (height, width, channels) or (height, width); keeps them alive.
pybind11::array_t<float> share_pixels(const std::shared_ptr<const std::vector<float>>& pixels, int height, int width);
pybind11::array_t<std::uint8_t> share_flags(const std::shared_ptr<const std::vector<std::uint8_t>>& flags, int height,
                                            int width);

}  // namespace shadematch::python
