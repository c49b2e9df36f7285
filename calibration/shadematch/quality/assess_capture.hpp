// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/quality/quality_report.hpp>
#include <shadematch/region/measure.hpp>

namespace shadematch::inline v0 {

/// A region with its reading, for the gates that look at regions.
struct AssessedRegion {
  std::string name;
  Reading reading;
  std::vector<Lab> repeats;  ///< readings of the same spot in other photographs; the gate `repeats` wants 2 or more
};

struct AssessOptions {
  /// "auto" takes "measured-values" for charts whose tolerance is 0.3 CIEDE2000 or less (their own patches were
  /// measured), else "published-values".
  std::string profile = "auto";
};

/// Holds a photograph against the capture gates. Measures only: QualityReport::refuse_red refuses.
/// @throws std::invalid_argument for an unknown profile, an empty photo or one of another size than the chart's;
/// MeasurementRefused as calibrate().
[[nodiscard]] SHADEMATCH_API QualityReport assess_capture(const Photo& photo, const Chart& chart,
                                                          const Calibration& calibration,
                                                          std::span<const AssessedRegion> regions = {},
                                                          const AssessOptions& options = {});

/// The same for a photograph measured with the calibration of another one: held-out error and regions only.
[[nodiscard]] SHADEMATCH_API QualityReport assess_capture(const Calibration& calibration,
                                                          std::span<const AssessedRegion> regions,
                                                          const AssessOptions& options = {});

/// The report of a photograph without a chart: the gate `chart` is red.
[[nodiscard]] SHADEMATCH_API QualityReport assess_missing_chart(const AssessOptions& options = {});

/// Everything that tells how far a photograph can be trusted, JSON: the gates; Calibration::report(); how far patch
/// centers lie from the lattice; noise of the patches; SHA-256 of the photograph and of the chart's values.
[[nodiscard]] SHADEMATCH_API std::string quality_document(const QualityReport& report, const Photo& photo,
                                                          const Chart& chart, const Calibration& calibration);

}  // namespace shadematch::inline v0
