// SPDX-License-Identifier: Apache-2.0
// Every row becomes the JSON of its stock or mix, so that one set of rules reads both formats.
#include <array>
#include <cmath>
#include <utility>

#include <shadematch/error.hpp>
#include <shadematch/pigment/catalogue_check.hpp>
#include <shadematch/pigment/catalogue_csv.hpp>
#include <shadematch/pigment/mix_json.hpp>
#include <shadematch/pigment/stock_json.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::array<std::string_view, 27> kColumns = {
    "record",    "id",        "kind",       "brand",       "line",
    "shade",     "undertone", "lot",        "expiry",      "carrier",
    "price",     "L",         "a",          "b",           "L_se",
    "a_se",      "b_se",      "recipe",     "stock_ml",    "drop_ml",
    "volume_ml", "currency",  "lab_source", "ingredients", "max_diluent_per_pigment",
    "sds_url",   "quality"};

class CsvRow {
 public:
  CsvRow(const CsvTable& table, std::size_t row) : table_(table), row_(row) {}

  [[nodiscard]] std::string place() const {
    return table_.source + ", line " + std::to_string(table_.line_numbers[row_]);
  }

  [[noreturn]] void fail(const std::string& code, const std::string& column, const std::string& expected,
                         const std::string& got) const {
    throw InvalidDocument(code, place() + ", column '" + column + "': expected " + expected + ", got " + got, "");
  }

  [[nodiscard]] std::string text(std::string_view column) const {
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      if (table_.header[i] == column) return table_.rows[row_][i];
    }
    return {};
  }

  [[nodiscard]] Json text_or_unknown(std::string_view column) const { return text_or_null(text(column)); }

  [[nodiscard]] Json number_or_unknown(std::string_view column) const {
    if (text(column).empty()) return nullptr;
    return table_.number(row_, table_.column(column));
  }

  /// Three columns that are all there (then an array) or all empty (then null).
  [[nodiscard]] Json triple(const std::array<std::string, 3>& columns) const {
    Json values = Json::array();
    for (const auto& column : columns) {
      if (const Json value = number_or_unknown(column); !value.is_null()) values.push_back(value);
    }
    if (values.empty()) return nullptr;
    if (values.size() < 3)
      fail("incomplete", columns[0], "all or none of " + columns[0] + ", " + columns[1] + ", " + columns[2],
           std::to_string(values.size()));
    return values;
  }

 private:
  const CsvTable& table_;
  std::size_t row_;
};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    if (auto item = trimmed(text.substr(0, end)); !item.empty()) items.push_back(std::move(item));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

/// "77266 carbon black", "CI 77266", "carbon black".
Json component_json(const std::string& item) {
  std::string_view rest = item;
  if (rest.starts_with("CI ")) rest.remove_prefix(3);
  const std::size_t end = std::min(rest.find(' '), rest.size());
  if (!is_color_index_number(rest.substr(0, end))) return {{"name", item}};
  return {{"ci", rest.substr(0, end)}, {"name", trimmed(rest.substr(end))}};
}

Json stock_json(const CsvRow& row) {
  Json stock = {{"id", row.text("id")}, {"kind", row.text("kind").empty() ? "pigment" : row.text("kind")}};
  for (const char* column : {"brand", "line", "shade", "lot", "expiry", "sds_url", "undertone"}) {
    stock[column] = row.text_or_unknown(column);
  }
  stock["carrier"] = split(row.text("carrier"));
  stock["components"] = Json::array();
  for (const auto& item : split(row.text("ingredients"))) stock["components"].push_back(component_json(item));
  if (const Json drop = row.number_or_unknown("drop_ml"); !drop.is_null()) stock["drop_ml"] = {{"mean", drop}};
  const Json limit = row.number_or_unknown("max_diluent_per_pigment");
  stock["dilution"] = {{"allowed", limit.is_null() || limit.get<double>() != 0}, {"max_diluent_per_pigment", limit}};
  stock["commercial"] = {{"volume_ml", row.number_or_unknown("volume_ml")},
                         {"price", row.number_or_unknown("price")},
                         {"currency", row.text_or_unknown("currency")},
                         {"stock_ml", row.number_or_unknown("stock_ml")}};
  stock["provenance"] = {{"quality", row.text_or_unknown("quality")}};
  return stock;
}

