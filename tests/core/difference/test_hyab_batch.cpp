// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/hyab_batch.hpp>

#include "batch_pairs.hpp"

using namespace shadematch;

namespace {

const auto kBatchForm = [](const auto& pairs) { delta_e_hyab_batch(pairs); };

template <typename T>
void check(const PairRows<T>& pairs) {
  check_pairs(
      pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); },
      [&](const RowPairs<T>& rows) { delta_e_hyab_batch(rows); });
}

}  // namespace

TEST_CASE("HyAB in vectors agrees with the formula for two colors on every target") {
  check(random_pairs<double>(20'000, 1));
  check(random_pairs<float>(20'000, 2));
}

TEST_CASE("HyAB in vectors: NaN in, NaN out, and no pair knows its neighbours") {
  check_nan<double>(kBatchForm);
  check_nan<float>(kBatchForm);
  check_every_size<double>(kBatchForm);
  check_every_size<float>(kBatchForm);
}

TEST_CASE("HyAB in vectors is 0 for equal colors, greys included") {
  PairRows<float> pairs;
  for (const Lab& lab : {Lab{}, Lab{100, 0, 0}, Lab{50, -0.0, 0}, Lab{50, 30, -40}, Lab{31.7, 0, 1e-7}})
    pairs.add(lab, lab);
  on_every_target([&](const std::string&) { CHECK(scores(pairs, kBatchForm) == std::vector<float>(5, 0.0F)); });
}
