// SPDX-License-Identifier: Apache-2.0
// Pairs of colors for the batch forms, and their comparison with the formula for two colors.
#pragma once

#include <algorithm>
#include <catch2_shim.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/batch.hpp>

#include "simd_targets.hpp"

/// Pairs whose numbers are exact in T, as rows.
template <typename T>
struct PairRows {
  std::vector<T> standards, batch;

  void add(const shadematch::Lab& lab1, const shadematch::Lab& lab2) {
    for (const double x : {lab1.L, lab1.a, lab1.b}) standards.push_back(static_cast<T>(x));
    for (const double x : {lab2.L, lab2.a, lab2.b}) batch.push_back(static_cast<T>(x));
  }
  [[nodiscard]] std::size_t size() const { return batch.size() / 3; }
  [[nodiscard]] shadematch::Lab standard(std::size_t i) const { return row(standards, i); }
  [[nodiscard]] shadematch::Lab sample(std::size_t i) const { return row(batch, i); }

 private:
  static shadematch::Lab row(const std::vector<T>& rows, std::size_t i) {
    return {rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]};
  }
};

/// Standards anywhere, samples as far from them as scales from 1e-3 to 100 say.
template <typename T>
PairRows<T> random_pairs(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> lightness(0.0, 100.0), coordinate(-100.0, 100.0), step(-1.0, 1.0);
  PairRows<T> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const double scale = std::pow(10.0, static_cast<double>(i % 6) - 3.0);
    const shadematch::Lab lab{lightness(random), coordinate(random), coordinate(random)};
    pairs.add(lab, {lab.L + scale * step(random), lab.a + scale * step(random), lab.b + scale * step(random)});
  }
  return pairs;
}

/// Row by row, by `batch_form(RowPairs)`.
template <typename T, typename BatchForm>
std::vector<T> scores(const PairRows<T>& pairs, BatchForm batch_form) {
  std::vector<T> result(pairs.size(), T(-1));
  batch_form(shadematch::RowPairs<T>{pairs.standards.data(), false, pairs.batch.data(), pairs.size(), result.data()});
  return result;
}

/// How far a batch form may be from the formula: absolute + relative * difference.
template <typename T>
inline constexpr double kAbsolute = sizeof(T) == sizeof(float) ? 2e-6 : 1e-12;
template <typename T>
inline constexpr double kRelative = sizeof(T) == sizeof(float) ? 5e-6 : 0.0;

/// Compares every pair on every target; one check a target, because Catch is slow.
template <typename T, typename Formula, typename BatchForm>
void check_pairs(const PairRows<T>& pairs, Formula formula, BatchForm batch_form) {
  std::vector<double> expected(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) expected[i] = formula(pairs.standard(i), pairs.sample(i));
  on_every_target([&](const std::string&) {
    const std::vector<T> result = scores(pairs, batch_form);
    double worst = 0.0;
    std::size_t where = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const double excess =
          std::abs(static_cast<double>(result[i]) - expected[i]) / (kAbsolute<T> + kRelative<T> * expected[i]);
      if (!(excess <= worst)) worst = excess, where = i;
    }
    const shadematch::Lab lab1 = pairs.standard(where), lab2 = pairs.sample(where);
    CAPTURE(lab1.L, lab1.a, lab1.b, lab2.L, lab2.a, lab2.b, expected[where], result[where]);
    CHECK(worst <= 1.0);
  });
}

/// Every number of a pair in turn becomes NaN, and so must the difference be; the pair beside it must not.
template <typename T, typename BatchForm>
void check_nan(BatchForm batch_form) {
  for (std::size_t bad = 0; bad < 6; ++bad) {
    PairRows<T> pairs;
    for (int i = 0; i < 40; ++i) pairs.add({50, 10, 20}, {60, -5, 25});
    (bad < 3 ? pairs.standards : pairs.batch)[3 * 17 + bad % 3] = std::numeric_limits<T>::quiet_NaN();
    on_every_target([&](const std::string&) {
      const std::vector<T> result = scores(pairs, batch_form);
      CHECK(std::isnan(result[17]));
      CHECK(std::count_if(result.begin(), result.end(), [](T x) { return std::isnan(x); }) == 1);
    });
  }
}

/// Every number of pairs from 1 to 70, one standard or many: each pair has the bits that it has alone, nothing is
/// written beside them.
template <typename T, typename BatchForm>
void check_every_size(BatchForm batch_form) {
  const PairRows<T> pairs = random_pairs<T>(70, 5);
  on_every_target([&](const std::string&) {
    bool same = true, kept = true;
    for (const bool one : {true, false}) {
      std::vector<T> alone(70);
      for (std::size_t i = 0; i < 70; ++i) {
        batch_form(shadematch::RowPairs<T>{pairs.standards.data() + (one ? 0 : 3 * i), true, pairs.batch.data() + 3 * i,
                                           1, &alone[i]});
      }
      for (std::size_t size = 0; size <= 70; ++size) {
        std::vector<T> result(size + 32, T(-7));
        batch_form(shadematch::RowPairs<T>{pairs.standards.data(), one, pairs.batch.data(), size, result.data()});
        same = same && std::equal(alone.begin(), alone.begin() + static_cast<std::ptrdiff_t>(size), result.begin());
        kept = kept && std::all_of(result.begin() + static_cast<std::ptrdiff_t>(size), result.end(),
                                   [](T x) { return x == T(-7); });
      }
    }
    CHECK(same);
    CHECK(kept);
  });
}
