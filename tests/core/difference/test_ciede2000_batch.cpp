// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>

#include "batch_pairs.hpp"
#include "sharma_pairs.hpp"

using namespace shadematch;

namespace {

const auto kBatchForm = [](const auto& pairs) { delta_e_ciede2000_batch(pairs, Ciede2000Options{}); };

template <typename T>
void check(const PairRows<T>& pairs, const Ciede2000Options& options = {}) {
  check_pairs(
      pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2, options); },
      [&](const RowPairs<T>& rows) { delta_e_ciede2000_batch(rows, options); });
}

double of_columns(const Lab& target, const Lab& row) {
  LabTable table(1, 3);
  table << row.L, row.a, row.b;
  float squared = -1.0F;
  ciede2000_squared(target, LabColumns(table), 0, 1, &squared);
  return std::sqrt(static_cast<double>(squared));
}

template <typename T>
double of_one(const Lab& lab1, const Lab& lab2, bool one_standard) {
  PairRows<T> rows;
  rows.add(lab1, lab2);
  T result(-1);
  kBatchForm(RowPairs<T>{rows.standards.data(), one_standard, rows.batch.data(), 1, &result});
  return static_cast<double>(result);
}

}  // namespace

TEST_CASE("all 34 published pairs are met in vectors, in both orders, at every entry, on every target") {
  const auto pairs = sharma_pairs();
  REQUIRE(pairs.size() == 34);
  on_every_target([&](const std::string&) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      INFO("pair " << i + 1);
      const PublishedPair& pair = pairs[i];
      for (const auto& [lab1, lab2] : {std::pair(pair.lab1, pair.lab2), std::pair(pair.lab2, pair.lab1)}) {
        for (const bool one_standard : {true, false}) {
          CHECK(std::abs(of_one<double>(lab1, lab2, one_standard) - pair.delta_e) <= 1e-4);
          CHECK(std::abs(of_one<float>(lab1, lab2, one_standard) - pair.delta_e) <= 1e-4);
        }
        CHECK(std::abs(of_columns(lab1, lab2) - pair.delta_e) <= 1e-4);
      }
    }
  });
}