Json recipe_json(const CsvRow& row) {
  Json parts = Json::array();
  for (const auto& item : split(row.text("recipe"))) {
    const std::size_t colon = item.find(':');
    double drops = 0;
    if (colon == std::string::npos || !parse_number(trimmed(item.substr(colon + 1)), drops)) {
      row.fail("bad_recipe", "recipe", "parts as 'stock:drops' separated by ';'", in_quotes(item));
    }
    parts.push_back({{"stock", trimmed(item.substr(0, colon))}, {"drops", drops}});
  }
  return parts;
}

Json mix_json(const CsvRow& row) {
  Json mix = {{"id", row.text("id")}, {"parts", recipe_json(row)}};
  const Json lab = row.triple({"L", "a", "b"});
  const Json se = row.triple({"L_se", "a_se", "b_se"});
  if (lab.is_null() && !se.is_null()) row.fail("incomplete", "L", "L, a, b beside their standard errors", "none");
  if (lab.is_null()) return mix;
  Json covariance;
  if (!se.is_null()) {
    Eigen::Matrix3d variances = Eigen::Matrix3d::Zero();
    for (int i = 0; i < 3; ++i) variances(i, i) = std::pow(se[static_cast<std::size_t>(i)].get<double>(), 2);
    covariance = matrix_rows(variances);
  }
  const std::string source = row.text("lab_source");
  if (source != "measured" && source != "model") {
    row.fail("unknown_value", "lab_source", "'measured' or 'model' beside a Lab", in_quotes(source));
  }
  mix[source == "measured" ? "measured" : "predicted"] = {{"lab", lab}, {"cov", covariance}};
  return mix;
}

/// The JSON library writes valid UTF-8 only, so it knows.
void check_utf8(std::string_view text, const std::string& source) {
  try {
    (void)Json(text).dump();
  } catch (const Json::type_error&) {
    throw InvalidDocument("not_utf8", source + ": expected UTF-8 text, got other bytes", "Save the table as UTF-8");
  }
}

void check_columns(const CsvTable& table) {
  for (const auto& name : table.header) {
    if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
    throw InvalidDocument("unknown_column", table.source + ": expected only known columns, got '" + name + "'",
                          std::string("Did you mean '").append(nearest_name(name, kColumns)).append("'?"));
  }
}

}  // namespace

Catalogue read_catalogue_csv(std::string_view text, const std::string& source) {
  const CsvTable table = parse_csv(text, source);
  check_utf8(text, source);
  check_columns(table);
  (void)table.column("record");
  (void)table.column("id");
  Catalogue catalogue;
  CatalogueLines lines;
  for (const auto& comment : table.comments) {
    catalogue.note.append(catalogue.note.empty() ? "" : "\n").append(trimmed(std::string_view(comment).substr(1)));
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const CsvRow row(table, i);
    const std::string record = row.text("record");
    if (record == "stock") {
      catalogue.stocks.push_back(read_stock(JsonNode(stock_json(row), row.place())));
      lines.stocks.push_back(table.line_numbers[i]);
    } else if (record == "mix") {
      catalogue.mixes.push_back(read_mix(JsonNode(mix_json(row), row.place())));
      lines.mixes.push_back(table.line_numbers[i]);
    } else {
      row.fail("unknown_value", "record", "'stock' or 'mix'", in_quotes(record));
    }
  }
  check_catalogue(catalogue, source, lines);
  return catalogue;
}

}  // namespace shadematch::inline v0
