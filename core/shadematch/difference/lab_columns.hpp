// SPDX-License-Identifier: Apache-2.0
// Private: a catalogue's colors as the vector kernels read them.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <memory>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// Colors as float columns L*, a*, b* and C* = hypot(a*, b*): 64-byte aligned, padded with zeros to whole blocks, so
/// that vectors may be read past the last row. C* is rounded once, from doubles.
class LabColumns {
 public:
  static constexpr std::size_t kBlock = 64;  ///< rows

  LabColumns() = default;
  explicit LabColumns(const Eigen::Ref<const LabTable>& table);

  [[nodiscard]] std::size_t size() const { return size_; }      ///< rows of the table
  [[nodiscard]] std::size_t padded() const { return padded_; }  ///< rows that may be read, a multiple of kBlock

  [[nodiscard]] const float* L() const { return column(0); }
  [[nodiscard]] const float* a() const { return column(1); }
  [[nodiscard]] const float* b() const { return column(2); }
  [[nodiscard]] const float* C() const { return column(3); }

 private:
  struct Release {
    void operator()(float* floats) const;
  };
  [[nodiscard]] const float* column(std::size_t number) const { return floats_.get() + number * padded_; }

  std::size_t size_ = 0;
  std::size_t padded_ = 0;
  std::unique_ptr<float[], Release> floats_;
};

}  // namespace shadematch::inline v0
