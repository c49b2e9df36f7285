// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/training_set.hpp>

namespace shadematch::inline v0 {

/// CameraMap for whole pictures: float, block by block, agrees with CameraMap::lab within 0.002 in each of L*, a*, b*.
class LabPixels {
 public:
  LabPixels(const CameraMap& map, const ChartFrame& frame);

  /// One row of pixels. @param rgb, lab  width x 3.
  void convert_row(const float* rgb, int y, int width, float* lab) const;

 private:
  static constexpr int kBlock = 256;
  struct Channels {
    float c[3][kBlock];
  };
  struct LogTone {  // log2 y = q0 + (q1 + q2 l) l at l = log2 x - center, straight outside [kToneLow, kToneHigh] / ln 2
    float origin, inverse_origin, center, q0, q1, q2;
  };

  static void split(const float* rgb, int count, Channels& planes);
  void linearize(const LogTone& tone, float light, int count, float* value) const;
  void mix(const Channels& linear, int count, Channels& xyz) const;

  std::array<LogTone, 3> tone_;
  Eigen::Matrix<float, 3, Eigen::Dynamic, 0, 3, 6> to_xyz_;  ///< terms -> XYZ / white
  Terms terms_;
  float light_x_, light_y_, light_0_, light_limit_;  ///< log2 of light at pixel (x, y)
};

}  // namespace shadematch::inline v0
