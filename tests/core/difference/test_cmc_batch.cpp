// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/cmc_batch.hpp>

#include "batch_pairs.hpp"

using namespace shadematch;

namespace {

/// Without standards whose hue is so near 164 or 345 degrees, or whose L* is so near 16, that a float may take the
/// other side of the jump.
PairRows<float> away_from_jumps(const PairRows<float>& all) {
  PairRows<float> kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Lab lab = all.standard(i);
    const double h = std::atan2(lab.b, lab.a) * 57.29577951308232;
    if (std::abs(h - 164.0) > 1e-4 && std::abs(h + 15.0) > 1e-4) kept.add(lab, all.sample(i));
  }
  REQUIRE(kept.size() > all.size() - 5);
  return kept;
}

const auto kBatchForm = [](const auto& pairs) { delta_e_cmc_batch(pairs, CmcOptions{}); };

template <typename T>
void check(const PairRows<T>& pairs, const CmcOptions& options = {}) {
  check_pairs(
      pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cmc(lab1, lab2, options); },
      [&](const RowPairs<T>& rows) { delta_e_cmc_batch(rows, options); });
}

}  // namespace

TEST_CASE("CMC in vectors agrees with the formula for two colors on every target") {
  check(random_pairs<double>(20'000, 1));
  check(away_from_jumps(random_pairs<float>(20'000, 2)));
  PairRows<double> greys;
  greys.add({50, 0, 0}, {50, 30, 0});
  greys.add({50, 30, 0}, {50, 0, 0});
  greys.add({50, 0, 0}, {60, 0, -0.0});
  check(greys);
  check(random_pairs<double>(5000, 3), {1.0, 1.5});
  check(random_pairs<float>(600, 4), {1.0, 1.5});
}

TEST_CASE("CMC in vectors has the blue tolerance from 164 to 345 degrees, like the formula") {
  PairRows<double> pairs;
  const auto add = [&](double hue) {
    const double h = hue / 57.29577951308232;
    pairs.add({50, 50 * std::cos(h), 50 * std::sin(h)}, {50, 50 * std::cos(h + 0.1), 50 * std::sin(h + 0.1)});
  };
  for (const double hue : {163.999, 164.001, 344.999, 345.001}) add(hue);
  for (int hue = 0; hue < 360; ++hue) add(hue + 0.5);
  check(pairs);
}

TEST_CASE("CMC in vectors: NaN in, NaN out, and no pair knows its neighbours") {
  check_nan<double>(kBatchForm);
  check_nan<float>(kBatchForm);
  check_every_size<double>(kBatchForm);
  check_every_size<float>(kBatchForm);
}

TEST_CASE("CMC in vectors is 0 for equal colors, greys included") {
  PairRows<float> pairs;
  for (const Lab& lab : {Lab{}, Lab{100, 0, 0}, Lab{50, -0.0, 0}, Lab{50, 30, -40}, Lab{31.7, 0, 1e-7}})
    pairs.add(lab, lab);
  on_every_target([&](const std::string&) { CHECK(scores(pairs, kBatchForm) == std::vector<float>(5, 0.0F)); });
}
