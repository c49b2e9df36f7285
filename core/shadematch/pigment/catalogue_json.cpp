// SPDX-License-Identifier: Apache-2.0
#include <shadematch/error.hpp>
#include <shadematch/pigment/catalogue_json.hpp>
#include <shadematch/pigment/mix_json.hpp>
#include <shadematch/pigment/stock_json.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMaxRows = 200'000;

JsonNode checked_list(const JsonNode& document, const std::string& key) {
  JsonNode list = document.at(key);
  if (list.size() > kMaxRows) {
    throw LimitExceeded("too_many_rows",
                        list.source() + ", " + list.path() + ": expected at most " + std::to_string(kMaxRows) +
                            " items, got " + std::to_string(list.size()),
                        "Split the catalogue");
  }
  return list;
}

}  // namespace

Catalogue read_catalogue_json(std::string_view text, const std::string& source) {
  const Json document = parse_strict_json(text, source);
  const JsonNode root(document, source);
  root.expect_keys({"schema", "name", "note", "provenance", "stocks", "mixes"});
  const JsonNode schema = root.at("schema");
  if (schema.string() != kCatalogueSchema) {
    schema.fail("unknown_schema", in_quotes(kCatalogueSchema), in_quotes(schema.string()),
                "The version of a schema is part of its name");
  }
  Catalogue catalogue;
  catalogue.name = read_text(root, "name");
  catalogue.note = read_text(root, "note");
  catalogue.provenance = read_provenance(root);
  const JsonNode stocks = checked_list(root, "stocks");
  for (std::size_t i = 0; i < stocks.size(); ++i) catalogue.stocks.push_back(read_stock(stocks.at(i)));
  const JsonNode mixes = checked_list(root, "mixes");
  for (std::size_t i = 0; i < mixes.size(); ++i) catalogue.mixes.push_back(read_mix(mixes.at(i)));
  check_catalogue(catalogue, source);
  return catalogue;
}

std::string write_catalogue_json(const Catalogue& catalogue) {
  Json stocks = Json::array();
  for (const auto& stock : catalogue.stocks) stocks.push_back(write_stock(stock));
  Json mixes = Json::array();
  for (const auto& mix : catalogue.mixes) mixes.push_back(write_mix(mix));
  const Json document = {{"schema", kCatalogueSchema},  {"name", catalogue.name},
                         {"note", catalogue.note},      {"provenance", write_provenance(catalogue.provenance)},
                         {"stocks", std::move(stocks)}, {"mixes", std::move(mixes)}};
  return document.dump(1) + "\n";
}

}  // namespace shadematch::inline v0
