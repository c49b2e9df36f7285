// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/photo/color_decoder.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kSteps = 5;
constexpr double kLightnessMin = -1, kLightnessMax = 101, kChromaMax = 200;
constexpr double kWhiteTolerance = 2, kBlackMax = 5, kGrayMax = 2;

bool is_plausible(const Lab& lab) {
  return std::isfinite(lab.L) && lab.L >= kLightnessMin && lab.L <= kLightnessMax && std::abs(lab.a) <= kChromaMax &&
         std::abs(lab.b) <= kChromaMax;  // NaN fails every comparison
}

std::vector<Lab> grid_lab(const ColorDecoder& decoder) {
  std::vector<float> device;
  const int pixels = decoder.channels() == 1 ? kSteps : kSteps * kSteps * kSteps;
  for (int i = 0; i < pixels; ++i) {
    if (decoder.channels() == 3) {
      const int red = i / (kSteps * kSteps);
      const int green = i / kSteps % kSteps;
      device.push_back(static_cast<float>(red) / (kSteps - 1));
      device.push_back(static_cast<float>(green) / (kSteps - 1));
    }
    device.push_back(static_cast<float>(i % kSteps) / (kSteps - 1));
  }
  std::vector<float> linear(static_cast<std::size_t>(pixels) * 3);
  decoder.decode(device, linear);
  const Eigen::Matrix3d to_xyz = srgb_from_xyz().inverse();
  std::vector<Lab> grid;
  for (std::size_t i = 0; i < linear.size(); i += 3) {
    const Eigen::Vector3d xyz = to_xyz * Eigen::Map<const Eigen::Vector3f>(linear.data() + i).cast<double>();
    grid.push_back(lab_from_xyz({xyz[0], xyz[1], xyz[2]}));
  }
  return grid;
}

}  // namespace

bool passes_icc_gate(const ColorDecoder& decoder) {
  const std::vector<Lab> grid = grid_lab(decoder);
  for (const Lab& lab : grid) {
    if (!is_plausible(lab)) return false;
  }
  if (std::abs(grid.back().L - 100) > kWhiteTolerance || grid.front().L > kBlackMax) return false;
  const std::size_t step = decoder.channels() == 1 ? 1 : kSteps * kSteps + kSteps + 1;
  for (std::size_t i = 0; i < grid.size(); i += step) {
    if (std::abs(grid[i].a) > kGrayMax || std::abs(grid[i].b) > kGrayMax) return false;
    if (i > 0 && !(grid[i].L > grid[i - step].L)) return false;
  }
  return true;
}

}  // namespace shadematch::inline v0
