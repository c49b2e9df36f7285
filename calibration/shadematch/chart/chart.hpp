// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/export.hpp>
#include <shadematch/light/smooth_places.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// One patch as the photograph shows it.
struct PatchSample {
  int id = 0;                               ///< patch number, from 1, as printed
  Eigen::Vector2d center{0, 0};             ///< pixels (x, y), center of the first pixel is (0, 0)
  Eigen::Vector3d rgb{0, 0, 0};             ///< trimmed mean, linear sRGB primaries
  Eigen::Vector3d noise{0, 0, 0};           ///< robust sd of one pixel
  Eigen::Vector3d standard_error{0, 0, 0};  ///< of rgb
  int pixels = 0;                           ///< used for rgb
  double clipped_share = 0;                 ///< of the sampled pixels, any channel
  bool valid = true;
  std::string reason;  ///< why not valid: "clipped", "glare", "dirty", "occluded", "cut_off"
};

/// A chart found in a photograph, with its samples.
struct Chart {
  ChartDefinition definition;
  std::string edition;
  Eigen::Matrix3d homography = Eigen::Matrix3d::Identity();  ///< (column, row, 1) of the lattice -> pixels
  std::array<Eigen::Vector2d, 4>
      corners;  ///< centers of the four corner patches (Classic: 1, 6, 24, 19), clockwise as printed
  std::vector<PatchSample> patches;  ///< all patches in printed order, invalid ones included
  double pitch_px = 0;               ///< mean distance of neighboring patch centers
  double bend = 0;                   ///< how far patches lie from a flat chart, 80th percentile in pitches
  double confidence = 0;             ///< 0..1
  double score = 0;                  ///< color agreement S of the placement, 1 is perfect
  double runner_up = 0;              ///< best score of another order or offset on the same lattice
  std::string status = "found";      ///< "found" or "partial" (some patches not valid because hidden or cut off)
  bool grayscale = false;            ///< the photograph has one channel: position only, no color
  int photo_width = 0, photo_height = 0;
  std::string photo_sha256;    ///< of the photograph's file; empty if it had none
  std::string profile_sha256;  ///< as in PhotoMetadata: of the profile that replaced the file's own; empty if none did
  PhotoMetadata photo_metadata;
  std::shared_ptr<const LightField> flattened_by;  ///< of the photograph; empty: as it was taken

  std::vector<SmoothPlace> smooth_places;  ///< of the photograph: `calibrate` learns the light from its skin

  /// One row a patch: its center in pixels.
  using Centers = Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor>;
  [[nodiscard]] SHADEMATCH_API Centers centers() const;

  /// The definition's window in pixels, one row a point; no rows without one.
  [[nodiscard]] SHADEMATCH_API Centers window() const;

  /// Corner patches, as in `corners`, of other charts of this kind in the photograph.
  std::vector<std::array<Eigen::Vector2d, 4>> others;
  std::vector<std::string> warnings;  ///< codes: "small_chart", "several_charts", "bent_chart", "corners_by_hand", …
};

}  // namespace shadematch::inline v0
