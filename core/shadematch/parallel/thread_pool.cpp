// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <exception>
#if __has_include(<sched.h>)
#include <sched.h>
#endif
#include <stdexcept>
#include <string>
#include <system_error>

#include <shadematch/parallel/thread_pool.hpp>

namespace shadematch::inline v0 {
namespace {

/// True in a thread that works on a block: a call from there must not wait for the others.
thread_local bool inside_block = false;

int thread_count(int asked) {
  expect_threads(asked, "ThreadPool");
  return asked > 0 ? asked : usable_threads();
}

void run_block(const ThreadPool::Work& work, std::size_t begin, std::size_t end) {
  const bool outer = inside_block;
  inside_block = true;
  try {
    work(begin, end);
  } catch (...) {
    inside_block = outer;
    throw;
  }
  inside_block = outer;
}

}  // namespace

int usable_threads() {
#ifdef CPU_COUNT
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return std::clamp(CPU_COUNT(&allowed), 1, kMostThreads);
#endif
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads);
}

void expect_threads(int threads, const char* who) {
  if (threads >= 0 && threads <= kMostThreads) return;
  throw std::invalid_argument(std::string(who) + ": expected 0 to " + std::to_string(kMostThreads) +
                              " threads (0: as many as the machine runs at once), got " + std::to_string(threads));
}

struct ThreadPool::Job {
  Job(std::size_t count_in, std::size_t block_in, const Work& work_in)
      : count(count_in), block(std::min(block_in, std::max<std::size_t>(count_in, 1))), work(work_in) {}

  std::size_t count, block;
  const Work& work;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex;  // of the two below
  std::size_t first_failure = 0;
  std::exception_ptr error = nullptr;

  /// Blocks are taken in order, so that whatever lies before a block that fails is done or being done.
  bool run_next() {
    if (failed.load(std::memory_order_relaxed)) return false;
    const std::size_t begin = next.fetch_add(block, std::memory_order_relaxed);
    if (begin >= count) return false;
    try {
      run_block(work, begin, begin + std::min(block, count - begin));
    } catch (...) {
      fail(begin);
    }
    return true;
  }

  void fail(std::size_t begin) {
    const std::lock_guard lock(mutex);
    if (!error || begin < first_failure) {
      first_failure = begin;
      error = std::current_exception();
    }
    failed = true;
  }
};

ThreadPool::ThreadPool(int threads) {
  const auto others = static_cast<std::size_t>(thread_count(threads) - 1);
  workers_.reserve(others);
  try {
    while (workers_.size() < others) workers_.emplace_back([this] { serve(); });
  } catch (const std::system_error&) {
    return;  // the system gives no more threads: those that are there do the same work
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  begin_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::serve() {
  std::size_t done = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    begin_.wait(lock, [&] { return stop_ || round_ != done; });
    if (stop_) return;
    done = round_;
    Job& job = *job_;
    lock.unlock();
    while (job.run_next()) {
    }
    lock.lock();
    if (--working_ == 0) end_.notify_one();
  }
}

void ThreadPool::parallel_for(std::size_t count, std::size_t block, const Work& work, const Check& check) {
  if (block == 0) throw std::invalid_argument("parallel_for: expected blocks of at least 1 row, got 0");
  Job job(count, block, work);
  const bool shared = !workers_.empty() && !inside_block && count > job.block;
  std::unique_lock call(calls_, std::defer_lock);
  if (shared) {
    call.lock();
    {
      const std::lock_guard lock(mutex_);
      job_ = &job;
      working_ = workers_.size();
      ++round_;
    }
    begin_.notify_all();
  }
  try {
    do {
      if (check) check();
    } while (job.run_next());
  } catch (...) {
    job.fail(count);  // behind every block: what a block throws counts first
  }
  if (shared) {
    std::unique_lock lock(mutex_);
    end_.wait(lock, [&] { return working_ == 0; });
  }
  if (job.error) std::rethrow_exception(job.error);
}

}  // namespace shadematch::inline v0
