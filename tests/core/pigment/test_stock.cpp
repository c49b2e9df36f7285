// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/pigment/stock.hpp>

using namespace shadematch;

TEST_CASE("a Colour Index number is the same however it is written") {
  for (const char* name : {"77266", "CI 77266", "C.I. 77266", "ci77266", " Ci  77266 ", "CI-77266", "CI: 77266",
                           "C.I.:77266", "C.I.77266", "c. i. 77266", "C/I 77266"}) {
    CHECK(normalized_ingredient(name) == "77266");
  }
  CHECK(normalized_ingredient("Cinnamal") == "cinnamal");
  CHECK(normalized_ingredient("iron oxide, CI77499") == "iron oxide 77499");
  CHECK(normalized_ingredient("CI Pigment Black 6") == "ci pigment black 6");
}

TEST_CASE("ingredient names are compared in lower case and by words") {
  CHECK(normalized_ingredient("  Carbon\tBlack (nano) ") == "carbon black nano");
}

TEST_CASE("words end at every mark that people write between them") {
  for (const char* name :
       {"nickel-titanate", "nickel:titanate", "nickel.titanate", "nickel/titanate", "Nickel, titanate"}) {
    CHECK(normalized_ingredient(name) == "nickel titanate");
    Stock stock;
    stock.components.resize(1);
    stock.components[0].name = name;
    CHECK(find_ingredient(stock, "nickel") == name);
    CHECK(find_ingredient(stock, "Nickel-Titanate") == name);
    CHECK(find_ingredient(stock, "nick").empty());
  }
}

TEST_CASE("the number of a component is compared as its name is, with the salt or without") {
  Stock stock;
  stock.components.resize(1);
  stock.components[0].ci = "15850:1";
  CHECK(find_ingredient(stock, "CI 15850:1") == "CI 15850:1");
  CHECK(find_ingredient(stock, "CI 15850") == "CI 15850:1");
  CHECK(find_ingredient(stock, "CI 15850:2").empty());
  stock.components[0].ci = "C.I. 77499";  // made in code, not read from a file
  CHECK(find_ingredient(stock, "77499") == "CI C.I. 77499");
}

TEST_CASE("an ingredient is found by number, by name, by words of a name and among the carriers") {
  Stock stock;
  stock.components.resize(2);
  stock.components[0].ci = "77266";
  stock.components[0].name = "Carbon Black";
  stock.components[1].name = "nickel titanate";
  stock.carrier = {"Aqua", "Alcohol denat."};
  CHECK(find_ingredient(stock, "CI 77266") == "CI 77266 (Carbon Black)");
  CHECK(find_ingredient(stock, "carbon black") == "CI 77266 (Carbon Black)");
  CHECK(find_ingredient(stock, "NICKEL") == "nickel titanate");
  CHECK(find_ingredient(stock, "alcohol") == "Alcohol denat.");
  CHECK(find_ingredient(stock, "77499").empty());
  CHECK(find_ingredient(stock, "7726").empty());
  CHECK(find_ingredient(stock, "nick").empty());
  CHECK(find_ingredient(stock, "").empty());
}
