// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// Pixels -> chart coordinates: origin in the middle of the chart, unit 2.5 pitches, x along a printed row. Affine (the
/// homography linearized at the middle), so that it has no horizon and a row of pixels is a straight line.
struct ChartFrame {
  Eigen::Matrix<double, 2, 3> from_pixels = Eigen::Matrix<double, 2, 3>::Zero();
  Eigen::Vector2d half_size{1, 1};  ///< of the chart, to the outer edges of its cells, same units

  [[nodiscard]] Eigen::Vector2d place(const Eigen::Vector2d& pixel) const;
  /// Distance from the chart's edge in chart lengths (longer side); 0 on the chart.
  [[nodiscard]] double distance(const Eigen::Vector2d& pixel) const;
};

inline constexpr double kPitchesPerUnit = 2.5;

[[nodiscard]] ChartFrame chart_frame(const Chart& chart);

/// One valid patch as the fit sees it.
struct TrainingPatch {
  int id = 0;
  Eigen::Vector3d rgb{0, 0, 0};  ///< linear, as in Photo::rgb
  Eigen::Vector2d place{0, 0};   ///< chart frame
  Eigen::Vector2d pixel{0, 0};   ///< of its center
  Lab reference;
  Eigen::Vector3d light{0, 0, 0};  ///< reference as linear sRGB
  bool neutral = false;
  bool skin = false;
  double weight = 1;  ///< of its squared error; skin and neutrals count twice
};

using TrainingSet = std::vector<TrainingPatch>;

/// Valid patches of a chart. @throws MeasurementRefused ("grayscale", "too_few_patches", "too_few_neutrals")
[[nodiscard]] TrainingSet training_set(const Chart& chart);

}  // namespace shadematch::inline v0
