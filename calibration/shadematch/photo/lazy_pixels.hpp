// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Where the pixels of a picture come from that nobody has looked at yet. Any thread may read.
template <typename T>
class PixelSource {
 public:
  PixelSource() = default;
  PixelSource(const PixelSource&) = delete;
  PixelSource& operator=(const PixelSource&) = delete;
  virtual ~PixelSource() = default;

  /// How many values all pixels have together.
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// `count` pixels of one row, `step` from one to the next; counted row by row, as they would be among all of them.
  virtual void read(std::size_t first, std::size_t count, std::size_t step, T* out) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const std::vector<T>> read_all() const = 0;
  /// Means over squares of `factor` pixels, row by row, what is left over at the right and below left out.
  /// @return false, and nothing written, where the source knows no short way.
  [[nodiscard]] virtual bool reduced(int /*factor*/, T* /*out*/) const { return false; }
};

/// Values of a picture that are made when somebody looks at them for the first time. Used like the shared pointer to
/// them that it stands for: copies share the values, and any thread may look. What needs a part of them alone reads
/// that, and nothing else is made.
template <typename T, std::size_t kChannels>
class SHADEMATCH_API LazyValues {
 public:
  using Values = std::vector<T>;
  using Pointer = std::shared_ptr<const Values>;
  using Source = PixelSource<T>;

  LazyValues() = default;  ///< no pixels
  /// Pixels that are there.
  template <std::convertible_to<Pointer> P>
  LazyValues(P values) : LazyValues(Pointer(std::move(values)), nullptr, nullptr) {}
  /// @param make  called at most once, unless it throws; what it throws reaches whoever looked.
  [[nodiscard]] static LazyValues later(std::function<Pointer()> make);
  [[nodiscard]] static LazyValues from(std::shared_ptr<const Source> source);

  [[nodiscard]] explicit operator bool() const { return state_ != nullptr; }
  /// True if looking costs nothing.
  [[nodiscard]] bool made() const;
  [[nodiscard]] const Pointer& shared() const;
  [[nodiscard]] const Values& operator*() const { return *shared(); }
  const Values* operator->() const { return shared().get(); }

  /// Number of values. Makes none that come from a source; 0 if there are no pixels.
  [[nodiscard]] std::size_t size() const;
  /// Pixels first .. first + count of one row, counted row by row: from where they lie, or read into `buffer`.
  [[nodiscard]] const T* row(std::size_t first, std::size_t count, Values& buffer) const;
  /// The same, copied to `out`; `step` from one pixel to the next.
  void read(std::size_t first, std::size_t count, T* out, std::size_t step = 1) const;
  [[nodiscard]] std::array<T, kChannels> pixel(std::size_t index) const {
    std::array<T, kChannels> out;
    read(index, 1, out.data());
    return out;
  }
  /// See PixelSource::reduced; the same whoever has looked. @param factor  1 to 256. @param out  room for all.
  [[nodiscard]] bool reduced(int factor, T* out) const;

 private:
  struct State;
  LazyValues(Pointer values, std::function<Pointer()> make, std::shared_ptr<const Source> source);
  /// What to read from instead of making all; null if all are there or nothing else can be done.
  [[nodiscard]] const Source* source() const;

  std::shared_ptr<State> state_;
};

extern template class LazyValues<float, 3>;
extern template class LazyValues<std::uint8_t, 1>;

using LazyPixels = LazyValues<float, 3>;        ///< height x width x 3
using LazyFlags = LazyValues<std::uint8_t, 1>;  ///< height x width

}  // namespace shadematch::inline v0
