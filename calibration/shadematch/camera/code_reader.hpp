// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/photo/color_decoder.hpp>

namespace shadematch::inline v0 {

/// Codes of one kind -> Lab: a LabReader with what decodes the codes folded into it. Any thread may use it.
class CodeReader {
 public:
  /// @param codes  how many there are: 256, 65536, or 0 for floats. @param linear  float codes are light as it is.
  CodeReader(const Calibration::State& state, const ColorDecoder& decoder, std::size_t codes, double full_scale,
             bool linear);

  void read(const std::uint8_t* codes, const PixelSpan& span, float* lab) const;
  void read(const std::uint16_t* codes, const PixelSpan& span, float* lab) const;
  void read(const float* codes, const PixelSpan& span, float* lab) const;

 private:
  void fill_tables(const Calibration::State& state, std::size_t codes);
  template <typename Code>
  void read_block(const Code* codes, const PixelSpan& span, float* lab) const;
  template <typename Code>
  void read_blocks(const Code* codes, const PixelSpan& span, float* lab) const;

  const ColorDecoder& decoder_;
  double scale_;
  bool linear_;
  LabReader reader_;
  CodeLight table_;     ///< of integer codes: linear light, through the tone curves where folded_
  bool mixed_ = false;  ///< the profile's matrix stands between its curves and the tone curves
  Eigen::Matrix3f matrix_;
  std::optional<PixelMap> folded_;  ///< the ladder without what is in the tables
  std::optional<CodeMap> bytes_;
};

}  // namespace shadematch::inline v0
