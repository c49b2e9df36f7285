// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Reference values of one production of a chart. The owner says which; a photograph cannot tell.
struct ChartEdition {
  std::string name;                ///< "after-2014"
  LabTable lab;                    ///< one row a patch, D50 / 2 degrees
  double tolerance_delta_e = 0.8;  ///< scatter of individual charts around these values, CIEDE2000, 1 sd
};

/// A square marker printed beside the patches: ArUco dictionary DICT_4X4_50 [garrido2014].
struct FrameMarker {
  int id = 0;                              ///< 0..49
  std::array<Eigen::Vector2d, 4> corners;  ///< in pitches (column, row), clockwise from the marker's own top left
};

/// Geometry and reference values of a chart; data, not code (chart/data/*.json). Positions are in pitches (column,
/// row): the distance of neighboring patch centers is 1.
struct ChartDefinition {
  std::string id;    ///< "colorchecker-classic"
  std::string name;  ///< for people
  int columns = 0;   ///< of the grid as printed; 0: the chart is no grid. Patches run row by row
  int rows = 0;
  std::vector<Eigen::Vector2d> positions;  ///< of the patch centers; empty: the grid has a patch in every cell
  std::array<int, 4> corner_patches{};     ///< patch numbers, clockwise; zeros: the corners of the grid
  std::vector<FrameMarker> frame;          ///< empty: none
  std::vector<Eigen::Vector2d> window;     ///< polygon where the card has a hole; empty: none
  double patch_fraction = 0.8;             ///< side of a patch / distance of patch centers
  std::vector<int> neutrals;               ///< patch numbers (from 1), white to black
  std::vector<int> skin;                   ///< patch numbers of skin-like patches
  std::vector<std::string> patch_names;
  ReflectanceTable reflectance;  ///< of the patches, of some production of this chart; no rows: unknown
  std::vector<ChartEdition> editions;
  std::string default_edition;
  std::string source;   ///< where geometry and values come from; may be empty
  std::string licence;  ///< of the file; may be empty

  [[nodiscard]] int patch_count() const {
    return positions.empty() ? columns * rows : static_cast<int>(positions.size());
  }
  [[nodiscard]] bool is_grid() const { return columns > 0; }
  /// Center of the patch with that number less 1.
  [[nodiscard]] SHADEMATCH_API Eigen::Vector2d position(int index) const;
  /// All of them, one row a patch.
  [[nodiscard]] SHADEMATCH_API Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor> patch_positions() const;
  /// Centers of the four corner patches (Classic: 1, 6, 24, 19), clockwise.
  [[nodiscard]] SHADEMATCH_API std::array<Eigen::Vector2d, 4> corner_positions() const;
  [[nodiscard]] SHADEMATCH_API std::vector<int> marker_ids() const;
  /// Columns and rows that the patches take up.
  [[nodiscard]] SHADEMATCH_API Eigen::Vector2d extent() const;
  /// Empty name: the default. @throws std::invalid_argument with the editions that exist.
  [[nodiscard]] SHADEMATCH_API const ChartEdition& edition(std::string_view edition_name = {}) const;
};

/// A shipped chart by id. @throws std::invalid_argument with the ids that exist.
[[nodiscard]] SHADEMATCH_API ChartDefinition chart_definition(std::string_view id);
/// Ids of all shipped charts.
[[nodiscard]] SHADEMATCH_API std::vector<std::string> chart_ids();
/// A user's own chart from JSON text; docs/charts.md describes the keys.
/// @throws InvalidDocument
[[nodiscard]] SHADEMATCH_API ChartDefinition parse_chart_definition(std::string_view json, const std::string& source);
/// Measured values of one physical chart, from CSV with a row a patch and the columns patch, L, a, b (D50 / 2 degrees).
/// @param patches  how many the chart has; every patch once, in any order
/// @throws InvalidDocument
[[nodiscard]] SHADEMATCH_API LabTable parse_patch_values(std::string_view csv, int patches, const std::string& source);
/// The chart with one more edition, which becomes its default.
/// @throws std::invalid_argument if the name is empty or taken, the table has another size, a neutral is not darker
/// than
///         the one before it, or the tolerance is outside 0..20.
[[nodiscard]] SHADEMATCH_API ChartDefinition with_edition(ChartDefinition chart, ChartEdition edition);

}  // namespace shadematch::inline v0
