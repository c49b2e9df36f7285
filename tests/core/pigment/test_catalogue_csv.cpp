// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/pigment/catalogue_csv.hpp>
#include <shadematch/pigment/catalogue_json.hpp>

#include "document.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

Caught error_of(const std::string& text) {
  return caught([&] { (void)read_catalogue_csv(text, "t.csv"); });
}

}  // namespace

TEST_CASE("a table of stocks and mixes becomes a catalogue") {
  const auto catalogue = read_catalogue_csv(read_document("table.csv"), "table.csv");
  CHECK(catalogue.note.find("Made-up values") == 0);
  const Stock& sepia = *catalogue.find_stock("sepia");
  CHECK(sepia.kind == "pigment");
  CHECK(sepia.components.at(0).ci == "77266");
  CHECK(sepia.components.at(0).name == "carbon black");
  CHECK(sepia.components.at(1).ci == "77491");
  CHECK(sepia.components.at(2).name == "nickel titanate");
  CHECK(sepia.carrier == std::vector<std::string>{"aqua", "glycerin"});
  CHECK(sepia.drop_ml->mean == 0.04);
  CHECK(sepia.dilution.max_diluent_per_pigment == 12.0);
  CHECK(sepia.commercial.price == 28.5);
  CHECK_FALSE(catalogue.find_stock("ready-2")->dilution.allowed);
  const Mix& mix = catalogue.mixes.at(0);
  CHECK(mix.parts.at(1).stock_id == "water");
  CHECK(mix.parts.at(1).drops == 8);
  CHECK(mix.measured->lab == Lab{44.5, 2.25, -6.5});
  CHECK((*mix.measured->covariance)(2, 2) == Approx(0.09));
  CHECK((*mix.measured->covariance)(0, 1) == 0.0);
  CHECK_FALSE(catalogue.mixes.at(1).predicted->covariance.has_value());
  CHECK_FALSE(catalogue.mixes.at(2).measured.has_value());
}

TEST_CASE("a catalogue from a table survives the way through JSON") {
  const auto json = write_catalogue_json(read_catalogue_csv(read_document("table.csv"), "table.csv"));
  CHECK(write_catalogue_json(read_catalogue_json(json, "json")) == json);
}

TEST_CASE("a table without the columns record and id is refused") {
  CHECK(error_of("id,kind\nsepia,pigment\n").code == "missing_column");
  CHECK(error_of("record,kind\nstock,pigment\n").code == "missing_column");
}

TEST_CASE("an unknown column is refused with the nearest known name") {
  const auto error = error_of("record,id,recepe\n");
  CHECK(error.message == "t.csv: expected only known columns, got 'recepe'. Did you mean 'recipe'?");
}

TEST_CASE("errors of a table name the line and the column") {
  CHECK(error_of("record,id\nmixx,a\n").message ==
        "t.csv, line 2, column 'record': expected 'stock' or 'mix', got 'mixx'");
  CHECK(error_of("record,id,recipe\nmix,a,sepia\n").message ==
        "t.csv, line 2, column 'recipe': expected parts as 'stock:drops' separated by ';', got 'sepia'");
  CHECK(error_of("record,id,price\nstock,a,free\n").message ==
        "t.csv, line 2, column 'price': expected a finite number, got 'free'. Write numbers with a decimal point");
  CHECK(error_of("record,id,recipe,L,a,b,lab_source\nmix,a,s:1,1,2,,measured\n").message ==
        "t.csv, line 2, column 'L': expected all or none of L, a, b, got 2");
  CHECK(error_of("record,id,recipe,L,a,b,lab_source\nmix,a,s:1,1,2,3,\n").message ==
        "t.csv, line 2, column 'lab_source': expected 'measured' or 'model' beside a Lab, got ''");
  CHECK(error_of("record,id,recipe,L_se,a_se,b_se\nmix,a,s:1,1,2,3\n").code == "incomplete");
}

TEST_CASE("the rules of the JSON reader hold for tables, with the line instead of the path") {
  CHECK(error_of("record,id,kind\nstock,a,ink\n").message.find("t.csv, line 2, $.kind: expected one of ") == 0);
  CHECK(error_of("record,id,recipe\nstock,sepia,\nmix,m,sepia:-2\n").code == "out_of_range");
  CHECK(error_of("record,id,recipe\nstock,sepia,\nmix,m,sepia:1.5\n").code == "wrong_type");
  CHECK(error_of("record,id,recipe\nstock,sepia,\nmix,m,sepai:1\n")
            .message.find("t.csv, line 3, $.parts[0].stock: expected the id of a stock") == 0);
  CHECK(error_of("record,id,recipe\nmix,m,s:1\nstock,s,\nstock,s,\n").message.find("t.csv, line 4, $.id") == 0);
}

TEST_CASE("text that is not UTF-8 is refused") {
  CHECK(error_of("record,id,brand\nstock,a,M\xFCller\n").code == "not_utf8");
}

TEST_CASE("NaN and infinity are refused") {
  CHECK(error_of("record,id,price\nstock,a,nan\n").code == "not_a_number");
  CHECK(error_of("record,id,price\nstock,a,inf\n").code == "not_a_number");
}
