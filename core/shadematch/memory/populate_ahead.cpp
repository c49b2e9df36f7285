// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <system_error>
#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

#include <shadematch/memory/populate_ahead.hpp>
#include <shadematch/parallel/thread_pool.hpp>

namespace shadematch::inline v0 {
namespace {

#ifdef MADV_POPULATE_WRITE

constexpr std::uintptr_t kPage = 4096;  // of the smallest; a larger one makes the call fail, which changes nothing

void populate(void* memory, std::size_t bytes) {
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t first = (begin + kPage - 1) / kPage * kPage, last = (begin + bytes) / kPage * kPage;
  if (first < last)
    static_cast<void>(::madvise(static_cast<char*>(memory) + (first - begin), last - first, MADV_POPULATE_WRITE));
}

#endif

}  // namespace

PopulateAhead::PopulateAhead([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
  if (bytes < kWorthIt || usable_threads() == 1) return;
  try {
    thread_ = std::thread(populate, memory, bytes);
  } catch (const std::system_error&) {  // pages come when they are written, as without this
  }
#endif
}

PopulateAhead::~PopulateAhead() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace shadematch::inline v0
