// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <locale>

#include <shadematch/pigment/catalogue_json.hpp>
#include <shadematch/text/csv.hpp>

#include "document.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

struct CommaNumbers : std::numpunct<char> {
  [[nodiscard]] char do_decimal_point() const override { return ','; }
  [[nodiscard]] char do_thousands_sep() const override { return '.'; }
  [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

/// A global locale that writes 1.234,5 for as long as it lives.
class GermanNumbers {
 public:
  GermanNumbers() : before_(std::locale::global(std::locale(std::locale::classic(), new CommaNumbers))) {}
  ~GermanNumbers() { std::locale::global(before_); }

 private:
  std::locale before_;
};

}  // namespace

TEST_CASE("each document of the corpus is accepted or refused as the table of verdicts says") {
  const auto table = parse_csv(read_document("verdicts.csv"), "verdicts.csv");
  CHECK(table.rows.size() > 60);
  for (const auto& row : table.rows) {
    const auto& name = row[table.column("file")];
    const auto& path = row[table.column("path")];
    INFO(name);
    const auto error = caught([&] { (void)read_catalogue_json(read_document(name), name); });
    INFO(error.message);
    CHECK(error.code == row[table.column("code")]);
    if (!path.empty()) CHECK(error.message.find(name + ", " + path + ": expected ") == 0);
  }
}

TEST_CASE("a catalogue that fills every field is written as it was read") {
  const auto text = read_document("full.json");
  const auto written = write_catalogue_json(read_catalogue_json(text, "full.json"));
  CHECK(write_catalogue_json(read_catalogue_json(written, "written")) == written);
  const auto squeezed = [](std::string json) {
    json.erase(std::remove_if(json.begin(), json.end(), [](char c) { return c == ' ' || c == '\n'; }), json.end());
    return json;
  };
  CHECK(squeezed(written) == squeezed(text));
}

TEST_CASE("fields arrive where their names say") {
  const auto catalogue = read_catalogue_json(read_document("full.json"), "full.json");
  const Stock& stock = catalogue.stocks.at(0);
  CHECK(catalogue.provenance.quality == "synthetic");
  CHECK(stock.brand == "Example");
  CHECK(stock.expiry == "2027-03-31");
  CHECK(stock.components.at(0).mass_fraction.high == 0.25);
  CHECK_FALSE(stock.components.at(1).mass_fraction.value.has_value());
  CHECK(stock.components.at(0).particle_nm->high == 400.0);
  CHECK(stock.drop_ml->sd == 0.004);
  CHECK(stock.dilution.brand_scale.at(0).diluent_ml == 10.0);
  CHECK(stock.optical->k.at(3) == 7.5);
  CHECK(stock.optical->covariance->rows() == 8);
  CHECK(stock.optical->saunderson->k2 == 0.6);
  CHECK(stock.optical->surface->refractive_index == 1.3);
  CHECK(stock.optical->surface->mirrored == 0.035);
  CHECK(stock.optical->swatches.at(0).lab == Lab{41.0, -0.5, -2.0});
  CHECK(stock.healed.at(0).retention->mean == 0.6);
  CHECK(stock.compatibility.not_with.at(0) == "oil");
  CHECK(stock.commercial.stock_ml == 12.5);
  CHECK(catalogue.mixes.at(0).parts.at(1).drops == 12);
  CHECK((*catalogue.mixes.at(0).predicted->covariance)(1, 2) == 0.02);
  CHECK(catalogue.mixes.at(0).history.at(0).date == "2026-06-01");
  CHECK_FALSE(catalogue.mixes.at(2).predicted.has_value());
}

TEST_CASE("numbers are read and written the same under a locale with decimal commas") {
  const auto text = read_document("full.json");
  const auto written = write_catalogue_json(read_catalogue_json(text, "full.json"));
  const GermanNumbers german;
  const auto again = read_catalogue_json(text, "full.json");
  CHECK(again.stocks.at(0).drop_ml->mean == 0.04);
  CHECK(write_catalogue_json(again) == written);
}

TEST_CASE("an unknown key is refused with the nearest known name") {
  const auto error = caught([] { (void)read_catalogue_json(read_document("unknown_key.json"), "my.json"); });
  CHECK(error.message == "my.json, $.stocks[0]: expected only keys of the schema, got 'brnad'. Did you mean 'brand'?");
}

TEST_CASE("a recipe that names no stock says which place and which name") {
  const auto error = caught([] { (void)read_catalogue_json(read_document("unknown_stock.json"), "my.json"); });
  CHECK(error.message ==
        "my.json, $.mixes[0].parts[0].stock: expected the id of a stock of this catalogue, got 'sepai'");
}

TEST_CASE("text above 20 MB is refused before it is parsed") {
  const auto error = caught([] { (void)read_catalogue_json(std::string(20'000'001, ' '), "big.json"); });
  CHECK(error.code == "file_too_large");
}

TEST_CASE("more mixes than 200 000 are refused") {
  std::string text = R"({"schema":"shadematch-catalogue/1","stocks":[],"mixes":[0)";
  for (int i = 0; i < 200'000; ++i) text += ",0";
  const auto error = caught([&] { (void)read_catalogue_json(text + "]}", "many.json"); });
  CHECK(error.code == "too_many_rows");
}
