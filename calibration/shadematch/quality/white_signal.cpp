// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/quality/white_signal.hpp>

namespace shadematch::inline v0 {
namespace {

double encoded(double light) {
  const double value = std::clamp(light, 0.0, 1.0);
  return value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

}  // namespace

std::optional<WhiteSignal> white_signal(const Chart& chart) {
  if (chart.definition.neutrals.empty()) return {};
  const int white = chart.definition.neutrals.front();
  const auto patch = std::find_if(chart.patches.begin(), chart.patches.end(),
                                  [white](const PatchSample& each) { return each.id == white; });
  if (patch == chart.patches.end() || patch->reason == "occluded" || patch->reason == "cut_off") return {};
  return WhiteSignal{encoded(patch->rgb.maxCoeff()), encoded(patch->rgb.mean())};
}

}  // namespace shadematch::inline v0
