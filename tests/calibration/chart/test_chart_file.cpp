// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <sstream>
#include <string>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/error.hpp>

using namespace shadematch;

namespace {

const std::string kLab9 =
    R"("neutrals": [1, 4, 7, 9], "editions": {"own": {"lab":
      [[90,0,0],[50,20,0],[50,0,20],[70,0,0],[50,-20,0],[50,0,-20],[50,0,0],[60,9,9],[20,0,0]]}}})";

/// A grid with a hole in its middle and markers beside it.
const std::string kFramed = R"({"id": "framed", "grid": [4, 3], "masks": [[1, 1], [2, 1], [3, 2]],
  "corners": [1, 4, 8, 7], "window": [[0.6, 0.6], [2.4, 0.6], [2.4, 1.4], [0.6, 1.4]],
  "frame": {"dictionary": "4x4_50", "markers": [
    {"id": 7, "corners": [[-2, -1], [-1, -1], [-1, 0], [-2, 0]]},
    {"id": 8, "corners": [[5, -1], [6, -1], [6, 0], [5, 0]]},
    {"id": 9, "corners": [[5, 2], [6, 2], [6, 3], [5, 3]]}]}, )" +
                            kLab9;

/// No grid: three rings of three patches.
const std::string kScattered = R"({"id": "scattered", "corners": [1, 3, 9, 7], "positions":
  [[0, 0], [1.5, 0.2], [3, 0], [0.3, 1.2], [1.4, 1.3], [2.8, 1.1], [0, 2.5], [1.6, 2.4], [3, 2.5]], )" +
                               kLab9;

