// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kFew = 4096;  // values that are sorted around their middle as they are
constexpr std::size_t kDrawers = 2048;

/// Mean of the values of rank `low` and `high`, 0 the smallest; high is low or the next one.
template <typename T>
double middle_of(std::vector<T>& values, std::size_t low, std::size_t high) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(values.begin(), at, values.end());
  if (high == low) return static_cast<double>(*at);
  const auto next = std::min_element(at + 1, values.end());
  return (static_cast<double>(*at) + static_cast<double>(*next)) / 2.0;
}

/// Which drawer of equal width a value lies in; a larger value never lies in a lower one.
struct Drawers {
  float least, scale;

  [[nodiscard]] std::uint32_t of(float value) const { return static_cast<std::uint32_t>((value - least) * scale); }
};

/// Least and largest, eight candidates beside each other.
std::pair<float, float> range_of(std::span<const float> values) {
  constexpr std::size_t kLanes = 8;
  std::array<float, kLanes> least, most;
  least.fill(values[0]);
  most.fill(values[0]);
  const std::size_t whole = values.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float value = values[i + lane];
      least[lane] = value < least[lane] ? value : least[lane];
      most[lane] = value > most[lane] ? value : most[lane];
    }
  }
  for (const float value : values.subspan(whole)) {
    least[0] = std::min(least[0], value);
    most[0] = std::max(most[0], value);
  }
  return {*std::min_element(least.begin(), least.end()), *std::max_element(most.begin(), most.end())};
}

/// Two counts of each drawer in turn: a value like the one before need not wait for it.
std::vector<std::uint32_t> count_drawers(std::span<const float> values, const Drawers& drawers) {
  std::vector<std::uint32_t> even(kDrawers), odd(kDrawers);
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    ++even[drawers.of(values[i])];
    ++odd[drawers.of(values[i + 1])];
  }
  if (values.size() % 2 == 1) ++even[drawers.of(values.back())];
  for (std::size_t i = 0; i < kDrawers; ++i) even[i] += odd[i];
  return even;
}

/// The drawer that holds the value of rank `rank`; `before`: how many values lie in lower ones.
std::uint32_t drawer_of_rank(const std::vector<std::uint32_t>& counts, std::size_t rank, std::size_t& before) {
  before = 0;
  std::uint32_t drawer = 0;
  while (before + counts[drawer] <= rank) before += counts[drawer++];
  return drawer;
}

}  // namespace

double median_of(std::vector<double> values) {
  const std::size_t low = (values.size() - 1) / 2;
  return middle_of(values, low, values.size() / 2);
}

double median_of(std::span<const float> values) {
  const std::size_t low = (values.size() - 1) / 2, high = values.size() / 2;
  const auto [least, most] = range_of(values);
  const Drawers drawers{least, static_cast<float>(kDrawers - 1) / (most - least)};
  if (values.size() <= kFew || !(drawers.scale > 0) || !std::isfinite(drawers.scale)) {
    std::vector<float> copy(values.begin(), values.end());
    return middle_of(copy, low, high);
  }
  const std::vector<std::uint32_t> counts = count_drawers(values, drawers);
  std::size_t before = 0, ignored = 0;
  const std::uint32_t first = drawer_of_rank(counts, low, before), last = drawer_of_rank(counts, high, ignored);
  std::vector<float> near;
  for (const float value : values) {
    const std::uint32_t drawer = drawers.of(value);
    if (drawer == first || drawer == last) near.push_back(value);
  }
  return middle_of(near, low - before, high - before);
}

}  // namespace shadematch::inline v0
