// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/lab_pixels.hpp>
#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/parallel/thread_pool.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kBlockRows = 16;

}  // namespace

LabReader::LabReader(const Calibration::State& state) : ladder_(pixel_map(state.map, state.frame)) {
  if (state.spectral) spectral_.emplace(state.spectral);
}

void LabReader::read(const float* rgb, const PixelSpan& span, float* lab) const {
  if (spectral_) {
    spectral_->read(ladder_, rgb, span, lab);
  } else {
    lab_from_values(ladder_, rgb, span, lab);
  }
}

LazyPixels::Pointer LabReader::read_all(const Photo& photo, int threads) const {
  auto lab = std::make_shared<std::vector<float>>(photo.rgb.size());
  const auto width = static_cast<std::size_t>(photo.width);
  ThreadPool pool(threads);
  pool.parallel_for(static_cast<std::size_t>(photo.height), kBlockRows, [&](std::size_t first, std::size_t last) {
    std::vector<float> buffer;
    for (std::size_t y = first; y < last; ++y) {
      const float* rgb = photo.rgb.row(width * y, width, buffer);
      read(rgb, {0, static_cast<int>(y), photo.width}, lab->data() + 3 * width * y);
    }
  });
  return lab;
}

const float* lab_span(const LabImage& image, const PixelSpan& span, const float* rgb, std::vector<float>& buffer) {
  if (image.lab.made() || !image.reader) return image.lab->data() + 3 * image.photo.index(span.x, span.y);
  buffer.resize(std::max(buffer.size(), std::size_t{3} * static_cast<std::size_t>(span.count)));
  image.reader->read(rgb, span, buffer.data());
  return buffer.data();
}

}  // namespace shadematch::inline v0
