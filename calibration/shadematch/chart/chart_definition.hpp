// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Reference values of one production of a chart. The owner says which; a photograph cannot tell.
struct ChartEdition {
  std::string name;                ///< "after-2014"
  LabTable lab;                    ///< one row a patch, D50 / 2 degrees
  double tolerance_delta_e = 0.8;  ///< scatter of individual charts around these values, CIEDE2000, 1 sd
};

/// Geometry and reference values of a chart; data, not code (chart/data/*.json).
struct ChartDefinition {
  std::string id;    ///< "colorchecker-classic"
  std::string name;  ///< for people
  int columns = 0;   ///< as printed; patch 1 is at (column 0, row 0), patches run row by row
  int rows = 0;
  double patch_fraction = 0.8;  ///< side of a patch / distance of patch centers
  std::vector<int> neutrals;    ///< patch numbers (from 1), white to black
  std::vector<int> skin;        ///< patch numbers of skin-like patches
  std::vector<std::string> patch_names;
  std::vector<ChartEdition> editions;
  std::string default_edition;
  std::string source;   ///< where geometry and values come from; may be empty
  std::string licence;  ///< of the file; may be empty

  [[nodiscard]] int patch_count() const { return columns * rows; }
  /// Empty name: the default. @throws std::invalid_argument with the editions that exist.
  [[nodiscard]] SHADEMATCH_API const ChartEdition& edition(std::string_view edition_name = {}) const;
};

/// A shipped chart by id. @throws std::invalid_argument with the ids that exist.
[[nodiscard]] SHADEMATCH_API ChartDefinition chart_definition(std::string_view id);
/// Ids of all shipped charts.
[[nodiscard]] SHADEMATCH_API std::vector<std::string> chart_ids();
/// A user's own chart from JSON text (schema: see the documentation of chart files).
/// @throws InvalidDocument
[[nodiscard]] SHADEMATCH_API ChartDefinition parse_chart_definition(std::string_view json, const std::string& source);

}  // namespace shadematch::inline v0
