// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/response/capture_model.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastValue = 1e-6;

}  // namespace

Eigen::Vector3d CaptureModel::surface(const Eigen::Vector3d& value, const LightTerms& terms) const {
  const double shade = std::clamp(light.dot(terms), -kMostLnLight, kMostLnLight);
  Eigen::Vector3d y;
  for (Eigen::Index k = 0; k < 3; ++k) {
    const double lit = std::exp(tone.ln_light(std::log(std::max(value(k), kLeastValue))) - shade);
    y(k) = (lit - offset) * std::exp(ln_gains(k));
  }
  return y;
}

}  // namespace shadematch::inline v0
