// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>

#include <shadematch/photo/lazy_pixels.hpp>

namespace shadematch::inline v0 {

namespace {

constexpr int kMostReduced = 256;  // pixels along a square: sums of a column of bytes have to fit 16 bits

}  // namespace

template <typename T, std::size_t kChannels>
struct LazyValues<T, kChannels>::State {
  std::once_flag once;
  std::atomic<bool> made{false};
  std::function<Pointer()> make;
  std::shared_ptr<const Source> source;  ///< kept when all are made: what is found must not depend on who has looked
  Pointer values;
};

template <typename T, std::size_t kChannels>
LazyValues<T, kChannels>::LazyValues(Pointer values, std::function<Pointer()> make,
                                     std::shared_ptr<const Source> source) {
  if (!values && !make) return;
  state_ = std::make_shared<State>();
  state_->make = std::move(make);
  state_->source = std::move(source);
  state_->values = std::move(values);
  state_->made = state_->values != nullptr;
}

template <typename T, std::size_t kChannels>
LazyValues<T, kChannels> LazyValues<T, kChannels>::later(std::function<Pointer()> make) {
  return {nullptr, std::move(make), nullptr};
}

template <typename T, std::size_t kChannels>
LazyValues<T, kChannels> LazyValues<T, kChannels>::from(std::shared_ptr<const Source> source) {
  return {nullptr, [source] { return source->read_all(); }, source};
}

template <typename T, std::size_t kChannels>
bool LazyValues<T, kChannels>::made() const {
  return state_ && state_->made.load(std::memory_order_acquire);
}

template <typename T, std::size_t kChannels>
auto LazyValues<T, kChannels>::shared() const -> const Pointer& {
  if (!state_) throw std::invalid_argument("LazyPixels: expected pixels, got none");
  if (!made()) {
    std::call_once(state_->once, [this] {
      state_->values = state_->make();
      state_->make = nullptr;
      state_->made.store(true, std::memory_order_release);
    });
  }
  return state_->values;
}

template <typename T, std::size_t kChannels>
auto LazyValues<T, kChannels>::source() const -> const Source* {
  return state_ && !made() ? state_->source.get() : nullptr;
}

template <typename T, std::size_t kChannels>
std::size_t LazyValues<T, kChannels>::size() const {
  if (!state_) return 0;
  return source() != nullptr ? source()->size() : shared()->size();
}

template <typename T, std::size_t kChannels>
const T* LazyValues<T, kChannels>::row(std::size_t first, std::size_t count, Values& buffer) const {
  const Source* from = source();
  if (from == nullptr) return shared()->data() + kChannels * first;
  buffer.resize(std::max(buffer.size(), kChannels * count));
  from->read(first, count, 1, buffer.data());
  return buffer.data();
}

template <typename T, std::size_t kChannels>
void LazyValues<T, kChannels>::read(std::size_t first, std::size_t count, T* out, std::size_t step) const {
  if (const Source* from = source()) {
    from->read(first, count, step, out);
    return;
  }
  const T* values = shared()->data() + kChannels * first;
  for (std::size_t i = 0; i < count; ++i) out = std::copy_n(values + kChannels * step * i, kChannels, out);
}

template <typename T, std::size_t kChannels>
bool LazyValues<T, kChannels>::reduced(int factor, T* out) const {
  if (factor < 1 || factor > kMostReduced) {
    throw std::invalid_argument("LazyPixels: expected a factor of 1 to 256, got " + std::to_string(factor));
  }
  return state_ && state_->source && state_->source->reduced(factor, out);
}

template class LazyValues<float, 3>;
template class LazyValues<std::uint8_t, 1>;

}  // namespace shadematch::inline v0
