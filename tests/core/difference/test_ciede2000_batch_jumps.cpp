// SPDX-License-Identifier: Apache-2.0
// CIEDE2000 jumps where hues are exactly opposite and where the mean hue passes 360 degrees: exact cases, because a
// tolerance would hide which side was taken.
#include <catch2_shim.hpp>
#include <cmath>
#include <cstddef>
#include <random>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>

#include "batch_pairs.hpp"

using namespace shadematch;

namespace {

template <typename T>
void check(const PairRows<T>& pairs) {
  check_pairs(
      pairs, [](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2); },
      [](const RowPairs<T>& rows) { delta_e_ciede2000_batch(rows, {}); });
}

/// The next number on the way to `to`; beside 0 one that is far enough to turn a hue of doubles in degrees.
template <typename T>
T next(T x, T to) {
  return x != 0 ? std::nextafter(x, to) : std::copysign(T(1e-6), to);
}

/// Hues exactly opposite, and with b* or a* of the second moved by one unit in the last place, both ways.
template <typename T>
void add_with_neighbours(PairRows<T>& pairs, T a1, T b1, T a2, T b2) {
  const auto add = [&](T a, T b) {
    const Lab lab1{50, a1, b1}, lab2{52, a, b};
    pairs.add(lab1, lab2);
    pairs.add(lab2, lab1);
  };
  constexpr T kFar = T(1e6);
  add(a2, b2);
  add(a2, next(b2, kFar));
  add(a2, next(b2, -kFar));
  add(next(a2, kFar), b2);
  add(next(a2, -kFar), b2);
}

/// Opposite by a power of two, which keeps the numbers' digits.
template <typename T>
PairRows<T> opposite_by_powers_of_two(int count) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> coordinate(-100.0, 100.0);
  PairRows<T> pairs;
  for (int i = 0; i < count; ++i) {
    const T a = static_cast<T>(coordinate(random)), b = static_cast<T>(coordinate(random));
    for (const T scale : {T(-1.0 / 64), T(-0.5), T(-1), T(-2), T(-16)}) {
      add_with_neighbours(pairs, a, b, scale * a, scale * b);
    }
  }
  return pairs;
}

/// Opposite as decimals and as whole numbers, unequal in length: only exact arithmetic sees that they are.
template <typename T>
PairRows<T> opposite_by_decimals() {
  PairRows<T> pairs;
  for (const double a : {2.49, 0.1, 33.3, -7.07, 0.0}) {
    for (const double b : {-0.001, 0.0009, 12.5, -61.9, 0.0}) {
      if (a != 0.0 || b != 0.0) add_with_neighbours<T>(pairs, T(a), T(b), T(-a), T(-b));
    }
  }
  for (const int a : {3, -7, 41, 0}) {
    for (const int b : {5, -11, 77, 0}) {
      for (const int scale : {3, 7, 13}) {
        if (a != 0 || b != 0) add_with_neighbours<T>(pairs, T(a), T(b), T(-scale * a), T(-scale * b));
      }
    }
  }
  return pairs;
}

}  // namespace

TEST_CASE("exactly opposite hues and their nearest neighbours take the published side on every target") {
  check(opposite_by_powers_of_two<double>(400));
  check(opposite_by_powers_of_two<float>(400));
  check(opposite_by_decimals<double>());
  check(opposite_by_decimals<float>());
}

TEST_CASE("the two sides of the opposite hues are apart, so that the test before sees a wrong one") {
  const double below = delta_e_ciede2000({50, 60, 20}, {52, -60, std::nextafter(-20.0, -21.0)});
  const double above = delta_e_ciede2000({50, 60, 20}, {52, -60, std::nextafter(-20.0, -19.0)});
  CHECK(std::abs(below - above) > 1.0);
}

TEST_CASE("nearly opposite hues of very unequal chroma turn as the formula for two colors says") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> coordinate(-100.0, 100.0);
  std::uniform_int_distribution<int> units(-3, 3);
  PairRows<float> floats;
  PairRows<double> doubles;
  for (int i = 0; i < 3000; ++i) {
    const double a = coordinate(random), b = coordinate(random), scale = -std::pow(10.0, -3.0 * (i % 100) / 100.0);
    const auto a1 = static_cast<float>(a), b1 = static_cast<float>(b);
    auto b2 = static_cast<float>(scale * static_cast<double>(b1));
    for (int unit = units(random); unit != 0; unit += unit < 0 ? 1 : -1)
      b2 = std::nextafter(b2, unit < 0 ? -1e6F : 1e6F);
    floats.add({50, a1, b1}, {51, static_cast<float>(scale * static_cast<double>(a1)), b2});
    double b2d = scale * b;
    for (int unit = units(random); unit != 0; unit += unit < 0 ? 1 : -1)
      b2d = std::nextafter(b2d, unit < 0 ? -1e6 : 1e6);
    doubles.add({50, a, b}, {51, scale * a, b2d});
  }
  check(floats);
  check(doubles);
}

TEST_CASE("a mean hue of exactly 360 degrees counts as 0 in vectors") {
  // Mirrored hues: the rotation term jumps by 5e-6 of itself there, far more than doubles err.
  PairRows<double> pairs;
  for (const double a : {40.0, 25.5, 3.75}) {
    for (const double b : {20.0, 33.25, 1.5}) {
      for (const double scale : {0.5, 1.0, 2.0, 4.0}) {
        pairs.add({50, a, b}, {50, scale * a, -scale * b});
        pairs.add({50, scale * a, -scale * b}, {50, a, b});
        pairs.add({50, a, b}, {50, scale * a, -scale * b + 1e-9});
        pairs.add({50, a, b}, {50, scale * a, -scale * b - 1e-9});
      }
    }
  }
  check(pairs);
  CHECK(std::abs(delta_e_ciede2000({50, 40, 20}, {50, 80, -40}) -
                 delta_e_ciede2000({50, 40, 20}, {50, 80, -40 - 1e-9})) > 1e-7);
}
