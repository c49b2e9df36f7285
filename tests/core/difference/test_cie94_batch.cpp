// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/cie94_batch.hpp>

#include "batch_pairs.hpp"

using namespace shadematch;

namespace {

const auto kBatchForm = [](const auto& pairs) { delta_e_cie94_batch(pairs, Cie94Options{}); };

template <typename T>
void check(const PairRows<T>& pairs, const Cie94Options& options = {}) {
  check_pairs(
      pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cie94(lab1, lab2, options); },
      [&](const RowPairs<T>& rows) { delta_e_cie94_batch(rows, options); });
}

}  // namespace

TEST_CASE("CIE94 in vectors agrees with the formula for two colors on every target") {
  check(random_pairs<double>(20'000, 1));
  check(random_pairs<float>(20'000, 2));
  PairRows<double> greys;
  greys.add({50, 0, 0}, {50, 30, 0});
  greys.add({50, 30, 0}, {50, 0, 0});
  greys.add({50, 0, 0}, {60, 0, -0.0});
  check(greys);
  check(random_pairs<double>(5000, 3), kCie94Textiles);
  check(random_pairs<double>(5000, 4), {2.0, 1.3, 0.7, 0.05, 0.01});
}

TEST_CASE("CIE94 in vectors: NaN in, NaN out, and no pair knows its neighbours") {
  check_nan<double>(kBatchForm);
  check_nan<float>(kBatchForm);
  check_every_size<double>(kBatchForm);
  check_every_size<float>(kBatchForm);
}

TEST_CASE("CIE94 in vectors is 0 for equal colors, greys included") {
  PairRows<float> pairs;
  for (const Lab& lab : {Lab{}, Lab{100, 0, 0}, Lab{50, -0.0, 0}, Lab{50, 30, -40}, Lab{31.7, 0, 1e-7}})
    pairs.add(lab, lab);
  on_every_target([&](const std::string&) { CHECK(scores(pairs, kBatchForm) == std::vector<float>(5, 0.0F)); });
}
