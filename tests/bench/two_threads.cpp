// SPDX-License-Identifier: Apache-2.0
#include "two_threads.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <time.h>
#include <vector>

#include "report.hpp"

namespace shadematch::bench {
namespace {

constexpr std::size_t kRounds = 21, kMostRounds = 84;
constexpr double kMostWaiting = 0.01;  // of the wall time; waking up takes less

/// Seconds.
struct Clocks {
  double wall, processor, waiting;

  Clocks operator-(const Clocks& start) const {
    return {wall - start.wall, processor - start.processor, waiting - start.waiting};
  }
};

/// How long the threads of this process could have run but had no core; 0 on a kernel that does not tell.
double waiting_seconds() {
  double sum = 0.0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(task.path() / "schedstat");
    double ran_ns = 0.0, waited_ns = 0.0;
    if (file >> ran_ns >> waited_ns) sum += 1e-9 * waited_ns;
  }
  return sum;
}

Clocks clocks() {
  timespec processor{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
  return {std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(),
          static_cast<double>(processor.tv_sec) + 1e-9 * static_cast<double>(processor.tv_nsec), waiting_seconds()};
}

/// All cores while it lives.
class Unpinned {
 public:
  Unpinned() {
    sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t all;
    CPU_ZERO(&all);
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &all);
    sched_setaffinity(0, sizeof all, &all);
  }
  ~Unpinned() { sched_setaffinity(0, sizeof before_, &before_); }
  Unpinned(const Unpinned&) = delete;
  Unpinned& operator=(const Unpinned&) = delete;

 private:
  cpu_set_t before_{};
};

struct Rounds {
  std::vector<double> faster, dearer;  ///< wall time of one over two, processor time of two over one

  void add(const Clocks& one, const Clocks& two) {
    faster.push_back(one.wall / two.wall);
    dearer.push_back(two.processor / one.processor);
  }
};

double quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1) + 0.5)];
}

}  // namespace

void print_two_threads(const std::string& row, std::optional<double> at_least,
                       const std::function<void(ThreadPool&)>& work) {
  const Unpinned unpinned;
  ThreadPool one(1), two(2);
  const auto spent = [&](ThreadPool& pool) {
    const Clocks start = clocks();
    work(pool);
    return clocks() - start;
  };
  spent(one), spent(two);
  Rounds alone, all;
  while (alone.faster.size() < kRounds && all.faster.size() < kMostRounds) {
    const Clocks with_one = spent(one), with_two = spent(two);
    all.add(with_one, with_two);
    const double waiting = with_one.waiting + with_two.waiting;
    if (waiting < kMostWaiting * (with_one.wall + with_two.wall)) alone.add(with_one, with_two);
  }
  const bool idle = alone.faster.size() >= kRounds;
  const Rounds& counted = idle ? alone : all;
  const double low = quantile(counted.faster, 0.1), high = quantile(counted.faster, 0.9);
  char note[200];
  std::snprintf(note, sizeof note,
                "wall time; 10 to 90 %%: %.2f to %.2f; processor time of both, times that of one: %.3f; "
                "other processes held a core in %zu of %zu rounds, %s",
                low, high, quantile(counted.dearer, 0.5), all.faster.size() - alone.faster.size(), all.faster.size(),
                idle ? "left out" : "which count: noisy");
  print({.row = row,
         .value = quantile(counted.faster, 0.5),
         .unit = "x",
         .at_least = at_least,
         .cases = static_cast<int>(counted.faster.size()),
         .note = note});
}

}  // namespace shadematch::bench
