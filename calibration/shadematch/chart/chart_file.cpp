// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>
#include <utility>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/error.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(charts);

namespace {

std::string_view shipped(std::string_view path) {
  return embedded_file(k_embedded_charts, k_embedded_charts_count, path);
}

bool is_shipped_table(std::string_view name) {
  return name.ends_with(".csv") && !shipped(name).empty();
}

/// Lab rows of an embedded table; the names of the patches come from it too.
LabTable lab_from_table(const JsonNode& node, int patches, std::vector<std::string>& names) {
  const std::string name = node.string();
  if (!is_shipped_table(name))
    node.fail("unknown_table", "rows of L, a, b or the name of a shipped table", "'" + name + "'");
  const CsvTable table = parse_csv(shipped(name), name);
  if (std::ssize(table.rows) != patches) {
    node.fail("wrong_count", "a table of " + std::to_string(patches) + " patches", std::to_string(table.rows.size()));
  }
  LabTable lab(patches, 3);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto at = static_cast<Eigen::Index>(row);
    lab.row(at) << table.number(row, table.column("L")), table.number(row, table.column("a")),
        table.number(row, table.column("b"));
  }
  if (names.empty()) {
    for (const auto& row : table.rows) names.push_back(row[table.column("name")]);
  }
  return lab;
}

LabTable lab_inline(const JsonNode& node, int patches) {
  if (node.size() != static_cast<std::size_t>(patches)) {
    node.fail("wrong_count", std::to_string(patches) + " rows of L, a, b", std::to_string(node.size()));
  }
  LabTable lab(patches, 3);
  for (std::size_t row = 0; row < node.size(); ++row) {
    const JsonNode values = node.at(row);
    if (values.size() != 3) values.fail("wrong_count", "3 numbers L, a, b", std::to_string(values.size()));
    lab.row(static_cast<Eigen::Index>(row)) << values.at(0).number(0, 110), values.at(1).number(-200, 200),
        values.at(2).number(-200, 200);
  }
  return lab;
}

/// Distinct patch numbers.
std::vector<int> patch_ids(const JsonNode& node, int patches) {
  std::vector<int> ids;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const int id = node.at(i).integer(1, patches);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
      node.at(i).fail("duplicate", "every patch once", "patch " + std::to_string(id) + " twice");
    }
    ids.push_back(id);
  }
  return ids;
}

void read_editions(const JsonNode& node, ChartDefinition& chart) {
  if (!node.value().is_object() || node.value().empty()) node.fail_type("an object with at least one edition");
  for (const auto& [name, value] : node.value().items()) {
    const JsonNode edition_node = node.at(name);
    edition_node.expect_keys({"lab", "tolerance_delta_e"});
    const JsonNode lab = edition_node.at("lab");
    ChartEdition edition;
    edition.name = name;
    edition.lab = lab.value().is_string() ? lab_from_table(lab, chart.patch_count(), chart.patch_names)
                                          : lab_inline(lab, chart.patch_count());
    if (edition_node.has("tolerance_delta_e"))
      edition.tolerance_delta_e = edition_node.at("tolerance_delta_e").number(0, 20);
    chart.editions.push_back(std::move(edition));
  }
}

/// The finder needs neutrals that darken in order.
void check_neutrals(const JsonNode& node, const ChartDefinition& chart) {
  if (chart.neutrals.size() < 4)
    node.fail("too_few", "at least 4 neutral patches", std::to_string(chart.neutrals.size()));
  for (const auto& edition : chart.editions) {
    for (std::size_t i = 1; i < chart.neutrals.size(); ++i) {
      if (edition.lab(chart.neutrals[i] - 1, 0) < edition.lab(chart.neutrals[i - 1] - 1, 0)) continue;
      node.fail("wrong_order", "neutrals from white to black",
                "patch " + std::to_string(chart.neutrals[i]) + " not darker than " +
                    std::to_string(chart.neutrals[i - 1]) + " in edition '" + edition.name + "'");
    }
  }
}

}  // namespace

ChartDefinition parse_chart_definition(std::string_view json, const std::string& source) {
  constexpr int kMostCells = 40;
  const auto document = parse_strict_json(json, source);
  const JsonNode root(document, source);
  root.expect_keys({"id", "name", "source", "licence", "grid", "patch_fraction", "neutrals", "skin", "patch_names",
                    "editions", "default_edition"});
  ChartDefinition chart;
  chart.id = root.at("id").string();
  chart.name = root.has("name") ? root.at("name").string() : chart.id;
  if (root.has("source")) chart.source = root.at("source").string();
  if (root.has("licence")) chart.licence = root.at("licence").string();
  const JsonNode grid = root.at("grid");
  if (grid.size() != 2) grid.fail("wrong_count", "[columns, rows]", std::to_string(grid.size()) + " numbers");
  chart.columns = grid.at(0).integer(3, kMostCells);
  chart.rows = grid.at(1).integer(3, kMostCells);
  if (root.has("patch_fraction")) chart.patch_fraction = root.at("patch_fraction").number(0.3, 1.0);
  chart.neutrals = patch_ids(root.at("neutrals"), chart.patch_count());
  if (root.has("skin")) chart.skin = patch_ids(root.at("skin"), chart.patch_count());
  if (root.has("patch_names")) {
    chart.patch_names = root.at("patch_names").strings();
    if (std::ssize(chart.patch_names) != chart.patch_count()) {
      root.at("patch_names")
          .fail("wrong_count", std::to_string(chart.patch_count()) + " names",
                std::to_string(chart.patch_names.size()));
    }
  }
  read_editions(root.at("editions"), chart);
  check_neutrals(root.at("neutrals"), chart);
  chart.default_edition =
      root.has("default_edition") ? root.at("default_edition").string() : chart.editions.front().name;
  const auto named = [&chart](const ChartEdition& edition) { return edition.name == chart.default_edition; };
  if (std::none_of(chart.editions.begin(), chart.editions.end(), named)) {
    root.at("default_edition").fail("unknown_edition", "one of the editions", "'" + chart.default_edition + "'");
  }
  return chart;
}

std::vector<std::string> chart_ids() {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < k_embedded_charts_count; ++i) {
    const std::string_view path = k_embedded_charts[i].first;
    if (path.ends_with(".json")) ids.emplace_back(path.substr(0, path.size() - 5));
  }
  return ids;
}

ChartDefinition chart_definition(std::string_view id) {
  const std::string path = std::string(id) + ".json";
  const std::string_view json = shipped(path);
  if (!json.empty()) return parse_chart_definition(json, path);
  std::string have;
  for (const auto& each : chart_ids()) have += (have.empty() ? "" : ", ") + each;
  throw std::invalid_argument("chart_definition: expected one of " + have + ", got '" + std::string(id) + "'");
}

}  // namespace shadematch::inline v0
