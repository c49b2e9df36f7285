// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <random>

#include "catalogue_of.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

std::vector<int> groups_of(const Ranking& ranking) {
  std::vector<int> groups;
  for (const auto& match : ranking.matches) groups.push_back(match.tie_group);
  return groups;
}

/// Three stocks of one drop volume: "have" is on the shelf, "gone" is not, "ink" is not recorded.
Catalogue shelf(std::vector<Mix> mixes) {
  auto catalogue = make_catalogue(std::move(mixes));
  for (const auto& [id, amount, price] :
       {std::tuple("have", 5.0, 30.0), std::tuple("cheap", 5.0, 10.0), std::tuple("gone", 0.0, 10.0)}) {
    Stock stock = make_stock(id);
    stock.drop_ml = DropVolume{0.04, std::nullopt, "", 0};
    stock.commercial = {10.0, price, "EUR", amount};
    catalogue.stocks.push_back(stock);
  }
  return catalogue;
}

std::vector<Mix> random_mixes(std::mt19937& engine, int count) {
  std::uniform_real_distribution<double> spread(-3, 3);
  const std::vector<std::string> stocks = {"have", "cheap", "gone", "ink"};
  std::vector<Mix> mixes;
  for (int i = 0; i < count; ++i) {
    mixes.push_back(make_mix(std::to_string(100 + i), {40 + spread(engine), 2 + spread(engine), 5 + spread(engine)},
                             0.3, stocks[static_cast<std::size_t>(i) % stocks.size()]));
  }
  return mixes;
}

}  // namespace

TEST_CASE("mixes closer than their errors form one group, clearly different ones do not") {
  const std::vector<Mix> mixes = {make_mix("a", {42.0, 2, 5}, 0.5), make_mix("b", {42.4, 2, 5}, 0.5),
                                  make_mix("c", {48.0, 2, 5}, 0.5), make_mix("d", {48.3, 2, 5}, 0.5)};
  CHECK(groups_of(match(make_catalogue(mixes), make_target({40, 2, 5}))) == std::vector<int>{1, 1, 2, 2});
}

TEST_CASE("the first of a ranking are those of the whole ranking, however many mixes there are") {
  std::mt19937 engine(7);
  for (const int count : {1, 63, 64, 65, 129, 700}) {
    for (const double se : {0.0, 0.3}) {
      std::vector<Mix> mixes = random_mixes(engine, count);
      for (Mix& mix : mixes) mix.measured->covariance = se * se * Eigen::Matrix3d::Identity();
      const Catalogue catalogue = shelf(mixes);
      auto options = MatchOptions{};
      options.top = 0;
      const Ranking all = match(catalogue, make_target({40, 2, 5}), {}, options);
      for (const int top : {1, 10, 64, 65, 200}) {
        options.top = top;
        const Ranking some = match(catalogue, make_target({40, 2, 5}), {}, options);
        const auto whole = ids_of(all), first = ids_of(some);
        REQUIRE(first.size() == std::min<std::size_t>(whole.size(), static_cast<std::size_t>(top)));
        CHECK(std::equal(first.begin(), first.end(), whole.begin()));
        const auto groups = groups_of(all), first_groups = groups_of(some);
        CHECK(std::equal(first_groups.begin(), first_groups.end(), groups.begin()));
      }
    }
  }
}

TEST_CASE("exactly known mixes are tied only if they are equally far") {
  const std::vector<Mix> mixes = {make_mix("a", {42.0, 2, 5}, 0), make_mix("b", {42.001, 2, 5}, 0),
                                  make_mix("c", {42.0, 2, 5}, 0)};
  CHECK(groups_of(match(make_catalogue(mixes), make_target({40, 2, 5}))) == std::vector<int>{1, 1, 2});
}

