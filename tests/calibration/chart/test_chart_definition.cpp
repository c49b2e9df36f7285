// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <string>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/error.hpp>

using namespace shadematch;

namespace {

std::string with(const std::string& from, const std::string& to) {
  std::string json = R"({"id": "mine", "grid": [3, 4], "neutrals": [1, 4, 7, 10], "editions": {"measured": {"lab":
      [[90,0,0],[50,20,0],[50,0,20],[70,0,0],[50,-20,0],[50,0,-20],[50,0,0],[60,9,9],[60,9,-9],[20,0,0],[40,5,5],[40,-5,5]]}}})";
  const auto at = json.find(from);
  REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

std::string code_of(const std::string& json) {
  try {
    static_cast<void>(parse_chart_definition(json, "mine.json"));
  } catch (const InvalidDocument& error) {
    return error.code();
  }
  return "";
}

}  // namespace

TEST_CASE("the shipped charts are there, each with two editions and neutrals that darken") {
  CHECK(chart_ids() == std::vector<std::string>{"colorchecker-classic", "colorchecker-mini", "colorchecker-nano",
                                                "colorchecker-passport", "colorchecker-sg"});
  for (const auto& id : chart_ids()) {
    const ChartDefinition chart = chart_definition(id);
    CHECK(chart.id == id);
    CHECK(chart.default_edition == "after-2014");
    REQUIRE(chart.editions.size() == 2);
    for (const auto& edition : chart.editions) CHECK(edition.lab.rows() == chart.patch_count());
    CHECK(chart.neutrals.size() == 6);
    CHECK(chart.patch_names.size() == static_cast<std::size_t>(chart.patch_count()));
  }
}

TEST_CASE("published values stand at their patches") {
  const auto classic = chart_definition("colorchecker-classic");
  CHECK(classic.edition().lab(0, 0) == 37.54);
  CHECK(classic.edition("before-2014").lab(0, 0) != 37.54);
  CHECK(classic.patch_names[0] == "dark skin");
  const auto sg = chart_definition("colorchecker-sg");
  CHECK(sg.patch_names[static_cast<std::size_t>(4 * 14 + 4)] == "E5");
  CHECK(sg.edition().lab(60, 0) == 96.78);
}

TEST_CASE("an unknown chart is refused with the ones that exist") {
  CHECK_THROWS_WITH(chart_definition("spyder"),
                    "chart_definition: expected one of colorchecker-classic, colorchecker-mini, colorchecker-nano, "
                    "colorchecker-passport, colorchecker-sg, got 'spyder'");
}

TEST_CASE("a chart of one's own is read, and every fault of it is named") {
  const ChartDefinition chart = parse_chart_definition(with("mine", "my chart"), "mine.json");
  CHECK(chart.patch_count() == 12);
  CHECK(chart.edition().lab(10, 1) == 5);
  CHECK(chart.edition().tolerance_delta_e == 0.8);
  CHECK(chart.source.empty());
  CHECK(chart.licence.empty());
  CHECK(code_of(with("\"grid\"", "\"grit\"")) == "unknown_key");
  CHECK(code_of(with("[3, 4]", "[3, 4, 5]")) == "wrong_count");
  CHECK(code_of(with("[3, 4]", "[4, 4]")) == "wrong_count");
  CHECK(code_of(with("[3, 4]", "[2, 4]")) == "out_of_range");
  CHECK(code_of(with("[90,0,0]", "[90,0]")) == "wrong_count");
  CHECK(code_of(with("[90,0,0]", "[-1,0,0]")) == "out_of_range");
  CHECK(code_of(with("7, 10]", "7, 7]")) == "duplicate");
  CHECK(code_of(with("7, 10]", "10, 7]")) == "wrong_order");
  CHECK(code_of(with("[1, 4, 7, 10]", "[1, 4, 7]")) == "too_few");
  CHECK(code_of(with("\"neutrals\"", "\"default_edition\": \"x\", \"neutrals\"")) == "unknown_edition");
  CHECK(code_of(with("\"neutrals\"", "\"patch_names\": [\"a\"], \"neutrals\"")) == "wrong_count");
}

TEST_CASE("a chart says where it comes from and under which licence") {
  const std::string json = with("\"neutrals\"", "\"source\": \"a ruler\", \"licence\": \"CC0-1.0\", \"neutrals\"");
  const ChartDefinition chart = parse_chart_definition(json, "mine.json");
  CHECK(chart.source == "a ruler");
  CHECK(chart.licence == "CC0-1.0");
  CHECK(code_of(with("\"neutrals\"", "\"source\": 3, \"neutrals\"")) == "wrong_type");
  CHECK(code_of(with("\"neutrals\"", "\"licence\": [], \"neutrals\"")) == "wrong_type");
  for (const auto& id : chart_ids()) {
    CAPTURE(id);
    CHECK_FALSE(chart_definition(id).source.empty());
    CHECK(chart_definition(id).licence.find("Apache-2.0") != std::string::npos);
  }
}

TEST_CASE("a table that is not shipped is refused by name") {
  const std::string json = R"({"id": "m", "grid": [6, 4], "neutrals": [19, 20, 21, 22],
                               "editions": {"e": {"lab": "../secret.csv"}}})";
  CHECK(code_of(json) == "unknown_table");
}
