// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/code_reader.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kBlock = 256;  // pixels that are decoded before they are converted

/// terms * matrix of the three channels; there are no roots.
void fold_matrix(const Eigen::Matrix3d& matrix, PixelMap& map) {
  for (auto& row : map.terms) {
    const Eigen::RowVector3d mixed = Eigen::RowVector3d(row[0], row[1], row[2]) * matrix;
    for (std::size_t c = 0; c < 3; ++c) row[c] = static_cast<float>(mixed(static_cast<Eigen::Index>(c)));
  }
}

}  // namespace

CodeReader::CodeReader(const Calibration::State& state, const ColorDecoder& decoder, std::size_t codes,
                       double full_scale, bool linear)
    : decoder_(decoder), scale_(full_scale), linear_(linear), reader_(state), matrix_(decoder.matrix().cast<float>()) {
  mixed_ = decoder.is_matrix() && !decoder.matrix().isIdentity(0.0);
  if (codes > 0 && decoder.is_matrix()) fill_tables(state, codes);
}

void CodeReader::fill_tables(const Calibration::State& state, std::size_t codes) {
  PixelMap map = reader_.ladder();
  const bool linear = !map.curved && !map.rooted;
  const bool folds = !reader_.is_spectral() && (!mixed_ || linear);
  for (std::size_t c = 0; c < 3; ++c) {
    table_[c].reserve(codes);
    for (std::size_t code = 0; code < codes; ++code) {
      const auto device = static_cast<float>(static_cast<double>(code) / scale_);
      const float light = decoder_.curve(static_cast<int>(c), device);
      table_[c].push_back(folds && map.curved ? static_cast<float>(state.map.tone[c](light)) : light);
    }
  }
  if (!folds) return;
  if (mixed_) fold_matrix(decoder_.matrix(), map);
  mixed_ = false;
  map.curved = false;
  folded_ = map;
  if (codes == 256) bytes_.emplace(map, table_);
}

template <typename Code>
void CodeReader::read_block(const Code* codes, const PixelSpan& span, float* lab) const {
  std::array<float, std::size_t{3} * kBlock> linear;
  const std::size_t count = std::size_t{3} * static_cast<std::size_t>(span.count);
  if (!table_[0].empty()) {
    for (std::size_t i = 0; i < count; ++i) linear[i] = table_[i % 3][static_cast<std::size_t>(codes[i])];
    for (std::size_t i = 0; mixed_ && i < count; i += 3) {
      Eigen::Map<Eigen::Vector3f> pixel(linear.data() + i);
      pixel = (matrix_ * pixel).eval();
    }
  } else {
    std::array<float, std::size_t{3} * kBlock> device;
    for (std::size_t i = 0; i < count; ++i) device[i] = static_cast<float>(static_cast<double>(codes[i]) / scale_);
    decoder_.decode({device.data(), count}, {linear.data(), count});
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isfinite(device[i])) linear[i] = std::numeric_limits<float>::quiet_NaN();
    }
  }
  folded_ ? lab_from_values(*folded_, linear.data(), span, lab) : reader_.read(linear.data(), span, lab);
}

template <typename Code>
void CodeReader::read_blocks(const Code* codes, const PixelSpan& span, float* lab) const {
  for (int first = 0; first < span.count; first += kBlock) {
    const std::ptrdiff_t at = std::ptrdiff_t{3} * first;
    read_block(codes + at, {span.x + first, span.y, std::min(kBlock, span.count - first)}, lab + at);
  }
}

void CodeReader::read(const std::uint8_t* codes, const PixelSpan& span, float* lab) const {
  bytes_ ? lab_from_codes(*bytes_, codes, span, lab) : read_blocks(codes, span, lab);
}

void CodeReader::read(const std::uint16_t* codes, const PixelSpan& span, float* lab) const {
  read_blocks(codes, span, lab);
}

void CodeReader::read(const float* codes, const PixelSpan& span, float* lab) const {
  linear_ ? reader_.read(codes, span, lab) : read_blocks(codes, span, lab);
}

}  // namespace shadematch::inline v0
