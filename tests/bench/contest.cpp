// SPDX-License-Identifier: Apache-2.0
#include "contest.hpp"

#include <algorithm>
#include <cstddef>
#include <sched.h>
#include <stdexcept>
#include <time.h>

namespace shadematch::bench {
namespace {

double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds_of_one_call(const Contestant& contestant) {
  contestant.prepare();
  const double start = thread_seconds();
  for (int pass = 0; pass < contestant.passes; ++pass) contestant.run();
  return (thread_seconds() - start) / contestant.passes;
}

/// `values` sorted.
double quantile(const std::vector<double>& values, double p) {
  return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1) + 0.5)];
}

}  // namespace

std::vector<Timing> contest(const std::vector<Contestant>& contestants, int repetitions) {
  const std::size_t count = contestants.size();
  std::vector<std::vector<double>> seconds(count);
  for (int repetition = 0; repetition <= repetitions; ++repetition) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t turn = (i + static_cast<std::size_t>(repetition)) % count;
      const double once = seconds_of_one_call(contestants[turn]);
      if (repetition > 0) seconds[turn].push_back(once);
    }
  }
  std::vector<Timing> timings;
  for (std::size_t i = 0; i < count; ++i) {
    std::sort(seconds[i].begin(), seconds[i].end());
    timings.push_back(
        {contestants[i].name, quantile(seconds[i], 0.5), quantile(seconds[i], 0.1), quantile(seconds[i], 0.9)});
  }
  return timings;
}

const Timing& timing_of(const std::vector<Timing>& timings, const std::string& name) {
  const auto found =
      std::find_if(timings.begin(), timings.end(), [&](const Timing& timing) { return timing.name == name; });
  if (found == timings.end()) throw std::out_of_range("no contestant is called " + name);
  return *found;
}

void pin_to_this_core() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(static_cast<std::size_t>(std::max(0, sched_getcpu())), &cores);
  sched_setaffinity(0, sizeof(cores), &cores);
}

}  // namespace shadematch::bench
