// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <cstdint>
#include <vector>
#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

#include <shadematch/memory/large_pages.hpp>
#include <shadematch/memory/populate_ahead.hpp>
#include <shadematch/parallel/thread_pool.hpp>

using namespace shadematch;

TEST_CASE("memory keeps what is written while its pages are brought") {
  LargeVector<std::uint8_t> bytes(2 * PopulateAhead::kWorthIt + 1234);
  {
    const PopulateAhead ahead(bytes.data() + 5, bytes.size() - 5);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i % 251);
  }
  bool kept = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) kept = kept && bytes[i] == i % 251;
  CHECK(kept);
}

#ifdef MADV_POPULATE_WRITE
TEST_CASE("pages of new memory are there before anybody wrote to them, of little memory they are not brought") {
  constexpr std::size_t kPage = 4096;
  const auto present = [](std::size_t size) {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    { const PopulateAhead ahead(memory, size); }
    std::vector<unsigned char> pages(size / kPage);
    REQUIRE(::mincore(memory, size, pages.data()) == 0);
    ::munmap(memory, size);
    return std::count_if(pages.begin(), pages.end(), [](unsigned char page) { return (page & 1U) != 0; });
  };
  CHECK(present(PopulateAhead::kWorthIt / 2) == 0);
  const bool can = usable_threads() > 1 && ::madvise(nullptr, 0, MADV_POPULATE_WRITE) == 0;
  CHECK(present(PopulateAhead::kWorthIt) == (can ? static_cast<std::ptrdiff_t>(PopulateAhead::kWorthIt / kPage) : 0));
}
#endif
