// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Values of a picture that are made when somebody looks at them for the first time. Used like the shared pointer to
/// them that it stands for: copies share the values, and any thread may look.
class SHADEMATCH_API LazyPixels {
 public:
  using Values = std::vector<float>;
  using Pointer = std::shared_ptr<const Values>;

  LazyPixels() = default;  ///< no pixels
  /// Pixels that are there.
  template <std::convertible_to<Pointer> P>
  LazyPixels(P values) : LazyPixels(Pointer(std::move(values)), nullptr) {}
  /// @param make  called at most once, unless it throws; what it throws reaches whoever looked.
  [[nodiscard]] static LazyPixels later(std::function<Pointer()> make);

  [[nodiscard]] explicit operator bool() const { return state_ != nullptr; }
  /// True if looking costs nothing.
  [[nodiscard]] bool made() const;
  [[nodiscard]] const Pointer& shared() const;
  [[nodiscard]] const Values& operator*() const { return *shared(); }
  const Values* operator->() const { return shared().get(); }

 private:
  struct State;
  LazyPixels(Pointer values, std::function<Pointer()> make);

  std::shared_ptr<State> state_;
};

}  // namespace shadematch::inline v0
