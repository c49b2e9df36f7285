// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/chart/chart_geometry.hpp>
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

void read_editions(const JsonNode& node, ChartDefinition& chart) {
  if (!node.value().is_object() || node.value().empty()) node.fail_type("an object with at least one edition");
  for (const auto& [name, value] : node.value().items()) {
    const JsonNode edition_node = node.at(name);
    edition_node.expect_keys({"lab", "tolerance_delta_e"});
    const JsonNode lab = edition_node.at("lab");
    ChartEdition edition;
    edition.name = name;
    if (name.empty()) node.fail("empty_name", "a name for every edition", "an empty one");
    const auto same = [&edition](const ChartEdition& each) { return each.name == edition.name; };
    if (std::any_of(chart.editions.begin(), chart.editions.end(), same))
      edition_node.fail("duplicate", "a new name of an edition", "one of '" + chart.id + "'");
    edition.lab = lab.value().is_string() ? lab_from_table(lab, chart.patch_count(), chart.patch_names)
                                          : lab_inline(lab, chart.patch_count());
    if (edition_node.has("tolerance_delta_e"))
      edition.tolerance_delta_e = edition_node.at("tolerance_delta_e").number(0, 20);
    chart.editions.push_back(std::move(edition));
  }
}

/// Reflectances of an embedded table, one row a patch, wavelengths in nm as names of the columns.
ReflectanceTable read_spectra(const JsonNode& node, int patches) {
  const std::string name = node.string();
  if (!is_shipped_table(name)) node.fail("unknown_table", "the name of a shipped table", "'" + name + "'");
  const CsvTable table = parse_csv(shipped(name), name);
  if (std::ssize(table.rows) != patches)
    node.fail("wrong_count", "a table of " + std::to_string(patches) + " patches", std::to_string(table.rows.size()));
  std::vector<double> nm(table.header.size() - 1);
  for (std::size_t i = 0; i < nm.size(); ++i) (void)parse_number(table.header[i + 1], nm[i]);
  ReflectanceTable out(patches, static_cast<Eigen::Index>(kBandCount));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::vector<double> values(nm.size());
    for (std::size_t i = 0; i < nm.size(); ++i) values[i] = table.number(row, i + 1);
    const Reflectance bands = reflectance_from_spectrum({nm[0], nm[1] - nm[0], std::move(values)});
    for (std::size_t band = 0; band < kBandCount; ++band)
      out(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(band)) = bands.R[band];
  }
  return out;
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

/// Chart of its own: geometry, neutrals and names.
ChartDefinition read_chart(const JsonNode& root) {
  ChartDefinition chart;
  read_geometry(root, chart);
  chart.neutrals = read_patch_numbers(root.at("neutrals"), chart.patch_count());
  if (root.has("skin")) chart.skin = read_patch_numbers(root.at("skin"), chart.patch_count());
  if (root.has("spectra")) chart.reflectance = read_spectra(root.at("spectra"), chart.patch_count());
  if (root.has("patch_names")) {
    const JsonNode names = root.at("patch_names");
    chart.patch_names = names.strings();
    if (std::ssize(chart.patch_names) != chart.patch_count())
      names.fail("wrong_count", std::to_string(chart.patch_count()) + " names",
                 std::to_string(chart.patch_names.size()));
  }
  return chart;
}

/// A shipped chart to which the file adds editions.
ChartDefinition read_base(const JsonNode& root) {
  root.expect_keys({"id", "name", "source", "licence", "based_on", "editions", "default_edition"});
  const JsonNode node = root.at("based_on");
  const auto ids = chart_ids();
  if (std::find(ids.begin(), ids.end(), node.string()) == ids.end())
    node.fail("unknown_chart", "the id of a shipped chart", "'" + node.string() + "'");
  return chart_definition(node.string());
}

}  // namespace

ChartDefinition parse_chart_definition(std::string_view json, const std::string& source) {
  const auto document = parse_strict_json(json, source);
  const JsonNode root(document, source);
  root.expect_keys({"id", "name", "source", "licence", "based_on", "grid", "masks", "positions", "corners",
                    "patch_fraction", "neutrals", "skin", "spectra", "patch_names", "frame", "window", "editions",
                    "default_edition"});
  const std::string id = root.at("id").string();
  if (id.empty()) root.at("id").fail("empty_name", "a name of the chart", "an empty one");
  ChartDefinition chart = root.has("based_on") ? read_base(root) : read_chart(root);
  const std::size_t editions_before = chart.editions.size();
  chart.id = id;
  chart.name = root.has("name") ? root.at("name").string() : chart.name.empty() ? id : chart.name;
  if (root.has("source")) chart.source = root.at("source").string();
  if (root.has("licence")) chart.licence = root.at("licence").string();
  read_editions(root.at("editions"), chart);
  check_neutrals(root.has("neutrals") ? root.at("neutrals") : root.at("editions"), chart);
  chart.default_edition =
      root.has("default_edition") ? root.at("default_edition").string() : chart.editions[editions_before].name;
  const auto named = [&chart](const ChartEdition& edition) { return edition.name == chart.default_edition; };
  if (std::none_of(chart.editions.begin(), chart.editions.end(), named)) {
    root.at("default_edition").fail("unknown_edition", "one of the editions", "'" + chart.default_edition + "'");
  }
  return chart;
}

LabTable parse_patch_values(std::string_view csv, int patches, const std::string& source) {
  const CsvTable table = parse_csv(csv, source);
  const auto refuse = [&source](const char* code, const std::string& expected, const std::string& got) {
    throw InvalidDocument(code, source + ": expected " + expected + ", got " + got,
                          "Write one row a patch with the columns patch, L, a, b (D50, 2 degrees)");
  };
  const std::size_t patch = table.column("patch"), L = table.column("L"), a = table.column("a"), b = table.column("b");
  if (std::ssize(table.rows) != patches)
    refuse("wrong_count", std::to_string(patches) + " rows, one a patch", std::to_string(table.rows.size()));
  LabTable lab = LabTable::Constant(patches, 3, std::nan(""));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double number = table.number(row, patch);
    const std::string line = "line " + std::to_string(table.line_numbers[row]) + ": ";
    if (!(number >= 1 && number <= patches && number == std::floor(number)))
      refuse("out_of_range", line + "a patch number of 1 to " + std::to_string(patches), table.rows[row][patch]);
    const auto at = static_cast<Eigen::Index>(number) - 1;
    if (!std::isnan(lab(at, 0))) refuse("duplicate", line + "every patch once", table.rows[row][patch] + " twice");
    lab.row(at) << table.number(row, L), table.number(row, a), table.number(row, b);
    if (!(lab(at, 0) >= 0 && lab(at, 0) <= 110 && lab.row(at).tail<2>().abs().maxCoeff() <= 200))
      refuse("out_of_range", line + "L of 0 to 110, a and b of -200 to 200", "a color outside");
  }
  return lab;
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
