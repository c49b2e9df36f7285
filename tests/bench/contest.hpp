// SPDX-License-Identifier: Apache-2.0
// Speed measured honestly: every repetition runs each contestant once, in an order that turns, on one core, in thread
// CPU time; medians count, and their spread stands beside them.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace shadematch::bench {

struct Contestant {
  std::string name;
  int passes;  ///< calls in one repetition: enough for some milliseconds
  std::function<void()> run;
  std::function<void()> prepare = [] {};  ///< before each repetition, not timed: what others left in the caches goes
};

/// Seconds of one call.
struct Timing {
  std::string name;
  double median{};
  double p10{}, p90{};

  /// Half the way from the 10 % to the 90 % point, as a share of the median.
  [[nodiscard]] double spread() const { return (p90 - p10) / 2.0 / median; }
};

/// One warm-up round, then `repetitions` rounds.
[[nodiscard]] std::vector<Timing> contest(const std::vector<Contestant>& contestants, int repetitions = 41);

[[nodiscard]] const Timing& timing_of(const std::vector<Timing>& timings, const std::string& name);

/// Keeps the calling thread on the core that it is on.
void pin_to_this_core();

}  // namespace shadematch::bench