std::string changed(std::string json, const std::string& from, const std::string& to) {
  const auto at = json.find(from);
  REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

std::string refusal(const std::string& json) {
  try {
    static_cast<void>(parse_chart_definition(json, "mine.json"));
  } catch (const InvalidDocument& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& text, const std::string& part) {
  UNSCOPED_INFO(text);
  return text.find(part) != std::string::npos;
}

template <typename Call>
std::string refused_by(Call call) {
  try {
    static_cast<void>(call());
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("masks leave cells without a patch, and numbers run on") {
  const ChartDefinition chart = parse_chart_definition(kFramed, "mine.json");
  CHECK(chart.is_grid());
  CHECK(chart.patch_count() == 9);
  CHECK(chart.position(4) == Eigen::Vector2d(0, 1));
  CHECK(chart.position(5) == Eigen::Vector2d(3, 1));
  CHECK(chart.position(8) == Eigen::Vector2d(2, 2));
  CHECK(chart.corner_positions()[2] == Eigen::Vector2d(1, 2));
  CHECK(chart.extent() == Eigen::Vector2d(4, 3));
}

TEST_CASE("a frame and a window are read where they are") {
  const ChartDefinition chart = parse_chart_definition(kFramed, "mine.json");
  REQUIRE(chart.frame.size() == 3);
  CHECK(chart.frame[1].id == 8);
  CHECK(chart.frame[2].corners[3] == Eigen::Vector2d(5, 3));
  REQUIRE(chart.window.size() == 4);
  CHECK(chart.window[2] == Eigen::Vector2d(2.4, 1.4));
}

TEST_CASE("a chart that is no grid lists its positions") {
  const ChartDefinition chart = parse_chart_definition(kScattered, "mine.json");
  CHECK_FALSE(chart.is_grid());
  CHECK(chart.patch_count() == 9);
  CHECK(chart.position(1) == Eigen::Vector2d(1.5, 0.2));
  CHECK(chart.corner_positions()[3] == Eigen::Vector2d(0, 2.5));
  CHECK(chart.extent() == Eigen::Vector2d(4, 3.5));
}

TEST_CASE("every fault of a geometry is named with its place") {
  const auto framed = [](const char* from, const char* to) { return refusal(changed(kFramed, from, to)); };
  const auto scattered = [](const char* from, const char* to) { return refusal(changed(kScattered, from, to)); };
  CHECK(says(framed("[3, 2]]", "[2, 1]]"), "$.masks[2]: expected every cell once, got a cell twice"));
  CHECK(says(framed("[3, 2]]", "[4, 2]]"), "$.masks[2][0]"));
  CHECK(says(framed("[3, 2]]", "[3, 2], [0, 2]]"), "expected at least 9 cells with a patch, got 8"));
  CHECK(says(framed(R"("corners": [1, 4, 8, 7],)", ""), "expected the key 'corners'"));
  CHECK(says(framed("[1, 4, 8, 7]", "[1, 4, 8]"), "$.corners: expected four patch numbers, got 3"));
  CHECK(says(framed("[1, 4, 8, 7]", "[1, 7, 8, 4]"), "clockwise as printed"));
  CHECK(says(framed("4x4_50", "5x5_50"), "expected '4x4_50', got '5x5_50'"));
  CHECK(says(framed("\"id\": 9", "\"id\": 8"), "expected every marker once, got marker 8 twice"));
  CHECK(says(framed("\"id\": 9", "\"id\": 50"), "$.frame.markers[2].id"));
  CHECK(says(framed("[[5, 2], [6, 2], [6, 3], [5, 3]]", "[[5, 2], [5, 3], [6, 3], [6, 2]]"),
             "expected corners clockwise from the marker's top left"));
  CHECK(says(framed("[[5, 2], [6, 2], [6, 3], [5, 3]]", "[[5, 2], [6, 2], [6, 3]]"), "expected four corners"));
  CHECK(says(framed("[0.6, 0.6], [2.4, 0.6]", "[0.6, -0.5], [2.4, -0.5]"),
             "$.window: expected a window without patches, got patch 2 inside it"));
  CHECK(says(framed("[2.4, 1.4], [0.6, 1.4]]", "]"), "expected"));
  CHECK(says(scattered("[1.5, 0.2]", "[0.5, 0.2]"), "$.positions[1]: expected patches that do not overlap"));
  CHECK(says(scattered("[1.5, 0.2]", "[1.5, -0.2]"), "expected positions of 0 or more"));
  CHECK(says(scattered("[1.5, 0.2], ", ""), "expected 9 to 1600 positions, got 8"));
  CHECK(says(scattered("\"positions\"", "\"grid\": [3, 3], \"positions\""), "one of 'grid' and 'positions'"));
  CHECK(says(scattered("\"positions\"", "\"masks\": [], \"positions\""), "masks only in a grid"));
}

TEST_CASE("two markers are too few to be a frame") {
  const std::string third = R"(,
    {"id": 9, "corners": [[5, 2], [6, 2], [6, 3], [5, 3]]})";
  CHECK(says(refusal(changed(kFramed, third, "")), "$.frame.markers: expected at least 3 markers, got 2"));
}

TEST_CASE("a chart file adds a measured edition to a shipped chart") {
  const ChartDefinition classic = chart_definition("colorchecker-classic");
  std::ostringstream lab;
  for (int i = 0; i < 24; ++i) {
    const auto row = classic.edition().lab.row(i);
    lab << (i > 0 ? ", [" : "[") << row[0] << ", " << row[1] + 1 << ", " << row[2] << ']';
  }
  const std::string json = R"({"id": "studio", "based_on": "colorchecker-classic", "editions": {"spring": {"lab": [)" +
                           lab.str() + R"(], "tolerance_delta_e": 0.3}}})";
  const ChartDefinition chart = parse_chart_definition(json, "studio.json");
  CHECK(chart.id == "studio");
  CHECK(chart.name == "ColorChecker Classic");
  CHECK(chart.default_edition == "spring");
  REQUIRE(chart.editions.size() == 3);
  CHECK(chart.edition().lab(3, 1) == Approx(classic.edition().lab(3, 1) + 1));
  CHECK(chart.edition("after-2014").lab(3, 1) == classic.edition().lab(3, 1));
  CHECK(says(refusal(changed(json, "classic", "classics")), "expected the id of a shipped chart"));
  CHECK(says(refusal(changed(json, "spring", "after-2014")), "expected a new name of an edition"));
  CHECK(says(refusal(changed(json, "\"editions\"", "\"grid\": [6, 4], \"editions\"")), "grid"));
}

TEST_CASE("measured values are read by patch number, and every fault of them is named") {
  const std::string csv = "patch,L,a,b\n2,50,1,2\n1,90,0,0\n3,20,-1,0.5\n";
  const LabTable lab = parse_patch_values(csv, 3, "mine.csv");
  CHECK(lab(0, 0) == 90);
  CHECK(lab(1, 2) == 2);
  CHECK(lab(2, 1) == -1);
  const auto fault = [&csv](const std::string& from, const std::string& to) {
    try {
      static_cast<void>(parse_patch_values(changed(csv, from, to), 3, "mine.csv"));
    } catch (const InvalidDocument& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(says(fault("3,20,-1,0.5\n", ""), "mine.csv: expected 3 rows, one a patch, got 2"));
  CHECK(says(fault("3,20", "2,20"), "line 4: every patch once, got 2 twice"));
  CHECK(says(fault("3,20", "4,20"), "line 4: a patch number of 1 to 3, got 4"));
  CHECK(says(fault("3,20", "3,120"), "L of 0 to 110"));
  CHECK(says(fault("patch,L", "patch,l"), "mine.csv"));
}

TEST_CASE("an edition is added once, in full and with neutrals that darken") {
  const ChartDefinition classic = chart_definition("colorchecker-classic");
  ChartEdition mine{"mine", classic.edition().lab, 0.4};
  const ChartDefinition chart = with_edition(classic, mine);
  CHECK(chart.default_edition == "mine");
  CHECK(chart.edition().tolerance_delta_e == 0.4);
  CHECK(says(refused_by([&] { return with_edition(chart, mine); }), "expected a new name of an edition, got 'mine'"));
  const auto refused = [&](const ChartEdition& edition) {
    return refused_by([&] { return with_edition(classic, edition); });
  };
  CHECK(says(refused({"short", LabTable::Zero(3, 3), 0.4}), "expected 24 rows of L, a, b, got 3"));
  CHECK(says(refused({"rough", classic.edition().lab, 21}), "expected a tolerance of 0 to 20"));
  ChartEdition dark = mine;
  dark.lab(20, 0) = 99;
  CHECK(says(refused(dark), "patch 21 not darker than 20"));
  ChartEdition missing = mine;
  missing.lab(2, 2) = std::nan("");
  CHECK(says(refused(missing), "expected finite values"));
}
