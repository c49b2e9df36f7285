// SPDX-License-Identifier: Apache-2.0
// One JSON line a row, read by python/shadematch/bench/speed_program.py.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contest.hpp"

namespace shadematch::bench {

struct Line {
  std::string row;
  double value{};
  std::string unit;
  std::map<std::string, double> against{};
  std::optional<double> at_least{};
  std::optional<double> at_most{};
  int cases = 0;
  std::string note{};
  bool detail = false;  ///< left out of the table of the README
};

inline constexpr int kSeed = 1;  ///< of everything drawn at random

void print(const Line& line);

/// `row`: how many times faster `ours` is than `theirs`, beside both rates in `work` / s (10^6), with the spread.
void print_ratio(const std::string& row, const std::vector<Timing>& timings, const std::string& ours,
                 const std::string& theirs, double work, const std::string& unit, std::optional<double> at_least,
                 const std::string& note = "", bool detail = false);

}  // namespace shadematch::bench
