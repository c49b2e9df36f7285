// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <stdexcept>

#include <shadematch/pigment/catalogue.hpp>

#include "document.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

Stock film_of(const std::string& id, std::optional<FilmSurface> surface) {
  Stock made;
  made.id = id;
  made.kind = "pigment";
  made.optical = OpticalData{};
  made.optical->level = "L2";
  made.optical->k_over_s.assign(36, 1.0);
  made.optical->surface = surface;
  return made;
}

}  // namespace

TEST_CASE("a surface is written as the command line takes it, and compared up to rounding") {
  CHECK(surface_text({1.3, .035}) == "1.3,0.035");
  CHECK(surface_text({1.15, 0}) == "1.15,0");
  CHECK(same_surface({1.3, .035}, {1.3 + 1e-12, .035 - 1e-12}));
  CHECK_FALSE(same_surface({1.3, .035}, {1.3 + 1e-8, .035}));
  CHECK_FALSE(same_surface({1.3, .035}, {1.3, .035 + 1e-8}));
}

TEST_CASE("the surface of a catalogue is the one that its stocks share") {
  Catalogue catalogue;
  catalogue.stocks = {film_of("plain", std::nullopt)};
  CHECK_FALSE(film_surface(catalogue).has_value());
  catalogue.stocks.push_back(film_of("ink", FilmSurface{1.3, .035}));
  catalogue.stocks.push_back(film_of("white", FilmSurface{1.3, .035}));
  REQUIRE(film_surface(catalogue).has_value());
  CHECK(film_surface(catalogue)->refractive_index == 1.3);
  CHECK(film_surface(catalogue)->mirrored == .035);
  catalogue.stocks.push_back(film_of("gloss", FilmSurface{1.5, .04}));
  CHECK_THROWS_WITH(film_surface(catalogue),
                    "film_surface: expected stocks of films with one surface, got 1.3,0.035 of 'ink' and 1.5,0.04 of "
                    "'gloss'; name the surface that is meant");
}

TEST_CASE("a surface outside its ranges is refused in a catalogue made in code") {
  Catalogue catalogue;
  for (const FilmSurface& wrong :
       {FilmSurface{1.0, 0}, FilmSurface{2.1, 0}, FilmSurface{1.5, -.01}, FilmSurface{1.5, .11}}) {
    catalogue.stocks = {film_of("ink", wrong)};
    const Caught error = caught([&] { check_catalogue(catalogue, "code"); });
    CHECK(error.code == "out_of_range");
    CHECK(error.message ==
          "code, $.stocks[0].optical.surface: expected a refractive index in 1.01..2 and a mirrored "
          "part in 0..0.1, got " +
              surface_text(wrong));
  }
  catalogue.stocks = {film_of("ink", FilmSurface{2.0, .1})};
  CHECK(caught([&] { check_catalogue(catalogue, "code"); }).message.empty());
}
