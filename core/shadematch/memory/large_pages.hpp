// SPDX-License-Identifier: Apache-2.0
// Private: memory of many megabytes.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Memory that is not cleared, in large pages where the system has them: one fault then brings 2 MB instead of 4 kB,
/// and jumps between them miss less. At least on a cache line.
/// @throws std::bad_alloc
[[nodiscard]] SHADEMATCH_API void* large_allocate(std::size_t bytes);
SHADEMATCH_API void large_free(void* memory, std::size_t bytes) noexcept;

/// For vectors of numbers that are written before they are read: what a vector of this grows by is not set to 0.
template <typename T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>&) {}  // NOLINT(google-explicit-constructor): allocators convert

  [[nodiscard]] T* allocate(std::size_t count) { return static_cast<T*>(large_allocate(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { large_free(memory, count * sizeof(T)); }

  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <typename U, typename... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template <typename T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace shadematch::inline v0
