// SPDX-License-Identifier: Apache-2.0
// Bounds of the difference are tested where they are nearest to it.
#pragma once

#include <algorithm>
#include <functional>
#include <random>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/ciede2000.hpp>

inline double squared_difference(const shadematch::Lab& one, const shadematch::Lab& two) {
  const double delta_e = shadematch::delta_e_ciede2000(one, two);
  return delta_e * delta_e;
}

/// Walks a pair toward a smaller squared difference over its bound; returns the least ratio met.
inline double least_ratio(shadematch::Lab target, shadematch::Lab candidate,
                          const std::function<double(const shadematch::Lab&, const shadematch::Lab&)>& bound,
                          std::mt19937_64& random, int steps) {
  std::normal_distribution<double> normal;
  const auto ratio_of = [&](const shadematch::Lab& one, const shadematch::Lab& two) {
    const double least = bound(one, two);
    return least > 1e-9 ? squared_difference(one, two) / least : 1e9;
  };
  double least = ratio_of(target, candidate), scale = 5.0;
  for (int step = 0; step < steps; ++step) {
    const auto near = [&](const shadematch::Lab& lab) {
      return shadematch::Lab{lab.L + scale * normal(random), lab.a + scale * normal(random),
                             lab.b + scale * normal(random)};
    };
    const shadematch::Lab one = near(target), two = near(candidate);
    const double ratio = ratio_of(one, two);
    if (ratio < least) {
      least = ratio, target = one, candidate = two;
    } else {
      scale = std::max(1e-4, scale * 0.97);
    }
  }
  return least;
}
