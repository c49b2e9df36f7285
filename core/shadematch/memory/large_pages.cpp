// SPDX-License-Identifier: Apache-2.0
#include <new>
#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

#include <shadematch/memory/large_pages.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kCacheLine = 64, kLargePage = std::size_t{2} << 20U;

std::align_val_t alignment_of(std::size_t bytes) {
  return std::align_val_t{bytes < kLargePage ? kCacheLine : kLargePage};
}

}  // namespace

void* large_allocate(std::size_t bytes) {
  void* const memory = ::operator new(bytes, alignment_of(bytes));
#ifdef MADV_HUGEPAGE
  if (bytes >= kLargePage) static_cast<void>(::madvise(memory, bytes, MADV_HUGEPAGE));
#endif
  return memory;
}

void large_free(void* memory, std::size_t bytes) noexcept {
  ::operator delete(memory, alignment_of(bytes));
}

}  // namespace shadematch::inline v0
