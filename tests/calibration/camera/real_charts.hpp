// SPDX-License-Identifier: Apache-2.0
// Charts as real cameras photographed them.
#pragma once

#include <Eigen/QR>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::test {

/// Homography of a flat, far chart: the affine map nearest to the patch centers.
inline Eigen::Matrix3d affine_homography(const std::vector<PatchSample>& patches) {
  Eigen::MatrixXd lattice(24, 3), pixels(24, 2);
  for (const PatchSample& patch : patches) {
    const int i = patch.id - 1;
    lattice.row(i) << i % 6, i / 6, 1;
    pixels.row(i) = patch.center.transpose();
  }
  Eigen::Matrix3d homography = Eigen::Matrix3d::Identity();
  homography.topRows<2>() = lattice.colPivHouseholderQr().solve(pixels).transpose();
  return homography;
}

/// Patches of twelve photographs as tests/golden/chart_samples.csv has them.
inline std::map<std::string, Chart> real_charts() {
  std::ifstream file(SHADEMATCH_GOLDEN_DIR "/chart_samples.csv");
  std::stringstream text;
  text << file.rdbuf();
  const CsvTable table = parse_csv(text.str(), "chart_samples.csv");
  std::map<std::string, Chart> charts;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto number = [&](const char* name) { return table.number(row, table.column(name)); };
    Chart& chart = charts[table.rows[row][0]];
    if (chart.patches.empty()) {
      chart.definition.columns = 6;
      chart.definition.rows = 4;
      chart.definition.neutrals = {19, 20, 21, 22, 23, 24};
      chart.definition.skin = {1, 2};
      chart.definition.editions = {{"after-2014", LabTable(24, 3), 0.8}};
      chart.definition.default_edition = chart.edition = "after-2014";
    }
    PatchSample sample;
    sample.id = static_cast<int>(number("patch"));
    sample.center = {number("x"), number("y")};
    sample.rgb = {number("r"), number("g"), number("b")};
    sample.valid = number("clipped") <= 0.05;
    chart.patches.push_back(sample);
    chart.definition.editions[0].lab.row(sample.id - 1) << number("L"), number("a"), number("b_star");
  }
  for (auto& [name, chart] : charts) chart.homography = affine_homography(chart.patches);
  return charts;
}

}  // namespace shadematch::test
