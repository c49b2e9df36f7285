// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/photo/read_photo.hpp>
#include <shadematch/text/csv.hpp>

using namespace shadematch;

namespace {

const std::filesystem::path kShipped = std::filesystem::path(SHADEMATCH_TEST_DATA_DIR) / "charts";

CsvTable read_table(const std::string& name) {
  std::ifstream file(kShipped / name);
  std::stringstream text;
  text << file.rdbuf();
  return parse_csv(text.str(), name);
}

/// Shipped photographs, and those of the folder SHADEMATCH_CHART_PHOTOS that may not be shipped.
std::map<std::string, bool> photographs() {
  std::map<std::string, bool> files;  // name -> shows a chart
  const CsvTable index = read_table("INDEX.csv");
  for (const auto& row : index.rows) files[(kShipped / row[0]).string()] = row[1] != "none";
  if (const char* more = std::getenv("SHADEMATCH_CHART_PHOTOS")) {
    files[(std::filesystem::path(more) / "nb_IMG_a.png").string()] = true;
    files[(std::filesystem::path(more) / "motorcycle_left.png").string()] = false;
    files[(std::filesystem::path(more) / "color.png").string()] = false;
  }
  return files;
}

std::vector<Eigen::Vector2d> true_centers(const std::string& file) {
  const CsvTable table = read_table("centers.csv");
  std::vector<Eigen::Vector2d> centers;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row][0] == file) centers.emplace_back(table.number(row, 2), table.number(row, 3));
  }
  return centers;
}

}  // namespace

TEST_CASE("every chart of the photographs is found in its place and order, and none where there is none") {
  const auto definition = chart_definition("colorchecker-classic");
  const auto files = photographs();
  REQUIRE(files.size() >= 19);
  for (const auto& [path, shows_chart] : files) {
    INFO(path);
    const Photo photo = read_photo(path);
    FindChartOptions options;
    options.time_limit_s = 120;  // a busy machine must not decide
    if (!shows_chart) {
      CHECK_THROWS_AS(find_chart(photo, definition, options), ChartNotFound);
      continue;
    }
    const Chart chart = find_chart(photo, definition, options);
    const auto centers = true_centers(std::filesystem::path(path).filename().string());
    REQUIRE(centers.size() == 24);
    for (std::size_t i = 0; i < 24; ++i) {
      INFO("patch " << i + 1);
      CHECK((chart.patches[i].center - centers[i]).norm() < 0.33 * chart.pitch_px);
    }
    CHECK(chart.confidence > 0.5);
  }
}
