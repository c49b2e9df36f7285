// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/photo/color_decoder.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kSteps = 5;
constexpr double kLightnessMin = -1, kLightnessMax = 101, kChromaMax = 200;
constexpr double kWhiteTolerance = 2, kBlackMax = 5, kGrayMax = 2;

bool is_plausible(const Lab& lab) {
  return lab.L >= kLightnessMin && lab.L <= kLightnessMax && std::abs(lab.a) <= kChromaMax &&
         std::abs(lab.b) <= kChromaMax;
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

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

bool is_finite(const Lab& lab) {
  return std::isfinite(lab.L) && std::isfinite(lab.a) && std::isfinite(lab.b);
}

void judge_ends(const Lab& black, const Lab& white, std::vector<IccFinding>& findings) {
  if (std::abs(white.L - 100) > kWhiteTolerance) {
    findings.push_back({"profile_white", "a profile whose device white has L* 98 to 102, got " + fixed(white.L)});
  }
  if (black.L > kBlackMax) {
    findings.push_back({"profile_black", "a profile whose device black has L* of at most 5, got " + fixed(black.L)});
  }
}

void judge_grays(const std::vector<Lab>& grays, std::vector<IccFinding>& findings) {
  double most = 0;
  for (std::size_t i = 0; i < grays.size(); ++i) {
    most = std::max({most, std::abs(grays[i].a), std::abs(grays[i].b)});
    if (i == 0 || grays[i].L > grays[i - 1].L) continue;
    findings.push_back({"not_rising",
                        "a profile whose grays become lighter from black to white, got L* " + fixed(grays[i - 1].L) +
                            " followed by " + fixed(grays[i].L),
                        true});
    break;
  }
  if (most > kGrayMax) {
    findings.push_back({"profile_gray", "a profile whose device grays have a* and b* within 2, got " + fixed(most)});
  }
}

}  // namespace

std::vector<IccFinding> icc_findings(const ColorDecoder& decoder) {
  const std::vector<Lab> grid = grid_lab(decoder);
  if (!std::all_of(grid.begin(), grid.end(), is_finite)) {
    return {{"not_finite", "a profile whose colors are finite, got NaN or infinity", true}};
  }
  std::vector<IccFinding> findings;
  const auto wild = std::find_if_not(grid.begin(), grid.end(), is_plausible);
  if (wild != grid.end()) {
    findings.push_back({"profile_range", "a profile with L* -1 to 101 and a*, b* within 200, got " + fixed(wild->L) +
                                             ", " + fixed(wild->a) + ", " + fixed(wild->b)});
  }
  judge_ends(grid.front(), grid.back(), findings);
  std::vector<Lab> grays;
  const std::size_t step = decoder.channels() == 1 ? 1 : kSteps * kSteps + kSteps + 1;
  for (std::size_t i = 0; i < grid.size(); i += step) grays.push_back(grid[i]);
  judge_grays(grays, findings);
  return findings;
}

}  // namespace shadematch::inline v0
