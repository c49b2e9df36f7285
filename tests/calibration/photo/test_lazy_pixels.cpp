// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2_shim.hpp>
#include <memory>
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

namespace {

/// 4 x 2 pixels that hold their own place; counts what is asked of it.
class Places final : public PixelSource<float> {
 public:
  mutable int reads = 0, all = 0;

  [[nodiscard]] std::size_t size() const override { return 24; }
  void read(std::size_t first, std::size_t count, std::size_t step, float* out) const override {
    ++reads;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c < 3; ++c) out[3 * i + c] = static_cast<float>(3 * (first + step * i) + c);
    }
  }
  [[nodiscard]] LazyPixels::Pointer read_all() const override {
    ++all;
    auto values = std::make_shared<std::vector<float>>(size());
    read(0, 8, 1, values->data());
    return values;
  }
};

}  // namespace

TEST_CASE("part of lazy pixels is read from their source, and from where they lie once they are made") {
  const auto source = std::make_shared<Places>();
  const LazyPixels lazy = LazyPixels::from(source);
  CHECK(lazy.size() == 24);
  std::vector<float> buffer;
  const float* row = lazy.row(5, 2, buffer);
  CHECK(row == buffer.data());
  CHECK(std::vector<float>(row, row + 6) == std::vector<float>{15, 16, 17, 18, 19, 20});
  CHECK(lazy.pixel(7) == std::array<float, 3>{21, 22, 23});
  std::array<float, 6> apart{};
  lazy.read(2, 2, apart.data(), 3);
  CHECK(apart == std::array<float, 6>{6, 7, 8, 15, 16, 17});
  CHECK_FALSE(lazy.reduced(2, apart.data()));
  CHECK_THROWS_WITH(lazy.reduced(0, apart.data()), "LazyPixels: expected a factor of 1 to 256, got 0");
  CHECK_THROWS_WITH(lazy.reduced(257, apart.data()), "LazyPixels: expected a factor of 1 to 256, got 257");
  CHECK_FALSE(lazy.made());
  CHECK(source->all == 0);
  CHECK(lazy->size() == 24);
  CHECK(source->all == 1);
  const int reads = source->reads;
  CHECK(lazy.row(5, 2, buffer) == lazy->data() + 15);
  CHECK(lazy.pixel(7)[2] == 23);
  std::array<float, 6> made_apart{};
  lazy.read(2, 2, made_apart.data(), 3);
  CHECK(made_apart == apart);
  CHECK(lazy.size() == 24);
  CHECK(source->reads == reads);
}