TEST_CASE("CIEDE2000 in vectors agrees with the formula for two colors on every target") {
  check(random_pairs<double>(60'000, 1));
  check(random_pairs<float>(60'000, 2));
}

TEST_CASE("CIEDE2000 in vectors agrees with the formula, twenty million pairs", "[.whole]") {
  for (std::uint64_t seed = 100; seed < 110; ++seed) {
    check(random_pairs<double>(1'000'000, seed));
    check(random_pairs<float>(1'000'000, seed));
  }
}

TEST_CASE("the parametric factors have the same meaning in vectors") {
  check(random_pairs<double>(6000, 3), {2.0, 1.0, 1.0});
  check(random_pairs<double>(6000, 4), {1.0, 1.5, 1.0});
  check(random_pairs<double>(6000, 5), {1.0, 1.0, 0.6});
  check(random_pairs<float>(6000, 6), {2.0, 1.5, 0.6});
}

TEST_CASE("every mean hue and chroma agrees, a degree apart") {
  PairRows<double> doubles;
  PairRows<float> floats;
  for (int hue = 0; hue < 360; ++hue) {
    for (const double C : {0.5, 5.0, 15.0, 40.0, 100.0}) {
      const double h = (hue + 0.3) / 57.29577951308232;
      const Lab lab1{40, C * std::cos(h), C * std::sin(h)};
      for (const double turn : {0.01, 1.0, 2.8}) {  // 2.8: an obtuse angle
        const Lab lab2{45, 1.1 * C * std::cos(h + turn), 1.1 * C * std::sin(h + turn)};
        doubles.add(lab1, lab2);
        floats.add(lab1, lab2);
      }
    }
  }
  check(doubles);
  check(floats);
}

TEST_CASE("the rotation term of floats is exact where it takes most of the difference away") {
  // Blue, as much more chroma as hue: R_T tC tH is the larger part of tC^2 + tH^2.
  PairRows<float> pairs;
  for (int hue = 225; hue < 330; ++hue) {
    for (const double C : {30.0, 60.0, 100.0}) {
      for (const double turn : {0.02, 0.05, 0.1}) {
        const double h = hue / 57.29577951308232, ratio = 1.0 + 1.6 * turn;
        pairs.add({50, C * std::cos(h), C * std::sin(h)},
                  {50, ratio * C * std::cos(h + turn), ratio * C * std::sin(h + turn)});
      }
    }
  }
  on_every_target([&](const std::string&) {
    const std::vector<float> result = scores(pairs, kBatchForm);
    double worst = 0.0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const double expected = delta_e_ciede2000(pairs.standard(i), pairs.sample(i));
      worst = std::max(worst, std::abs(static_cast<double>(result[i]) / expected - 1.0));
    }
    CHECK(worst < 3e-6);
  });
}

TEST_CASE("greys, black and white have no hue in vectors either") {
  PairRows<double> pairs;
  const Lab colors[] = {{0, 0, 0},     {100, 0, 0},       {50, 0, 0},         {50, -0.0, 0.0},   {50, 0.0, -0.0},
                        {50, 30, 0},   {50, 0, 30},       {50, -30, 0},       {50, 0, -30},      {50, 1e-9, 0},
                        {50, 0, 1e-9}, {50, -1e-9, 1e-9}, {20, 25.0, -81.25}, {-10, 0.01, 0.01}, {140, 90, 80}};
  for (const Lab& lab1 : colors) {
    for (const Lab& lab2 : colors) pairs.add(lab1, lab2);
  }
  check(pairs);
  PairRows<float> floats;
  for (std::size_t i = 0; i < pairs.size(); ++i) floats.add(pairs.standard(i), pairs.sample(i));
  check(floats);
}

TEST_CASE("colors of very unequal chroma agree") {
  PairRows<float> floats;
  PairRows<double> doubles;
  for (std::size_t i = 0; i < 3000; ++i) {
    const PairRows<float> two = random_pairs<float>(1, i);
    const Lab lab = two.standard(0), other = two.sample(0);
    const double scale = std::pow(10.0, -1.0 - static_cast<double>(i % 50) / 10.0);
    floats.add(lab, {other.L, scale * other.b, scale * other.a});
    floats.add({other.L, scale * other.b, scale * other.a}, lab);
    doubles.add(lab, {other.L, scale * other.b, scale * other.a});
  }
  check(floats);
  check(doubles);
}

TEST_CASE("equal colors differ by exactly 0 in vectors") {
  const PairRows<float> some = random_pairs<float>(500, 8);
  PairRows<float> equal;
  PairRows<double> equal_doubles;
  equal.add({0, 0, 0}, {0, 0, 0});
  equal.add({100, 0, 0}, {100, -0.0, 0});
  for (std::size_t i = 0; i < some.size(); ++i) {
    equal.add(some.standard(i), some.standard(i));
    equal_doubles.add(some.standard(i), some.standard(i));
  }
  on_every_target([&](const std::string&) {
    CHECK(scores(equal, kBatchForm) == std::vector<float>(502, 0.0F));
    CHECK(scores(equal_doubles, kBatchForm) == std::vector<double>(500, 0.0));
  });
}

TEST_CASE("colors as far out as 5000 stay in the range of floats") {
  PairRows<float> pairs;
  for (const double a : {-5000.0, 5000.0, 3.0}) {
    for (const double b : {-5000.0, 5000.0, 4.0}) pairs.add({50, 5000, -4999}, {60, a, b});
  }
  check(pairs);
}

TEST_CASE("CIEDE2000 in vectors: NaN in, NaN out, and no pair knows its neighbours") {
  check_nan<double>(kBatchForm);
  check_nan<float>(kBatchForm);
  check_every_size<double>(kBatchForm);
  check_every_size<float>(kBatchForm);
}

TEST_CASE("the squares of columns are those of the rows asked for, wherever these begin and end") {
  LabTable table = LabTable::Random(150, 3) * 50.0;
  table.col(0) += 50.0;
  const LabColumns columns(table);
  const Lab target{45, 4, 10};
  on_every_target([&](const std::string&) {
    std::vector<float> all(150);
    ciede2000_squared(target, columns, 0, 150, all.data());
    for (std::size_t i = 0; i < 150; ++i) {
      const double expected = delta_e_ciede2000(target, {columns.L()[i], columns.a()[i], columns.b()[i]});
      REQUIRE(std::sqrt(static_cast<double>(all[i])) == Approx(expected).epsilon(5e-6));
    }
    for (const std::size_t begin : {0, 1, 17, 63, 64, 149, 150}) {
      for (std::size_t end = begin; end <= 150; end += 7) {
        std::vector<float> part(end - begin + 16, -7.0F);
        ciede2000_squared(target, columns, begin, end, part.data());
        const auto size = static_cast<std::ptrdiff_t>(end - begin);
        REQUIRE(std::equal(part.begin(), part.begin() + size, all.begin() + static_cast<std::ptrdiff_t>(begin)));
        REQUIRE(std::all_of(part.begin() + size, part.end(), [](float x) { return x == -7.0F; }));
      }
    }
  });
}
