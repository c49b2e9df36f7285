// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>

#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/region/region_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kWorthThreads = 16384;  // pixels that take 1 ms, some ten starts of a thread
constexpr std::size_t kBlockRows = 16;

/// Where the pixels of each row of the mask go, and the end.
std::vector<std::size_t> row_starts(const Region& region) {
  std::vector<std::size_t> starts{0};
  for (int row = 0; row < region.height; ++row) {
    const auto begin = region.mask.begin() + std::ptrdiff_t{row} * region.width;
    const auto inside = std::count_if(begin, begin + region.width, [](std::uint8_t value) { return value != 0; });
    starts.push_back(starts.back() + static_cast<std::size_t>(inside));
  }
  return starts;
}

/// One run of the mask after the other, read into the same room.
class RunReader {
 public:
  RunReader(const LabImage& image, RegionPixels& pixels) : image_(image), pixels_(pixels) {}

  void read(const PixelSpan& run, std::size_t to) {
    const Photo& photo = image_.photo;
    const std::size_t first = photo.index(run.x, run.y);
    const auto count = static_cast<std::size_t>(run.count);
    const float* rgb = photo.rgb.row(first, count, rgb_);
    const float* lab = lab_span(image_, run, rgb, lab_);
    if (photo.clipping) {
      photo.clipping.read(first, count, pixels_.clipping.data() + to);
    } else {
      std::fill_n(pixels_.clipping.data() + to, count, std::uint8_t{0});
    }
    float numbers = 0.0F;  // stays 0 unless a value is none
    for (std::size_t i = 0; i < count; ++i) {
      pixels_.L[to + i] = lab[3 * i];
      pixels_.a[to + i] = lab[3 * i + 1];
      pixels_.b[to + i] = lab[3 * i + 2];
      pixels_.at[to + i] = static_cast<std::uint32_t>(first + i);
      numbers += 0.0F * (lab[3 * i] + lab[3 * i + 1] + lab[3 * i + 2]);
    }
    all_numbers_ = all_numbers_ && numbers == 0.0F;
  }

  [[nodiscard]] bool all_numbers() const { return all_numbers_; }

 private:
  const LabImage& image_;
  RegionPixels& pixels_;
  std::vector<float> rgb_, lab_;
  bool all_numbers_ = true;
};

void read_row(const Region& region, int row, std::size_t to, RunReader& reader) {
  const auto begin = region.mask.begin() + std::ptrdiff_t{row} * region.width;
  const auto end = begin + region.width;
  const auto inside = [](std::uint8_t value) { return value != 0; };
  for (auto from = std::find_if(begin, end, inside); from != end;) {
    const auto stop = std::find(from, end, std::uint8_t{0});
    const PixelSpan run{region.x + static_cast<int>(from - begin), region.y + row, static_cast<int>(stop - from)};
    reader.read(run, to);
    to += static_cast<std::size_t>(run.count);
    from = std::find_if(stop, end, inside);
  }
}

void leave_out_nan(RegionPixels& pixels) {
  std::vector<std::uint8_t> finite(pixels.count());
  for (std::size_t i = 0; i < finite.size(); ++i) {
    finite[i] = std::isfinite(pixels.L[i]) && std::isfinite(pixels.a[i]) && std::isfinite(pixels.b[i]) ? 1 : 0;
  }
  pixels.keep(finite);
}

}  // namespace

void RegionPixels::keep(std::span<const std::uint8_t> keep) {
  std::size_t to = 0;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (keep[i] == 0) continue;
    L[to] = L[i], a[to] = a[i], b[to] = b[i], at[to] = at[i], clipping[to] = clipping[i], ++to;
  }
  for (auto* values : {&L, &a, &b}) values->resize(to);
  at.resize(to);
  clipping.resize(to);
}

int threads_for(const LabImage& image, const Region& region) {
  return region.mask.size() < kWorthThreads ? 1 : image.threads;
}

RegionPixels region_pixels(const LabImage& image, const Region& region, ThreadPool& pool) {
  const std::vector<std::size_t> starts = row_starts(region);
  const std::size_t count = starts.back();
  RegionPixels pixels;
  for (auto* values : {&pixels.L, &pixels.a, &pixels.b}) values->resize(count);
  pixels.at.resize(count);
  pixels.clipping.resize(count);
  std::atomic<bool> all_numbers = true;
  pool.parallel_for(static_cast<std::size_t>(region.height), kBlockRows, [&](std::size_t first, std::size_t last) {
    RunReader reader(image, pixels);
    for (std::size_t row = first; row < last; ++row) read_row(region, static_cast<int>(row), starts[row], reader);
    if (!reader.all_numbers()) all_numbers = false;
  });
  if (!all_numbers) leave_out_nan(pixels);
  return pixels;
}

}  // namespace shadematch::inline v0
