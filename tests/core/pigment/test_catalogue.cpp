// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/pigment/catalogue.hpp>

#include "document.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

Stock stock(const std::string& id, const std::string& kind, std::optional<double> drop_ml = std::nullopt) {
  Stock made;
  made.id = id;
  made.kind = kind;
  if (drop_ml) made.drop_ml = DropVolume{*drop_ml, std::nullopt, "", 0};
  return made;
}

Mix mix(std::vector<RecipePart> parts) {
  return {std::string("mix"), std::move(parts), std::nullopt, std::nullopt, std::nullopt, {}};
}

}  // namespace

TEST_CASE("dilution is a ratio of volumes where every drop volume is known") {
  Catalogue catalogue;
  catalogue.stocks = {stock("ink", "pigment", 0.04), stock("fix", "corrector", 0.02), stock("water", "diluent", 0.05)};
  CHECK(diluent_per_pigment(mix({{"ink", 2}, {"fix", 1}, {"water", 10}}), catalogue) == Approx(0.5 / 0.1));
}

TEST_CASE("dilution is counted in drops where a drop volume is unknown") {
  Catalogue catalogue;
  catalogue.stocks = {stock("ink", "pigment", 0.04), stock("water", "diluent")};
  CHECK(diluent_per_pigment(mix({{"ink", 2}, {"water", 10}}), catalogue) == 5.0);
  CHECK(diluent_per_pigment(mix({{"ink", 2}}), catalogue) == 0.0);
  CHECK(std::isinf(diluent_per_pigment(mix({{"water", 10}}), catalogue)));
}

TEST_CASE("a catalogue made in code is checked for what a reader would refuse") {
  Catalogue catalogue;
  catalogue.stocks = {stock("ink", "pigment")};
  catalogue.mixes = {mix({{"ink", 0}})};
  CHECK(caught([&] { check_catalogue(catalogue, "code"); }).message ==
        "code, $.mixes[0].parts[0].drops: expected at least 1 drop, got 0");
  catalogue.mixes = {mix({{"ink", 1}})};
  catalogue.mixes[0].measured = MixColor{{40, 0, 0}, Eigen::Matrix3d::Constant(std::nan(""))};
  CHECK(caught([&] { check_catalogue(catalogue, "code"); }).code == "not_finite");
  catalogue.mixes[0].measured = MixColor{{std::nan(""), 0, 0}, std::nullopt};
  CHECK(caught([&] { check_catalogue(catalogue, "code"); }).code == "not_finite");
  catalogue.mixes[0].measured = MixColor{{40, 0, 0}, Eigen::Matrix3d::Zero()};
  CHECK(caught([&] { check_catalogue(catalogue, "code"); }).code.empty());
}
