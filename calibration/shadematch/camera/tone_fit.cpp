// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <shadematch/camera/color_fit.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kRounds = 4;
constexpr double kOutlier = 0.15;  // disagreement in ln light at which a neutral begins to lose its weight

}  // namespace

void fit_tones(const TrainingSet& patches, CameraMap& map) {
  std::array<std::vector<double>, 3> ln_values, ln_light;
  for (const TrainingPatch& patch : patches) {
    if (!patch.neutral) continue;
    const double ln_lit = map.ln_light(patch.place);
    for (std::size_t c = 0; c < 3; ++c) {
      const auto channel = static_cast<Eigen::Index>(c);
      ln_values[c].push_back(std::log(patch.rgb(channel)));
      ln_light[c].push_back(std::log(patch.light(channel)) + ln_lit);
    }
  }
  std::vector<double> weights(ln_values[0].size(), 1.0);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t c = 0; c < 3; ++c) map.tone[c] = fit_tone_curve(ln_values[c], ln_light[c], weights);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      double square = 0.0;
      for (std::size_t c = 0; c < 3; ++c) {
        square += std::pow(map.tone[c].ln(ln_values[c][i]) - ln_light[c][i], 2) / 3.0;
      }
      const double damping = 1.0 + square / (kOutlier * kOutlier);
      weights[i] = 1.0 / (damping * damping);
    }
  }
}

void fit_gains(const TrainingSet& patches, CameraMap& map) {
  for (std::size_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<Eigen::Index>(c);
    double numerator = 0.0;
    double denominator = 0.0;
    for (const TrainingPatch& patch : patches) {
      const double weight = patch.weight * std::pow(patch.light.mean() + 0.03, -1.5);
      numerator += weight * patch.light(channel) * patch.rgb(channel);
      denominator += weight * patch.rgb(channel) * patch.rgb(channel);
    }
    map.tone[c] = tone_gain(numerator / denominator);
  }
}

}  // namespace shadematch::inline v0
