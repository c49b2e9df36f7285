// SPDX-License-Identifier: Apache-2.0
#include "arrays.hpp"

#include <pybind11/pybind11.h>
#include <string>
#include <utility>

namespace py = pybind11;

namespace shadematch::python {
namespace {

/// Capsule that owns `value` until numpy lets go of it.
template <typename T>
py::capsule own(T value) {
  auto* kept = new T(std::move(value));
  return py::capsule(kept, [](void* pointer) { delete static_cast<T*>(pointer); });
}

template <typename Table>
py::array_t<double> own_rows(Table table) {
  const auto rows = table.rows();
  auto owner = own(std::move(table));
  const auto* kept = static_cast<const Table*>(owner.get_pointer());
  return py::array_t<double>({rows, kept->cols()}, kept->data(), owner);
}

template <typename Column>
py::array_t<typename Column::Scalar> own_column(Column column) {
  const auto rows = column.size();
  auto owner = own(std::move(column));
  return py::array_t<typename Column::Scalar>(rows, static_cast<const Column*>(owner.get_pointer())->data(), owner);
}

}  // namespace

void refuse_shape(const py::array& array, int columns, const char* who) {
  throw py::value_error(std::string(who) + ": expected an array of shape (n, " + std::to_string(columns) + "), got " +
                        py::str(array.attr("shape")).cast<std::string>());
}

py::array_t<double> to_numpy(LabTable&& table) {
  return own_rows(std::move(table));
}

py::array_t<double> to_numpy(ReflectanceTable&& table) {
  return own_rows(std::move(table));
}

py::array_t<double> to_numpy(const Reflectance& reflectance) {
  return py::array_t<double>(static_cast<py::ssize_t>(kBandCount), reflectance.R.data());
}

py::array_t<double> to_numpy(Eigen::ArrayXd&& column) {
  return own_column(std::move(column));
}

py::array_t<float> to_numpy(Eigen::ArrayXf&& column) {
  return own_column(std::move(column));
}

Eigen::Map<const FloatLabTable> view_table(const FloatArray& array, const char* who) {
  if (array.ndim() != 2 || array.shape(1) != 3) refuse_shape(array, 3, who);
  return {array.data(), array.shape(0), 3};
}

py::array_t<float> share_pixels(const std::shared_ptr<const std::vector<float>>& pixels, int height, int width) {
  return read_only(py::array_t<float>({height, width, 3}, pixels->data(), own(pixels)));
}

py::array_t<std::uint8_t> share_flags(const std::shared_ptr<const std::vector<std::uint8_t>>& flags, int height,
                                      int width) {
  return read_only(py::array_t<std::uint8_t>({height, width}, flags->data(), own(flags)));
}

}  // namespace shadematch::python
