// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include <shadematch/photo/lazy_pixels.hpp>

using namespace shadematch;

TEST_CASE("lazy pixels are made once, when they are looked at, for all copies and threads") {
  int calls = 0;
  const LazyPixels lazy = LazyPixels::later([&calls] {
    ++calls;
    return std::make_shared<const std::vector<float>>(3, 0.25F);
  });
  const LazyPixels copy = lazy;  // NOLINT(performance-unnecessary-copy-initialization): it is what is tested
  CHECK(lazy);
  CHECK_FALSE(lazy.made());
  CHECK(calls == 0);
  std::vector<std::thread> lookers;
  for (int i = 0; i < 4; ++i) lookers.emplace_back([&lazy] { (void)lazy->size(); });
  for (std::thread& looker : lookers) looker.join();
  CHECK(copy.made());
  CHECK((*copy)[2] == 0.25F);
  CHECK(copy.shared() == lazy.shared());
  CHECK(calls == 1);
}

TEST_CASE("lazy pixels whose making failed are made again at the next look") {
  int calls = 0;
  const LazyPixels lazy = LazyPixels::later([&calls]() -> LazyPixels::Pointer {
    if (++calls == 1) throw std::runtime_error("no memory");
    return std::make_shared<const std::vector<float>>(1, 1.0F);
  });
  CHECK_THROWS_WITH(lazy->size(), "no memory");
  CHECK_FALSE(lazy.made());
  CHECK(lazy->size() == 1);
}

TEST_CASE("given pixels are there, and none are none") {
  const auto values = std::make_shared<std::vector<float>>(6, 0.5F);
  const LazyPixels given = values;
  CHECK(given.made());
  CHECK(given.shared() == values);
  const LazyPixels none;
  CHECK_FALSE(none);
  CHECK_FALSE(none.made());
  CHECK_THROWS_WITH(none.shared(), "LazyPixels: expected pixels, got none");
  CHECK_FALSE(LazyPixels(std::shared_ptr<std::vector<float>>()));
}
