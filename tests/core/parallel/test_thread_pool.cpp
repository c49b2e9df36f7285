// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <catch2_shim.hpp>
#include <chrono>
#include <cmath>
#include <cstring>
#include <mutex>
#if __has_include(<sched.h>)
#include <sched.h>
#endif
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <shadematch/parallel/thread_pool.hpp>

using namespace shadematch;

namespace {

using Cut = std::pair<std::size_t, std::size_t>;

/// The blocks that a pool makes, sorted; none if one came twice. Catch's own macros are for one thread only.
std::set<Cut> cuts(int threads, std::size_t count, std::size_t block) {
  ThreadPool pool(threads);
  std::mutex mutex;
  std::set<Cut> seen;
  int twice = 0;
  pool.parallel_for(count, block, [&](std::size_t begin, std::size_t end) {
    const std::lock_guard lock(mutex);
    twice += seen.emplace(begin, end).second ? 0 : 1;
  });
  return twice > 0 ? std::set<Cut>{} : seen;
}

/// Sums within blocks, where the order of additions decides the last bits.
std::vector<double> block_sums(int threads) {
  ThreadPool pool(threads);
  std::vector<double> sums(157);
  pool.parallel_for(10'000, 64, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) sums[begin / 64] += std::sin(static_cast<double>(i)) / 3.0;
  });
  return sums;
}

}  // namespace

TEST_CASE("blocks are cut by count and size alone and each comes once") {
  const std::set<Cut> expected = {{0, 4}, {4, 8}, {8, 10}};
  for (const int threads : {1, 2, 8}) {
    CHECK(cuts(threads, 10, 4) == expected);
    CHECK(cuts(threads, 8, 4) == std::set<Cut>{{0, 4}, {4, 8}});
    CHECK(cuts(threads, 3, 100) == std::set<Cut>{{0, 3}});
    CHECK(cuts(threads, 0, 4).empty());
    CHECK(cuts(threads, 5000, 1).size() == 5000);
  }
}

TEST_CASE("one, two and eight threads give the same bits") {
  const std::vector<double> one = block_sums(1);
  for (const int threads : {2, 8}) {
    const std::vector<double> other = block_sums(threads);
    CHECK(std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0);
  }
}

TEST_CASE("as many threads work at once as were asked for") {
  ThreadPool pool(3);
  CHECK(pool.threads() == 3);
  std::atomic<int> here{0};
  std::atomic<int> together{0};
  pool.parallel_for(3, 1, [&](std::size_t, std::size_t) {
    ++here;
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (here < 3 && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
    if (here == 3) ++together;
  });
  CHECK(together == 3);
  CHECK(ThreadPool().threads() == usable_threads());
}

TEST_CASE("the exception of the first block that threw comes to the caller, whoever was faster") {
  for (const int threads : {1, 2, 8}) {
    ThreadPool pool(threads);
    for (int round = 0; round < 20; ++round) {
      const auto fail = [](std::size_t begin, std::size_t) {
        if (begin == 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (begin >= 3) throw std::runtime_error("block " + std::to_string(begin));
      };
      CHECK_THROWS_WITH(pool.parallel_for(40, 1, fail), "block 3");
    }
    int rows = 0;
    pool.parallel_for(7, 7, [&](std::size_t begin, std::size_t end) { rows += static_cast<int>(end - begin); });
    CHECK(rows == 7);
  }
}

TEST_CASE("no block begins after an exception") {
  ThreadPool pool(1);
  int begun = 0;
  const auto fail = [&](std::size_t, std::size_t) {
    if (++begun == 4) throw std::runtime_error("enough");
  };
  CHECK_THROWS_WITH(pool.parallel_for(100, 1, fail), "enough");
  CHECK(begun == 4);
}

TEST_CASE("the caller is asked between blocks, in its own thread, and may end the work") {
  for (const int threads : {1, 4}) {
    ThreadPool pool(threads);
    const auto caller = std::this_thread::get_id();
    std::atomic<int> done{0};
    int asked = 0;
    const auto work = [&](std::size_t, std::size_t) {
      ++done;
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    };
    const auto check = [&] {
      if (std::this_thread::get_id() != caller) throw std::logic_error("asked in another thread");
      if (++asked == 3) throw std::runtime_error("interrupted");
    };
    CHECK_THROWS_WITH(pool.parallel_for(1'000'000, 1, work, check), "interrupted");
    CHECK(asked == 3);
    CHECK(done < 100'000);
    done = 0;
    pool.parallel_for(10, 1, work);
    CHECK(done == 10);
  }
}

TEST_CASE("a call from inside a block does its work in the same thread") {
  ThreadPool pool(4);
  std::atomic<int> rows{0};
  std::atomic<int> elsewhere{0};
  pool.parallel_for(16, 1, [&](std::size_t, std::size_t) {
    const auto here = std::this_thread::get_id();
    pool.parallel_for(8, 2, [&](std::size_t begin, std::size_t end) {
      rows += static_cast<int>(end - begin);
      if (std::this_thread::get_id() != here) ++elsewhere;
    });
  });
  CHECK(rows == 16 * 8);
  CHECK(elsewhere == 0);
}

TEST_CASE("two callers of one pool wait for each other") {
  ThreadPool pool(3);
  std::atomic<int> rows{0};
  const auto call = [&] {
    for (int i = 0; i < 200; ++i) {
      pool.parallel_for(10, 1, [&](std::size_t, std::size_t) { ++rows; });
    }
  };
  std::thread other(call);
  call();
  other.join();
  CHECK(rows == 2 * 200 * 10);
}

TEST_CASE("a pool says which numbers it takes") {
  CHECK_THROWS_WITH(ThreadPool(-1),
                    "ThreadPool: expected 0 to 1024 threads (0: as many as the machine runs at once), got -1");
  CHECK_THROWS_WITH(ThreadPool(1025),
                    "ThreadPool: expected 0 to 1024 threads (0: as many as the machine runs at once), got 1025");
  CHECK_THROWS_WITH(ThreadPool(1).parallel_for(5, 0, [](std::size_t, std::size_t) {}),
                    "parallel_for: expected blocks of at least 1 row, got 0");
}

#ifdef CPU_COUNT
TEST_CASE("a pool has no more threads than the process may use cores") {
  cpu_set_t before, one;
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  CHECK(usable_threads() == CPU_COUNT(&before));
  CPU_ZERO(&one);
  for (std::size_t core = 0; core < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++core) {
    if (CPU_ISSET(core, &before)) CPU_SET(core, &one);
  }
  REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  const int threads = ThreadPool().threads(), usable = usable_threads();
  REQUIRE(sched_setaffinity(0, sizeof before, &before) == 0);
  CHECK(usable == 1);
  CHECK(threads == 1);
}
#endif
