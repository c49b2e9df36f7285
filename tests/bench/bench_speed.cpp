// SPDX-License-Identifier: Apache-2.0
// bench_speed [TOPIC...]: one JSON line a row. A topic is one function of bench_*.cpp, named here.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

#include "contest.hpp"

namespace shadematch::bench {

void bench_ciede2000();
void bench_pixels();
void bench_search_1e5();
void bench_search_1e6();
void bench_search_1e7();
#ifdef SHADEMATCH_BENCH_PHOTO
void bench_photo();
#endif

namespace {

struct Topic {
  std::string_view name;
  void (*run)();
};

constexpr Topic kTopics[] = {
    {"ciede2000", bench_ciede2000},   {"pixels", bench_pixels},         {"search-1e5", bench_search_1e5},
    {"search-1e6", bench_search_1e6}, {"search-1e7", bench_search_1e7},
#ifdef SHADEMATCH_BENCH_PHOTO
    {"photo", bench_photo},
#endif
};

}  // namespace
}  // namespace shadematch::bench

int main(int argc, char** argv) try {
  using namespace shadematch::bench;
  const std::vector<std::string_view> asked(argv + 1, argv + argc);
  for (const std::string_view name : asked) {
    const auto known = [&](const Topic& topic) { return topic.name == name; };
    if (std::none_of(std::begin(kTopics), std::end(kTopics), known)) {
      std::fprintf(stderr, "bench_speed: expected topics out of");
      for (const Topic& topic : kTopics) std::fprintf(stderr, " %s", topic.name.data());
      std::fprintf(stderr, ", got %s\n", name.data());
      return 2;
    }
  }
  pin_to_this_core();
  for (const Topic& topic : kTopics) {
    if (asked.empty() || std::find(asked.begin(), asked.end(), topic.name) != asked.end()) topic.run();
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_speed: %s\n", error.what());
  return 1;
}
