// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include "catalogue_of.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// "ink" (brand Alpha, carbon black), "tint" (brand Beta, declares nothing) and "water".
Catalogue shop() {
  auto catalogue = make_catalogue({make_mix("pure", {30, 1, 2})});
  Stock& ink = catalogue.stocks[0];
  ink.brand = "Alpha";
  ink.components.resize(1);
  ink.components[0].ci = "77266";
  ink.components[0].name = "carbon black";
  ink.drop_ml = DropVolume{0.04, std::nullopt, "", 0};
  ink.commercial = {15.0, 30.0, "EUR", 0.1};
  Stock tint = make_stock("tint");
  tint.brand = "Beta";
  tint.carrier.clear();
  catalogue.stocks.push_back(tint);
  return catalogue;
}

Mix cup(std::vector<RecipePart> parts) {
  Mix mix = make_mix("cup", {40, 1, 2});
  mix.parts = std::move(parts);
  return mix;
}

MatchConstraints without(const std::string& ingredient) {
  MatchConstraints constraints;
  constraints.excluded_ingredients = {ingredient};
  return constraints;
}

}  // namespace

TEST_CASE("without constraints nothing is excluded") {
  CHECK(exclusion_reason(cup({{"ink", 1}, {"tint", 1}}), shop(), {}).empty());
}

TEST_CASE("an excluded ingredient is named with its stock and the words it was excluded by") {
  CHECK(exclusion_reason(cup({{"ink", 1}}), shop(), without("C.I. 77266")) ==
        "contains CI 77266 (carbon black) (in stock 'ink'), which was excluded as 'C.I. 77266'");
  CHECK(exclusion_reason(cup({{"water", 1}, {"ink", 1}}), shop(), without("AQUA")) ==
        "contains aqua (in stock 'water'), which was excluded as 'AQUA'");
  CHECK(exclusion_reason(cup({{"ink", 1}}), shop(), without("77499")).empty());
}

TEST_CASE("a stock that declares nothing cannot be shown to be free of an allergen") {
  CHECK(exclusion_reason(cup({{"tint", 1}}), shop(), without("nickel")) ==
        "stock 'tint' declares no components, so the excluded ingredients cannot be ruled out");
}

TEST_CASE("a carrier alone does not show that a pigment is free of what was excluded") {
  auto catalogue = shop();
  catalogue.stocks[2].carrier = {"aqua"};
  CHECK(exclusion_reason(cup({{"tint", 1}}), catalogue, without("77499")) ==
        "stock 'tint' declares no components, so the excluded ingredients cannot be ruled out");
  CHECK(exclusion_reason(cup({{"tint", 1}}), catalogue, without("aqua")) ==
        "contains aqua (in stock 'tint'), which was excluded as 'aqua'");
}

TEST_CASE("a diluent needs no components, but it must declare something") {
  auto catalogue = shop();
  CHECK(exclusion_reason(cup({{"water", 1}, {"ink", 1}}), catalogue, without("77499")).empty());
  catalogue.stocks[1].carrier.clear();
  CHECK(exclusion_reason(cup({{"water", 1}, {"ink", 1}}), catalogue, without("77499")) ==
        "stock 'water' declares no ingredients, so the excluded ones cannot be ruled out");
}

TEST_CASE("brands are compared without case and do not concern diluents") {
  MatchConstraints constraints;
  constraints.brands = {"ALPHA", "Gamma"};
  CHECK(exclusion_reason(cup({{"ink", 1}, {"water", 3}}), shop(), constraints).empty());
  CHECK(exclusion_reason(cup({{"tint", 1}}), shop(), constraints) ==
        "stock 'tint' is of brand 'Beta', which was not asked for");
}

TEST_CASE("a mix is in stock if every stock has what the recipe needs") {
  const auto catalogue = shop();
  CHECK(is_in_stock(cup({{"ink", 2}, {"water", 9}}), catalogue) == true);
  CHECK(is_in_stock(cup({{"ink", 3}}), catalogue) == false);
  CHECK(is_in_stock(cup({{"ink", 2}, {"tint", 1}}), catalogue) == std::nullopt);
  CHECK(is_in_stock(cup({{"ink", 3}, {"tint", 1}}), catalogue) == false);
}

TEST_CASE("asking for stock excludes what is short and what is not recorded") {
  MatchConstraints constraints;
  constraints.in_stock_only = true;
  CHECK(exclusion_reason(cup({{"ink", 2}}), shop(), constraints).empty());
  CHECK(exclusion_reason(cup({{"ink", 3}}), shop(), constraints) == "stock 'ink' has too little left for 3 drops");
  CHECK(exclusion_reason(cup({{"tint", 1}}), shop(), constraints) == "no amount of stock 'tint' is recorded");
}

TEST_CASE("the dilution limit is a volume ratio and holds exactly") {
  auto catalogue = shop();
  catalogue.stocks[1].drop_ml = DropVolume{0.05, std::nullopt, "", 0};
  MatchConstraints constraints;
  constraints.max_diluent_per_pigment = 10.0;
  CHECK(exclusion_reason(cup({{"ink", 1}, {"water", 8}}), catalogue, constraints).empty());
  CHECK(exclusion_reason(cup({{"ink", 1}, {"water", 9}}), catalogue, constraints) ==
        "is diluted 11.25 to 1, more than the limit of 10 to 1");
}

TEST_CASE("the price of a cup is drops times drop volume times price per ml") {
  const auto price = cup_price(cup({{"ink", 3}, {"water", 20}}), shop());
  REQUIRE(price.has_value());
  CHECK(price->amount == Approx(3 * 0.04 * 30.0 / 15.0));
  CHECK(price->currency == "EUR");
}

TEST_CASE("a price that is not fully known is unknown") {
  auto catalogue = shop();
  CHECK_FALSE(cup_price(cup({{"ink", 1}, {"tint", 1}}), catalogue).has_value());
  catalogue.stocks[2].drop_ml = DropVolume{0.04, std::nullopt, "", 0};
  catalogue.stocks[2].commercial = {10.0, 5.0, "USD", std::nullopt};
  CHECK_FALSE(cup_price(cup({{"ink", 1}, {"tint", 1}}), catalogue).has_value());
}
