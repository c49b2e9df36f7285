// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/spectral_pixels.hpp>
#include <shadematch/pixels/cube_roots.hpp>
#include <shadematch/pixels/fast_math.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kToneSteps = 4096;
constexpr float kMostValue = 1.1F;  // of the tone table; brighter values take the curve itself
constexpr float kLeastTrust = 0.02F;
constexpr double kLn2 = 0.6931471805599453;
constexpr auto kMostLn2Light = static_cast<float>(kMostLnLight / kLn2);

}  // namespace

SpectralPixels::SpectralPixels(const std::shared_ptr<const SpectralMap>& map)
    : frame_(map->fit().frame), curve_(map->fit().capture.model.tone), lattice_(map) {
  const CaptureModel& model = map->fit().capture.model;
  light_ = model.light / kLn2;
  offset_ = static_cast<float>(model.offset);
  for (std::size_t k = 0; k < 3; ++k) gain_[k] = static_cast<float>(std::exp(model.ln_gains(static_cast<int>(k))));
  tone_.reserve(kToneSteps + 2);
  for (int i = 0; i <= kToneSteps + 1; ++i) {
    const double root = static_cast<double>(i) / kToneSteps;
    const double value = std::max(kMostValue * root * root, 1e-6);
    tone_.push_back(static_cast<float>(std::exp(curve_.ln_light(std::log(value)))));
  }
}

float SpectralPixels::light_of(float value, float place) const {
  if (!(value < kMostValue)) return static_cast<float>(std::exp(curve_.ln_light(std::log(static_cast<double>(value)))));
  const auto cell = static_cast<std::size_t>(place);
  return tone_[cell] + (place - static_cast<float>(cell)) * (tone_[cell + 1] - tone_[cell]);
}

Eigen::Vector3d SpectralPixels::light_of_row(int y) const {
  constexpr double kStep = 1024.0;  // pixels, a power of two: the sums below lose nothing
  const auto at = [&](double x) { return light_.dot(frame_.terms({x, static_cast<double>(y)})); };
  const double left = at(-kStep), middle = at(0.0), right = at(kStep);
  return {middle, (right - left) / (2.0 * kStep), (left + right - 2.0 * middle) / (2.0 * kStep * kStep)};
}

void SpectralPixels::roots_of(const float* rgb, const PixelSpan& span, const Eigen::Vector3d& light, Roots& z) const {
  constexpr float kPerMost = 1.0F / kMostValue;
  const std::size_t count = 3 * static_cast<std::size_t>(span.count);
  Roots place;
  std::array<float, kBlock> shade;
  for (std::size_t i = 0; i < count; ++i) {
    const float share = rgb[i] * kPerMost;
    place[i] = std::sqrt(share > 0.0F ? (share < 1.0F ? share : 1.0F) : 0.0F) * kToneSteps;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(span.count); ++i) {
    const double x = span.x + static_cast<int>(i);
    const auto ln2_light = static_cast<float>(light(0) + (light(1) + light(2) * x) * x);
    shade[i] = fast_exp2(-std::clamp(ln2_light, -kMostLn2Light, kMostLn2Light));
  }
  for (std::size_t i = 0; i < count; ++i) {
    z[i] = (light_of(rgb[i], place[i]) * shade[i / 3] - offset_) * gain_[i % 3];
  }
  signed_cube_roots(z.data(), 3 * span.count);
}

void SpectralPixels::blend(const float* rgb, const PixelSpan& span, float* lab) const {
  const Eigen::Vector3d light = light_of_row(span.y);
  Roots z;
  std::array<TangentCell, kBlock> cells;
  std::array<int, kBlock> of;  // the pixel of each cell
  std::array<float, std::size_t{4} * kBlock> answers;
  for (int first = 0; first < span.count; first += kBlock) {
    const int count = std::min(kBlock, span.count - first);
    const std::ptrdiff_t at = std::ptrdiff_t{3} * first;
    roots_of(rgb + at, {span.x + first, span.y, count}, light, z);
    std::size_t found = 0;
    for (int i = 0; i < count; ++i) {
      if (lattice_.find(z.data() + std::ptrdiff_t{3} * i, cells[found])) of[found++] = i;
    }
    blend_tangents(cells.data(), static_cast<int>(found), SpectralLattice::kStep, answers.data());
    for (std::size_t i = 0; i < found; ++i) {
      const float* answer = answers.data() + 4 * i;
      const float trust = answer[3];
      if (!(trust >= kLeastTrust)) continue;
      float* out = lab + at + std::ptrdiff_t{3} * of[i];
      for (int k = 0; k < 3; ++k) out[k] += trust * (answer[k] - out[k]);
    }
  }
}

}  // namespace shadematch::inline v0
