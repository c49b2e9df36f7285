// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <mutex>
#include <stdexcept>

#include <shadematch/photo/lazy_pixels.hpp>

namespace shadematch::inline v0 {

struct LazyPixels::State {
  std::once_flag once;
  std::atomic<bool> made{false};
  std::function<Pointer()> make;
  Pointer values;
};

LazyPixels::LazyPixels(Pointer values, std::function<Pointer()> make) {
  if (!values && !make) return;
  state_ = std::make_shared<State>();
  state_->make = std::move(make);
  state_->values = std::move(values);
  state_->made = state_->values != nullptr;
}

LazyPixels LazyPixels::later(std::function<Pointer()> make) {
  return {nullptr, std::move(make)};
}

bool LazyPixels::made() const {
  return state_ && state_->made.load(std::memory_order_acquire);
}

const LazyPixels::Pointer& LazyPixels::shared() const {
  if (!state_) throw std::invalid_argument("LazyPixels: expected pixels, got none");
  if (!made()) {
    std::call_once(state_->once, [this] {
      state_->values = state_->make();
      state_->make = nullptr;  // and what it held
      state_->made.store(true, std::memory_order_release);
    });
  }
  return state_->values;
}

}  // namespace shadematch::inline v0
