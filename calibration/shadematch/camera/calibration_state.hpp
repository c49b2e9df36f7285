// SPDX-License-Identifier: Apache-2.0
// Private: what a Calibration holds, all of it in its JSON.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/shot.hpp>
#include <shadematch/camera/spectral_map.hpp>
#include <shadematch/camera/training_set.hpp>

namespace shadematch::inline v0 {

/// One patch of the chart: what the photograph and the fit say of it.
struct PatchRecord {
  int id = 0;
  bool valid = true;
  std::string reason;        ///< why not valid
  double clipped_share = 0;  ///< of its pixels
  Lab reference;
  // Of valid patches only:
  Eigen::Vector2d center{0, 0};  ///< pixels
  Eigen::Vector3d rgb{0, 0, 0};  ///< linear, as in Photo::rgb
  Lab fitted;                    ///< by the fit to all
  Lab predicted;                 ///< by the refit that did not see it
  double expected_square =
      0;  ///< squared error, in CIEDE2000, that parameters and chart tolerance explain at this patch
};

struct RungError {
  std::string name;
  double choice_error = 0;
  HeldOutError held_out;  ///< without its per-patch lists
};

/// What moved since the baseline, told by the neutral patches that both visits show.
struct FollowUp {
  std::string baseline_sha256;    ///< of the photograph of the baseline; may be empty
  Eigen::Vector3d gain{1, 1, 1};  ///< of each channel, now / then, geometric mean over neutrals
  double lightness_shift = 0;     ///< L* of the same patches after both fits, mean of now - then
};

struct Calibration::State {
  std::string chart_id, edition, chart_status;
  double chart_confidence = 0;
  double pitch_px = 0;
  int photo_width = 0, photo_height = 0;     ///< of the photograph with the chart; 0 = unknown
  std::string photo_sha256, profile_sha256;  ///< as in Chart
  double tolerance_delta_e = 0;              ///< of the edition
  ChartFrame frame;
  Shot shot;  ///< the photograph: settings, light that was divided out

  std::string rung;                             ///< "spectral" or that of the ladder
  std::string ladder_rung;                      ///< of `map`: for colors that are neither skin nor hair
  std::shared_ptr<const SpectralMap> spectral;  ///< null: the ladder alone
  CameraMap map;
  std::vector<CameraMap> refits;  ///< leave-one-out (or leave-group-out) fits, for the jackknife
  HeldOutError held_out;
  Eigen::Vector2d light_gradient{0, 0};  ///< of ln light per unit of the frame, whether or not the rung corrects it
  std::vector<PatchRecord> patches;      ///< all, in printed order
  std::vector<RungError> rungs;          ///< all that were tried
  std::vector<std::string> flags;        ///< as raise_flags of calibrate.cpp, follow_up.hpp and two_shot.cpp name them
  std::vector<std::string> warnings;     ///< of the chart
  std::optional<FollowUp> follow_up;     ///< of a calibration with a baseline
};

/// Ratio of the lightest to the darkest corner of the chart, 1 for even light.
[[nodiscard]] double light_ratio(const Eigen::Vector2d& gradient, const ChartFrame& frame);

}  // namespace shadematch::inline v0
