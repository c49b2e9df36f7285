// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/camera/skin_places.hpp>
#include <shadematch/response/scalp_map.hpp>
#include <shadematch/response/scalp_reflectances.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kFarthest = 0.06;    // in z, from the model's skin: light that the first fit does not know included
constexpr double kBesideChart = 1.7;  // pitches from the next patch: board, edge and shadow end before
constexpr double kMostFlare = 0.5;    // of a value

using Surfaces = Eigen::Matrix<double, Eigen::Dynamic, 3>;

/// z of the model's bare skin.
Surfaces bare_skin(const CaptureModel& model) {
  const ScalpReflectances& scalp = scalp_reflectances();
  Surfaces z((scalp.cover == 0.0).count(), 3);
  Eigen::Index at = 0;
  for (Eigen::Index row = 0; row < scalp.cover.size(); ++row) {
    if (scalp.cover(row) != 0.0) continue;
    const Eigen::Map<const Eigen::Matrix<double, static_cast<int>(kBandCount), 3>> response(model.response.data());
    z.row(at++) = cube_roots((scalp.reflectance.row(row).matrix() * response).transpose()).transpose();
  }
  return z;
}

double nearest_square(const Surfaces& skin, const Eigen::Vector3d& z) {
  const auto off = [&](Eigen::Index k) { return (skin.col(k).array() - z(k)).square(); };
  return (off(0) + off(1) + off(2)).minCoeff();
}

}  // namespace

std::vector<SkinSample> skin_places(const Chart& chart, const LightFrame& frame, const CaptureModel& first) {
  const Surfaces skin = bare_skin(first);
  const Chart::Centers patches = chart.centers();
  const double beside = std::pow(kBesideChart * chart.pitch_px, 2);
  std::vector<SkinSample> out;
  for (const SmoothPlace& place : chart.smooth_places) {
    if ((patches.rowwise() - place.pixel.transpose()).rowwise().squaredNorm().minCoeff() < beside) continue;
    const LightTerms terms = frame.terms(place.pixel);
    const Eigen::Vector3d z = cube_roots(first.surface(place.rgb, terms));
    if (nearest_square(skin, z) > kFarthest * kFarthest) continue;
    SkinSample sample{terms, {0, 0, 0}};
    for (Eigen::Index k = 0; k < 3; ++k) {
      const double lit = std::exp(first.tone.ln_light(std::log(place.rgb(k))));
      sample.ln_light(k) = std::log(std::max(lit - first.offset, kMostFlare * lit));
    }
    out.push_back(sample);
  }
  return out;
}

}  // namespace shadematch::inline v0
