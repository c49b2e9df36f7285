// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>
#include <utility>

#include <shadematch/chart/chart_definition.hpp>

namespace shadematch::inline v0 {

const ChartEdition& ChartDefinition::edition(std::string_view edition_name) const {
  const std::string_view wanted = edition_name.empty() ? std::string_view(default_edition) : edition_name;
  std::string have;
  for (const auto& each : editions) {
    if (each.name == wanted) return each;
    have += (have.empty() ? "" : ", ") + each.name;
  }
  throw std::invalid_argument("chart '" + id + "': expected an edition of " + have + ", got '" + std::string(wanted) +
                              "'");
}

Eigen::Vector2d ChartDefinition::position(int index) const {
  if (!positions.empty()) return positions[static_cast<std::size_t>(index)];
  const int column = index % columns;
  const int row = index / columns;
  return {column, row};
}

Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor> ChartDefinition::patch_positions() const {
  Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor> table(patch_count(), 2);
  for (int i = 0; i < patch_count(); ++i) table.row(i) = position(i).transpose();
  return table;
}

std::array<Eigen::Vector2d, 4> ChartDefinition::corner_positions() const {
  const double right = columns - 1, bottom = rows - 1;
  if (corner_patches[0] == 0)
    return {Eigen::Vector2d(0, 0), Eigen::Vector2d(right, 0), Eigen::Vector2d(right, bottom),
            Eigen::Vector2d(0, bottom)};
  return {position(corner_patches[0] - 1), position(corner_patches[1] - 1), position(corner_patches[2] - 1),
          position(corner_patches[3] - 1)};
}

std::vector<int> ChartDefinition::marker_ids() const {
  std::vector<int> ids;
  for (const auto& marker : frame) ids.push_back(marker.id);
  return ids;
}

Eigen::Vector2d ChartDefinition::extent() const {
  if (is_grid()) return {columns, rows};
  Eigen::Vector2d far{0, 0};
  for (const auto& each : positions) far = far.cwiseMax(each);
  return far.array() + 1;
}

ChartDefinition with_edition(ChartDefinition chart, ChartEdition edition) {
  const auto refuse = [&chart](const std::string& expected, const std::string& got) {
    throw std::invalid_argument("with_edition: chart '" + chart.id + "': expected " + expected + ", got " + got);
  };
  const auto same = [&edition](const ChartEdition& each) { return each.name == edition.name; };
  if (edition.name.empty() || std::any_of(chart.editions.begin(), chart.editions.end(), same))
    refuse("a new name of an edition", "'" + edition.name + "'");
  if (edition.lab.rows() != chart.patch_count())
    refuse(std::to_string(chart.patch_count()) + " rows of L, a, b", std::to_string(edition.lab.rows()));
  if (!edition.lab.isFinite().all()) refuse("finite values", "NaN or infinity");
  if (!(edition.tolerance_delta_e >= 0 && edition.tolerance_delta_e <= 20))
    refuse("a tolerance of 0 to 20", std::to_string(edition.tolerance_delta_e));
  for (std::size_t i = 1; i < chart.neutrals.size(); ++i) {
    const int brighter = chart.neutrals[i - 1], darker = chart.neutrals[i];
    if (edition.lab(darker - 1, 0) < edition.lab(brighter - 1, 0)) continue;
    refuse("neutrals from white to black",
           "patch " + std::to_string(darker) + " not darker than " + std::to_string(brighter));
  }
  chart.default_edition = edition.name;
  chart.editions.push_back(std::move(edition));
  return chart;
}

}  // namespace shadematch::inline v0
