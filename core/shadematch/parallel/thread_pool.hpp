// SPDX-License-Identifier: Apache-2.0
// Private: work on blocks of rows, the same bits whatever the number of threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// A few threads that live as long as this object. Nothing is shared between pools and nothing outlives them, so that
/// whoever embeds the library keeps a say in how many threads there are. Do not take a pool along into a fork.
class SHADEMATCH_API ThreadPool {
 public:
  /// Rows [begin, end) of one block. Blocks that run at the same time write to different places.
  using Work = std::function<void(std::size_t begin, std::size_t end)>;
  /// Asked between blocks, by the calling thread alone; throws to end the work.
  using Check = std::function<void()>;

  /// @param threads  at work at once, the caller's included; 0: as many as this process may run at once.
  ///         Fewer if the system gives no more.
  /// @throws std::invalid_argument below 0 or above kMostThreads.
  explicit ThreadPool(int threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  [[nodiscard]] int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Calls `work` for [0, block), [block, 2 block), … up to `count` and returns when all are done. Where the cuts are
  /// depends on `count` and `block` alone. After an exception no further block begins; that of the first block that
  /// threw is thrown here, as one thread alone would have thrown it.
  /// One call at a time; a call from inside `work` does its blocks in its own thread, one after the other.
  /// @throws std::invalid_argument for a block of 0; whatever `work` and `check` throw.
  void parallel_for(std::size_t count, std::size_t block, const Work& work, const Check& check = {});

 private:
  struct Job;

  void serve();

  std::vector<std::thread> workers_;
  std::mutex calls_;  ///< held by the caller of parallel_for
  std::mutex mutex_;  ///< of what follows
  std::condition_variable begin_, end_;
  Job* job_ = nullptr;
  std::size_t round_ = 0;    ///< of jobs, so that a worker takes part in each of them once
  std::size_t working_ = 0;  ///< workers that have not left the job
  bool stop_ = false;
};

inline constexpr int kMostThreads = 1024;

/// How many threads the calling thread may run at once: the cores that it is allowed to use, not those of the machine.
[[nodiscard]] SHADEMATCH_API int usable_threads();

/// @throws std::invalid_argument named `who` for a number of threads that no pool takes: below 0, above kMostThreads.
SHADEMATCH_API void expect_threads(int threads, const char* who);

}  // namespace shadematch::inline v0
