// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <new>

#include <shadematch/difference/lab_columns.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::align_val_t kCacheLine{64};

}  // namespace

void LabColumns::Release::operator()(float* floats) const {
  ::operator delete[](floats, kCacheLine);
}

LabColumns::LabColumns(const Eigen::Ref<const LabTable>& table)
    : size_(static_cast<std::size_t>(table.rows())), padded_((size_ + kBlock - 1) / kBlock * kBlock) {
  const std::size_t all = 4 * padded_;
  floats_.reset(static_cast<float*>(::operator new[](all * sizeof(float), kCacheLine)));
  std::fill_n(floats_.get(), all, 0.0F);
  for (std::size_t row = 0; row < size_; ++row) {
    const auto lab = table.row(static_cast<Eigen::Index>(row));
    for (std::size_t i = 0; i < 3; ++i) {
      floats_[i * padded_ + row] = static_cast<float>(lab[static_cast<Eigen::Index>(i)]);
    }
    floats_[3 * padded_ + row] = static_cast<float>(std::sqrt(lab[1] * lab[1] + lab[2] * lab[2]));
  }
}

}  // namespace shadematch::inline v0
