// SPDX-License-Identifier: Apache-2.0
// A made-up camera under a light, with a curve, flare, gains and light of its own, and what it stores.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <shadematch/response/capture_fit.hpp>
#include <shadematch/response/scalp_reflectances.hpp>
#include <shadematch/spectrum/illuminant.hpp>

namespace shadematch::test {

/// Lobes of a made-up camera under a light; rendered: through a matrix that keeps gray gray.
inline Eigen::VectorXd made_response(const std::string& light, bool rendered) {
  constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
  const Bands power = illuminant(light).power.at_bands();
  Eigen::Matrix<double, Eigen::Dynamic, 3> raw(kBands, 3);
  const double peak[] = {600, 535, 455}, sd[] = {33, 37, 28};
  for (Eigen::Index band = 0; band < kBands; ++band) {
    const auto at = static_cast<std::size_t>(band);
    for (Eigen::Index k = 0; k < 3; ++k) {
      raw(band, k) = power[at] * std::exp(-0.5 * std::pow((band_nm(at) - peak[k]) / sd[k], 2));
    }
  }
  raw.array().rowwise() /= raw.colwise().sum().array().eval();
  Eigen::Matrix3d matrix = Eigen::Matrix3d::Identity();
  if (rendered) matrix << 1.65, -0.55, -0.1, -0.2, 1.5, -0.3, 0.02, -0.47, 1.45;
  const Eigen::Matrix<double, Eigen::Dynamic, 3> mixed = raw * matrix.transpose();
  return Eigen::Map<const Eigen::VectorXd>(mixed.data(), kResponseSize);
}

inline CaptureModel made_capture(const std::string& light = "D55", bool rendered = true) {
  CaptureModel camera;
  camera.response = made_response(light, rendered);
  camera.tone.ln_slope = {-0.02, -0.04, -0.06, -0.03, 0.05, 0.12};
  camera.offset = 0.002;
  camera.ln_gains = {0.1, 0.05, -0.02};
  camera.light = {0.08, -0.05, -0.08};
  return camera;
}

inline Eigen::Vector3d channels(const CaptureModel& camera, const Bands& reflectance) {
  constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
  const Eigen::Map<const Eigen::VectorXd> R(reflectance.data(), kBands);
  Eigen::Vector3d y;
  for (Eigen::Index k = 0; k < 3; ++k) y(k) = camera.response.segment(k * kBands, kBands).dot(R);
  return y;
}

/// The stored values whose surface(...) are the channels of that reflectance; bisection, the curve rises.
inline Eigen::Vector3d stored(const CaptureModel& camera, const Bands& reflectance, const LightTerms& terms) {
  const Eigen::Vector3d wanted = channels(camera, reflectance);
  Eigen::Vector3d low = Eigen::Vector3d::Constant(1e-6), high = Eigen::Vector3d::Constant(3.0);
  for (int step = 0; step < 60; ++step) {
    const Eigen::Vector3d middle = 0.5 * (low + high);
    const Eigen::Vector3d got = camera.surface(middle, terms);
    for (Eigen::Index k = 0; k < 3; ++k) (got(k) < wanted(k) ? low(k) : high(k)) = middle(k);
  }
  return 0.5 * (low + high);
}

/// 24 smooth paints, the last six gray.
inline std::vector<Bands> made_paints() {
  std::vector<Bands> paints(24);
  for (std::size_t i = 0; i < paints.size(); ++i) {
    const auto n = static_cast<double>(i);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      const double u = static_cast<double>(band) / static_cast<double>(kBandCount - 1);
      const double step = 1.0 / (1.0 + std::exp(-14.0 * (u - 0.15 - 0.04 * n)));
      const double bump = std::exp(-0.5 * std::pow((u - 0.05 * n) / 0.13, 2));
      const double color = 0.05 + 0.6 * (i % 2 == 0 ? step : bump);
      paints[i][band] = i < 18 ? color : 0.9 * std::pow(0.52, n - 18.0);
    }
  }
  return paints;
}

inline std::vector<ObservedPatch> made_patches(const CaptureModel& camera) {
  std::vector<ObservedPatch> patches;
  const std::vector<Bands> paints = made_paints();
  for (std::size_t i = 0; i < paints.size(); ++i) {
    const double x = 0.1 * (static_cast<double>(i % 6) - 2.5), y = 0.1 * (static_cast<double>(i / 6) - 1.5);
    const LightTerms terms(x, y, (x - 0.4) * (x - 0.4) + y * y - 0.16);
    patches.push_back({stored(camera, paints[i], terms), terms, paints[i]});
  }
  return patches;
}

}  // namespace shadematch::test
