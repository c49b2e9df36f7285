// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include <shadematch/camera/spectral_map.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kTrusted = 0.045;    // in z: as near as this is among the model's surfaces
constexpr double kTrustWidth = 0.03;  // and so fast it ends beyond

// Skin of clients differs from that of the model, however well response and light are known: 1 sd per unit of chroma,
// along chroma and hue. Start values, set together with kPriorWidth of uncertainty.cpp.
constexpr double kModelChroma = 0.02;
constexpr double kModelHue = 0.03;
constexpr double kTubeMetamerism = 3.0;  // times as much variance more under the narrow lines of a triphosphor tube

constexpr double kExpectedNoise = 0.018;  // of CaptureFit: rendered photographs have this or less, real ones .04 to .07

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

}  // namespace

double trust_at(double distance) {
  return std::exp(-std::pow(std::max(distance - kTrusted, 0.0) / kTrustWidth, 2));
}

double fluorescent_share(const SpectralFit& fit) {
  return fit.capture.light_shares.back();
}

SpectralMap::SpectralMap(SpectralFit fit) : fit_(std::move(fit)), best_(fit_.capture.model.response) {
  for (const CaptureModel& draw : fit_.capture.draws) draws_.emplace_back(draw.response);
}

SpectralMap::Answer SpectralMap::at(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const {
  const LightTerms terms = fit_.frame.terms(pixel);
  const ScalpMap::Answer answer = best_.at(cube_roots(fit_.capture.model.surface(rgb, terms)));
  return {answer.lab, trust_at(answer.distance)};
}

Eigen::Matrix3d SpectralMap::parameters(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const {
  const LightTerms terms = fit_.frame.terms(pixel);
  const Eigen::Vector3d center = to_vector(at(rgb, pixel).lab);
  Eigen::Matrix3d sum = Eigen::Matrix3d::Zero();
  for (std::size_t i = 0; i < draws_.size(); ++i) {
    const Eigen::Vector3d z = cube_roots(fit_.capture.draws[i].surface(rgb, terms));
    const Eigen::Vector3d off = to_vector(draws_[i].at(z).lab) - center;
    sum += off * off.transpose();
  }
  return sum / static_cast<double>(std::max<std::size_t>(draws_.size(), 1));
}

Eigen::Matrix3d SpectralMap::metamerism(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const {
  const LightTerms terms = fit_.frame.terms(pixel);
  const Eigen::Vector3d z = cube_roots(fit_.capture.model.surface(rgb, terms));
  const Lab lab = best_.at(z).lab;
  const Eigen::Vector3d chroma = kModelChroma * Eigen::Vector3d(0.0, lab.a, lab.b);
  const Eigen::Vector3d hue = kModelHue * Eigen::Vector3d(0.0, -lab.b, lab.a);
  const Eigen::Matrix3d one_light = best_.scatter(z) + chroma * chroma.transpose() + hue * hue.transpose();
  return (1.0 + kTubeMetamerism * fluorescent_share(fit_)) * one_light;
}

Eigen::Matrix3d SpectralMap::misfit(const Eigen::Vector3d& rgb, const Eigen::Vector2d& pixel) const {
  const double noise = fit_.capture.noise;
  const double square = std::max(0.0, noise * noise - kExpectedNoise * kExpectedNoise);
  const Eigen::Vector3d z = cube_roots(fit_.capture.model.surface(rgb, fit_.frame.terms(pixel)));
  // A channel that is wrong by the share e moves its cube root by e / 3 of itself.
  const Eigen::Matrix3d by_channel = best_.at(z).slopes * (z / 3.0).asDiagonal();
  return square * by_channel * by_channel.transpose();
}

}  // namespace shadematch::inline v0
