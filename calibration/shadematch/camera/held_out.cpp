// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/held_out.hpp>
#include <shadematch/difference/ciede2000.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMostSingles = 30;
constexpr std::size_t kGroups = 24;

struct Mean {
  double sum = 0, weight = 0;
  void add(double value, double w = 1.0) {
    sum += w * value;
    weight += w;
  }
  [[nodiscard]] double get() const { return weight > 0.0 ? sum / weight : 0.0; }
};

void summarize(const TrainingSet& patches, CrossFit& fit) {
  Mean all, skin, neutrals, choice;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const double delta_e = delta_e_ciede2000(fit.predicted[i], patches[i].reference);
    fit.error.patch_ids.push_back(patches[i].id);
    fit.error.per_patch.push_back(delta_e);
    all.add(delta_e);
    choice.add(delta_e, patches[i].weight);
    if (patches[i].skin) skin.add(delta_e);
    if (patches[i].neutral) neutrals.add(delta_e);
  }
  fit.error.mean = all.get();
  fit.error.p95 = quantile(fit.error.per_patch, 0.95);
  fit.error.max = quantile(fit.error.per_patch, 1.0);
  if (skin.weight > 0.0) fit.error.skin = skin.get();
  fit.error.neutrals = neutrals.get();
  fit.choice_error = choice.get();
}

bool finite(const CameraMap& map) {
  const bool tones = std::all_of(map.tone.begin(), map.tone.end(), [](const ToneCurve& t) {
    return std::isfinite(t.center) && std::isfinite(t.p0) && std::isfinite(t.p1) && std::isfinite(t.p2);
  });
  return tones && map.matrix.allFinite() && map.shading.allFinite();
}

}  // namespace

bool CrossFit::usable() const {
  return finite(map) && std::all_of(refits.begin(), refits.end(), finite) && std::isfinite(error.mean);
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

CrossFit cross_fit(const Rung& rung, const TrainingSet& patches) {
  const std::size_t groups = patches.size() <= kMostSingles ? patches.size() : kGroups;
  CrossFit fit;
  ColorTrail all;
  fit.map = rung.fit(patches, all);
  fit.predicted.resize(patches.size());
  for (std::size_t group = 0; group < groups; ++group) {
    TrainingSet others;
    for (std::size_t i = 0; i < patches.size(); ++i) {
      if (i % groups != group) others.push_back(patches[i]);
    }
    ColorTrail refit{&all, {}};
    fit.refits.push_back(rung.fit(others, refit));
    for (std::size_t i = group; i < patches.size(); i += groups) {
      fit.predicted[i] = fit.refits.back().lab(patches[i].rgb, patches[i].place);
    }
  }
  summarize(patches, fit);
  return fit;
}

}  // namespace shadematch::inline v0
