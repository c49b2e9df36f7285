// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/camera/lab_image.hpp>
#include <shadematch/chart/chart.hpp>
#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

class Calibration;

struct CalibrateOptions {
  /// "auto": the spectral rung for skin and hair if the chart's reflectances are known and the photograph lies within
  /// what known cameras do, and the rung of the ladder with the least leave-one-patch-out error for all other colors.
  /// "spectral": the same whatever the photograph's distance. Or the name of a rung (see calibration_rungs()).
  /// "none" fits nothing, so that the chart judges the profile that the photograph was developed with; "auto" reports
  /// its error and never chooses it.
  /// "follow-up" chooses among the rungs that even out light over the chart: between visits it is the light that moves
  /// most, and a rung without shading turns it into a change of color.
  std::string rung = "auto";
  /// A held-out mean above this is refused ("no_fit"): wrong chart, wrong corners. Assuming sRGB without any fit gives
  /// about 9.4 CIEDE2000 on photographs of real charts.
  double max_held_out_delta_e = 10.0;
  /// Calibration of an earlier visit that this one is compared with, or null: chart, edition and rung are its, never
  /// others. How its neutrals look now is in the report, flags say if they moved.
  const Calibration* baseline = nullptr;
  /// The spectral rung learns the light over the picture from smooth skin too, not from the chart alone. Switch it off
  /// where something else that looks like skin, a wooden table say, fills most of the picture.
  bool light_from_skin = true;
};

/// Error of patches that the fit did not see (leave one patch out), CIEDE2000: that of the ladder, because patches are
/// paint and the spectral rung is for skin and hair alone. With rung "auto" the same errors chose
/// the rung, which makes them a little too small.
struct HeldOutError {
  double mean = 0, p95 = 0, max = 0;
  std::optional<double> skin;  ///< mean over the chart's skin patches; nothing if none was seen
  double neutrals = 0;         ///< mean over its neutrals
  std::vector<int> patch_ids;
  std::vector<double> per_patch;
};

/// Device RGB -> Lab, fitted to one chart in one photograph. A value: copy, store, compare, write as JSON.
class SHADEMATCH_API Calibration {
 public:
  struct State;  // parameters of the chosen rung and of its leave-one-out refits

  explicit Calibration(std::shared_ptr<const State> state);

  [[nodiscard]] const std::string& rung() const;
  [[nodiscard]] const HeldOutError& held_out() const;
  [[nodiscard]] const std::vector<std::string>& flags() const;

  /// The photograph as Lab (D50, 2 degrees, float32), with what is needed to tell uncertainties of regions. Its pixels
  /// are converted when they are looked at, those of a region by measure(), all of them by LabImage::lab.
  /// @param threads  that convert a whole picture, or a large region in measure(); 0: as many as this process may run
  /// at once. Same bits with any number.
  /// @throws std::invalid_argument for less than 0 threads; for an empty photo, or one of another size than the
  /// photograph with the chart:
  ///         light and distances belong to its pixels; one that was developed with another profile
  ///         (ReadOptions::profile); or one whose uneven light was divided out otherwise than there.
  ///         For a photograph that was taken after the one with the chart see shadematch/camera/two_shot.hpp.
  [[nodiscard]] LabImage to_lab(const Photo& photo, int threads = 0) const;
  /// The photo with the light divided out that was divided out of the one with the chart; as it is if none was.
  /// @throws std::invalid_argument as shadematch::flatten.
  [[nodiscard]] Photo flatten(const Photo& photo) const;
  /// One color, linear RGB as in Photo, at pixel `position` (x, y).
  [[nodiscard]] Lab lab(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const;
  /// Pixel in the middle of the chart.
  [[nodiscard]] Eigen::Vector2d chart_center() const;
  /// The same with its covariance: parameters (jackknife over patches; draws of the spectral rung), what the model
  /// cannot follow near that color, metamerism of skin, chart tolerance, and light that differs between chart and
  /// position. A position far outside of the photograph is allowed and very uncertain; NaN passes through.
  [[nodiscard]] MeasuredLab measure(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const;

  /// The part of that covariance which another visit with the same camera, chart, edition and rung draws anew:
  /// parameters and light. Chart tolerance, misfit and metamerism are the same in both and cancel in a difference.
  [[nodiscard]] Eigen::Matrix3d visit_covariance(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const;

  /// Both at once, for little more than the cost of one.
  struct Measured {
    MeasuredLab color;
    Eigen::Matrix3d visit_covariance;
  };
  [[nodiscard]] Measured measure_for_visits(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const;

  /// JSON, complete: parse_calibration(c.to_json()) behaves bit for bit like c.
  [[nodiscard]] std::string to_json() const;
  /// Quality report for people and programs, JSON.
  [[nodiscard]] std::string report() const;

  [[nodiscard]] const State& state() const { return *state_; }

 private:
  struct Reader;  // of whole pictures: made for the first one, shared by all copies

  std::shared_ptr<const State> state_;
  std::shared_ptr<Reader> reader_;
};

/// Names of the rungs, simplest first.
[[nodiscard]] SHADEMATCH_API std::vector<std::string> calibration_rungs();

/// Fits device RGB -> Lab to the valid patches. The fit sees linear light in sRGB primaries, never the primaries of the
/// file: one photograph stored as sRGB, Display P3 or Adobe RGB gives one Lab.
/// @throws MeasurementRefused ("grayscale", "too_few_patches", "too_few_neutrals", "no_fit", "no_spectra"), and with a
/// baseline ("baseline_chart", "baseline_edition", "baseline_profile", "baseline_rung", "baseline_neutrals");
/// std::invalid_argument for an unknown rung.
[[nodiscard]] SHADEMATCH_API Calibration calibrate(const Chart& chart, const CalibrateOptions& options = {});

/// @throws MeasurementRefused as calibrate with a baseline, named `who`, unless differences between readings of the two
/// mean a change of color: same chart, edition and values, profile of development and rung.
SHADEMATCH_API void expect_same_way(const Calibration& now, const Calibration& baseline, const std::string& who);

/// @throws InvalidDocument
[[nodiscard]] SHADEMATCH_API Calibration parse_calibration(std::string_view json, const std::string& source);

}  // namespace shadematch::inline v0
