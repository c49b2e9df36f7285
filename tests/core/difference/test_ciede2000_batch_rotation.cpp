// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <random>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>

#include "batch_pairs.hpp"

using namespace shadematch;

namespace {

constexpr std::size_t kTurns = 4000;
constexpr double kDegree = 1.0 / 57.29577951308232;

/// Pairs (more chroma, further hue), each followed by the same with the hues exchanged: of the two squared
/// differences' difference nothing is left but the rotation term, 4 R_T dC' dH' / (S_C S_H) in the paper's letters.
PairRows<float> turned_pairs(double mean_hue) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> chroma(60.0, 110.0), turn(0.06, 0.12), aside(-0.2, 0.2);
  PairRows<float> pairs;
  for (std::size_t i = 0; i < kTurns; ++i) {
    const double C = chroma(random), t = 0.5 * turn(random), h = (mean_hue + aside(random)) * kDegree;
    const double more = C * (1.0 + 3.2 * t);
    for (const double side : {t, -t}) {
      pairs.add({50, C * std::cos(h - side), C * std::sin(h - side)},
                {50, more * std::cos(h + side), more * std::sin(h + side)});
    }
  }
  return pairs;
}

/// Mean error of R_T: that of one pair is rounding, that of thousands the polynomial's.
double rotation_error(const PairRows<float>& pairs) {
  const std::vector<float> result =
      scores(pairs, [](const auto& rows) { delta_e_ciede2000_batch(rows, Ciede2000Options{}); });
  double sum = 0.0;
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    double error = 0.0, size = 0.0;
    for (const std::size_t k : {i, i + 1}) {
      const double expected = delta_e_ciede2000(pairs.standard(k), pairs.sample(k));
      const double square = static_cast<double>(result[k]) * static_cast<double>(result[k]);
      error += (k == i ? 1.0 : -1.0) * (square - expected * expected);
      size += expected * expected;
    }
    sum += 2.0 * error / size;
  }
  return sum / static_cast<double>(pairs.size() / 2);
}

}  // namespace

TEST_CASE("the rotation term of floats is as near as its polynomials promise, and nearer at its foot") {
  // Its two highest powers count 45 to 60 degrees from 275 alone, by 1e-4 and 3e-6.
  for (int distance = 0; distance <= 60; distance += 5) {
    for (const int side : {-1, 1}) {
      INFO(side * distance << " degrees from 275");
      const PairRows<float> pairs = turned_pairs(275.0 + side * distance);
      on_every_target(
          [&](const std::string&) { CHECK(std::abs(rotation_error(pairs)) < (distance < 45 ? 5e-7 : 3e-8)); });
    }
  }
}
