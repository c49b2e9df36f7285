// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <shadematch/photo/profile.hpp>

namespace shadematch::inline v0 {

/// Device values (0..1 for integer codes) to linear sRGB, unbounded. Relative colorimetric, no black point
/// compensation. Matrix profiles run through their own curves and one matrix, table profiles through a Little CMS float
/// transform. Gray (one channel) gives Y in all three channels.
class ColorDecoder {
 public:
  /// @return nothing if the profile is unusable or fails the gate of `icc_gate`.
  /// @throws UnsupportedImage (hdr_transfer).
  [[nodiscard]] static std::optional<ColorDecoder> make(const ColorEncoding& encoding, int channels);
  /// Without the gate. @return nothing if the profile is unusable.
  [[nodiscard]] static std::optional<ColorDecoder> make_ungated(const ColorEncoding& encoding, int channels);

  [[nodiscard]] int channels() const { return channels_; }
  [[nodiscard]] const std::string& description() const { return description_; }

  /// True if `curve` and `matrix` are all there is to it; integer codes then need one table a channel.
  [[nodiscard]] bool is_matrix() const { return is_matrix_; }
  [[nodiscard]] float curve(int channel, float device) const;
  [[nodiscard]] const Eigen::Matrix3d& matrix() const { return matrix_; }

  /// From linear sRGB to the linear primaries of the profile; identity for table and gray profiles.
  [[nodiscard]] Eigen::Matrix3d native() const;

  /// @param device  n x channels.  @param linear  n x 3.
  void decode(std::span<const float> device, std::span<float> linear) const;

 private:
  ColorDecoder() = default;
  bool build(const ColorEncoding& encoding);
  void read_curves();
  void decode_matrix(std::span<const float> device, std::span<float> linear) const;
  void decode_table(std::span<const float> device, std::span<float> linear) const;

  int channels_ = 3;
  bool is_matrix_ = false;
  LcmsContext context_;
  LcmsProfile profile_;
  LcmsTransform to_xyz_;
  std::array<const cmsToneCurve*, 3> curves_{};
  Eigen::Matrix3d matrix_ = Eigen::Matrix3d::Identity();
  std::string description_;
};

/// A rule of the gate that a profile breaks.
struct IccFinding {
  std::string code;  ///< "not_finite", "not_rising", "profile_range", "profile_white", "profile_black", "profile_gray"
  std::string message;      ///< "a profile whose …, got …"
  bool impossible = false;  ///< no camera and no display has it
};

/// Judges a decoder on a 5 x 5 x 5 grid: values finite and in range, white white, black black, the gray axis gray and
/// rising. An embedded profile must keep all of them. One that a person chose for a camera need only be possible:
/// device white of a camera is not the white of a chart. Limits: start values of this project, measured on damaged
/// profiles.
[[nodiscard]] std::vector<IccFinding> icc_findings(const ColorDecoder& decoder);

}  // namespace shadematch::inline v0
