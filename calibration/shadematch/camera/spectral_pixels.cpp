// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/spectral_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kToneSteps = 4096;
constexpr float kMostValue = 1.1F;  // of the tone table; pixels with brighter values take the curve itself
constexpr float kLeastTrust = 0.02F;
constexpr float kWholeTrust = 1.0F - 1e-5F;  // the ladder need not be asked
constexpr double kLn2 = 0.6931471805599453;
constexpr auto kMostLog2Light = static_cast<float>(kMostLnLight / kLn2);

}  // namespace

SpectralPixels::SpectralPixels(const std::shared_ptr<const SpectralMap>& map)
    : frame_(map->fit().frame), curve_(map->fit().capture.model.tone), lattice_(map), map_(lattice_.map()) {
  const CaptureModel& model = map->fit().capture.model;
  light_ = model.light / kLn2;
  map_.offset = static_cast<float>(model.offset);
  for (std::size_t k = 0; k < 3; ++k) map_.gain[k] = static_cast<float>(std::exp(model.ln_gains(static_cast<int>(k))));
  map_.most_value = kMostValue;
  map_.tone.reserve(kToneSteps + 2);
  for (int i = 0; i <= kToneSteps + 1; ++i) {
    const double root = static_cast<double>(i) / kToneSteps;
    map_.tone.push_back(light_of(kMostValue * root * root));
  }
}

float SpectralPixels::light_of(double value) const {
  return static_cast<float>(std::exp(curve_.ln_light(std::log(std::max(value, 1e-6)))));
}

RowLight SpectralPixels::light_of_row(int y) const {
  constexpr double kStep = 1024.0;  // pixels, a power of two: the sums below lose nothing
  const auto at = [&](double x) { return light_.dot(frame_.terms({x, static_cast<double>(y)})); };
  const double left = at(-kStep), middle = at(0.0), right = at(kStep);
  return {static_cast<float>(middle), static_cast<float>((right - left) / (2.0 * kStep)),
          static_cast<float>((left + right - 2.0 * middle) / (2.0 * kStep * kStep)), kMostLog2Light};
}

bool SpectralPixels::find_bright(const float* rgb, const RowLight& light, int x, TangentCell& cell) const {
  if (!(std::max({rgb[0], rgb[1], rgb[2]}) >= kMostValue)) return false;
  const float log2_light = light.t0 + (light.t1 + light.t2 * static_cast<float>(x)) * static_cast<float>(x);
  const float even = std::exp2(-std::clamp(log2_light, -light.limit, light.limit));
  float z[3];
  for (std::size_t k = 0; k < 3; ++k) {
    z[k] = std::cbrt((light_of(static_cast<double>(rgb[k])) * even - map_.offset) * map_.gain[k]);
  }
  return lattice_.find(z, cell);
}

int SpectralPixels::find_cells(const float* rgb, const PixelSpan& span, const RowLight& light, Block& block) const {
  places_in_lattice(map_, light, rgb, span.x, span.count, block.places);
  int found = 0;
  for (int i = 0; i < span.count; ++i) {
    TangentCell& cell = block.cells[static_cast<std::size_t>(found)];
    const int lowest = block.places.cell[i];
    if (lowest < 0) {
      if (!find_bright(rgb + std::ptrdiff_t{3} * i, light, span.x + i, cell)) continue;
    } else {
      if (!lattice_.corners(static_cast<std::size_t>(lowest), cell)) continue;
      for (int k = 0; k < 3; ++k) cell.share[k] = block.places.share[k][i];
    }
    block.of[static_cast<std::size_t>(found++)] = i;
  }
  return found;
}

void SpectralPixels::read(const PixelMap& ladder, const float* rgb, const PixelSpan& span, float* lab) const {
  const RowLight light = light_of_row(span.y);
  Block block;
  for (int first = 0; first < span.count; first += LatticePlaces::kMost) {
    const PixelSpan part{span.x + first, span.y, std::min(LatticePlaces::kMost, span.count - first)};
    const std::ptrdiff_t at = std::ptrdiff_t{3} * first;
    const int found = find_cells(rgb + at, part, light, block);
    blend_tangents(block.cells.data(), found, SpectralLattice::kStep, block.answers.data());
    const auto is_whole = [&block](int i) { return block.answers[4 * static_cast<std::size_t>(i) + 3] >= kWholeTrust; };
    bool all_whole = found == part.count;
    for (int i = 0; i < found; ++i) all_whole = all_whole && is_whole(i);
    if (!all_whole) lab_from_values(ladder, rgb + at, part, lab + at);
    for (int i = 0; i < found; ++i) {
      const float* answer = block.answers.data() + std::ptrdiff_t{4} * i;
      float* out = lab + at + std::ptrdiff_t{3} * block.of[static_cast<std::size_t>(i)];
      if (is_whole(i)) {
        std::copy_n(answer, 3, out);
      } else if (answer[3] >= kLeastTrust) {
        for (int k = 0; k < 3; ++k) out[k] += answer[3] * (answer[k] - out[k]);
      }
    }
  }
}

}  // namespace shadematch::inline v0