TEST_CASE("a common error of the target does not tie mixes that it moves alike") {
  auto target = make_target({40, 2, 5});
  target.color.covariance(0, 0) = 4.0;
  const std::vector<Mix> same_side = {make_mix("a", {50, 2, 5}, 0), make_mix("b", {51, 2, 5}, 0)};
  CHECK(groups_of(match(make_catalogue(same_side), target)) == std::vector<int>{1, 2});
  const std::vector<Mix> both_sides = {make_mix("a", {45, 2, 5}, 0), make_mix("b", {34, 2, 5}, 0)};
  CHECK(groups_of(match(make_catalogue(both_sides), target)) == std::vector<int>{1, 1});
}

TEST_CASE("inside a group what is in stock comes first, then unknown, then the cheaper, then the nearer") {
  const auto catalogue = shelf({make_mix("1", {42.0, 2, 5}, 1, "gone"), make_mix("2", {42.1, 2, 5}, 1, "ink"),
                                make_mix("3", {42.2, 2, 5}, 1, "have"), make_mix("4", {42.3, 2, 5}, 1, "cheap"),
                                make_mix("5", {42.15, 2, 5}, 1, "cheap")});
  const auto ranking = match(catalogue, make_target({40, 2, 5}, 1));
  CHECK(groups_of(ranking) == std::vector<int>(5, 1));
  CHECK(ids_of(ranking) == std::vector<std::string>{"5", "4", "3", "2", "1"});
  CHECK(ranking.matches[0].in_stock == true);
  CHECK(ranking.matches[3].in_stock == std::nullopt);
  CHECK(ranking.matches[4].in_stock == false);
  CHECK(ranking.matches[2].price == Approx(0.04 * 30.0 / 10.0));
}

TEST_CASE("prices in two currencies are not compared") {
  auto catalogue = shelf({make_mix("near", {42.0, 2, 5}, 1, "have"), make_mix("far", {42.3, 2, 5}, 1, "cheap")});
  CHECK(ids_of(match(catalogue, make_target({40, 2, 5}, 1))) == std::vector<std::string>{"far", "near"});
  catalogue.stocks.at(3).commercial.currency = "USD";
  CHECK(ids_of(match(catalogue, make_target({40, 2, 5}, 1))) == std::vector<std::string>{"near", "far"});
}

TEST_CASE("a group never outranks a mix that is surely better") {
  const auto catalogue =
      shelf({make_mix("good", {40.5, 2, 5}, 0.1, "gone"), make_mix("bad", {60, 2, 5}, 0.1, "cheap")});
  CHECK(ids_of(match(catalogue, make_target({40, 2, 5}, 0.1))) == std::vector<std::string>{"good", "bad"});
}

TEST_CASE("the ranking does not depend on the order of the catalogue") {
  std::mt19937 engine(7);
  MatchOptions options;
  options.formula = "cie76";
  options.top = 0;
  for (int round = 0; round < 10; ++round) {
    auto mixes = random_mixes(engine, 25);
    const auto first = match(shelf(mixes), make_target({40, 2, 5}, 0.4), {}, options);
    std::shuffle(mixes.begin(), mixes.end(), engine);
    const auto second = match(shelf(mixes), make_target({40, 2, 5}, 0.4), {}, options);
    CHECK(ids_of(first) == ids_of(second));
    CHECK(groups_of(first) == groups_of(second));
  }
}

TEST_CASE("copies of mixes change neither the order nor the groups of the others") {
  std::mt19937 engine(8);
  MatchOptions options;
  options.formula = "cie76";
  options.top = 0;
  for (int round = 0; round < 10; ++round) {
    auto mixes = random_mixes(engine, 20);
    const auto before = match(shelf(mixes), make_target({40, 2, 5}, 0.4), {}, options);
    for (int i = 0; i < 20; i += 3) {
      mixes.push_back(mixes[static_cast<std::size_t>(i)]);
      mixes.back().id = std::string("copy").append(std::to_string(i));
    }
    auto after = match(shelf(mixes), make_target({40, 2, 5}, 0.4), {}, options);
    std::erase_if(after.matches, [](const Match& each) { return each.mix_id.starts_with("copy"); });
    CHECK(ids_of(before) == ids_of(after));
    CHECK(groups_of(before) == groups_of(after));
  }
}
