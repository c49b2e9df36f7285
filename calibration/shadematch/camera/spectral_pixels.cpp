// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/fast_math.hpp>
#include <shadematch/camera/spectral_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr float kStep = 0.025F;  // of the lattice, in z
constexpr int kReach = 4;        // nodes around a model surface that are tabulated
constexpr int kToneSteps = 4096;
constexpr float kMostValue = 1.1F;  // of the tone table; brighter values take the curve itself
constexpr float kLeastTrust = 0.02F;
constexpr double kLn2 = 0.6931471805599453;
constexpr auto kMostLn2Light = static_cast<float>(kMostLnLight / kLn2);

}  // namespace

SpectralPixels::SpectralPixels(const SpectralMap& map) : frame_(map.fit().frame), curve_(map.fit().capture.model.tone) {
  const CaptureModel& model = map.fit().capture.model;
  light_ = model.light / kLn2;
  offset_ = static_cast<float>(model.offset);
  for (std::size_t k = 0; k < 3; ++k) gain_[k] = static_cast<float>(std::exp(model.ln_gains(static_cast<int>(k))));
  for (int i = 0; i <= kToneSteps + 1; ++i) {
    const double root = static_cast<double>(i) / kToneSteps;
    const double value = std::max(kMostValue * root * root, 1e-6);
    tone_.push_back(static_cast<float>(std::exp(curve_.ln_light(std::log(value)))));
  }
  tabulate(map.scalp());
}

std::size_t SpectralPixels::node_index(const Index& at) const {
  const Eigen::Index row = Eigen::Index{at(0)} * count_(1) + at(1);
  return static_cast<std::size_t>(row * count_(2) + at(2));
}

void SpectralPixels::tabulate(const ScalpMap& scalp) {
  const auto& surfaces = scalp.surfaces();
  first_ = surfaces.colwise().minCoeff().transpose().cast<float>().array() - kStep * (kReach + 1);
  const Eigen::Vector3f last = surfaces.colwise().maxCoeff().transpose().cast<float>().array() + kStep * (kReach + 2);
  count_ = ((last - first_) / kStep).cast<int>().array() + 1;
  nodes_.resize(static_cast<std::size_t>(count_.prod()));
  for (Eigen::Index row = 0; row < surfaces.rows(); ++row) {
    const Index middle = ((surfaces.row(row).transpose().cast<float>() - first_) / kStep).cast<int>();
    for (int i = 1 - kReach; i <= kReach; ++i) {
      for (int j = 1 - kReach; j <= kReach; ++j) {
        for (int k = 1 - kReach; k <= kReach; ++k) nodes_[node_index(middle + Index(i, j, k))].trust = 0.0F;
      }
    }
  }
  std::size_t at = 0;
  for (int i = 0; i < count_(0); ++i) {
    for (int j = 0; j < count_(1); ++j) {
      for (int k = 0; k < count_(2); ++k, ++at) {
        if (nodes_[at].trust < 0.0F) continue;
        const Eigen::Vector3f z = first_ + kStep * Eigen::Vector3i(i, j, k).cast<float>();
        const ScalpMap::Answer answer = scalp.at(z.cast<double>());
        const Eigen::Vector3d lab(answer.lab.L, answer.lab.a, answer.lab.b);
        nodes_[at] = {lab.cast<float>(), static_cast<float>(trust_at(answer.distance)), answer.slopes.cast<float>()};
      }
    }
  }
}

bool SpectralPixels::interpolate(const Eigen::Vector3f& z, Eigen::Vector3f& lab, float& trust) const {
  const Eigen::Vector3f at = (z - first_) / kStep;
  if (!(at.minCoeff() >= 0.0F)) return false;
  const Index cell = at.cast<int>();
  if ((cell.array() >= count_.array() - 1).any()) return false;
  const Eigen::Vector3f share = at - cell.cast<float>();
  lab.setZero();
  trust = 0.0F;
  for (int corner = 0; corner < 8; ++corner) {
    const Index step(corner >> 2, (corner >> 1) & 1, corner & 1);
    const Node& node = nodes_[node_index(cell + step)];
    if (node.trust < 0.0F) return false;
    const Eigen::Vector3f off = share - step.cast<float>();
    const float weight = (1.0F - off.array().abs()).prod();
    lab += weight * (node.lab + node.slopes * (kStep * off));
    trust += weight * node.trust;
  }
  return trust >= kLeastTrust;
}

float SpectralPixels::light_of(float value) const {
  if (!(value < kMostValue)) return static_cast<float>(std::exp(curve_.ln_light(std::log(static_cast<double>(value)))));
  const float at = std::sqrt(std::max(value, 0.0F) / kMostValue) * kToneSteps;
  const auto cell = static_cast<std::size_t>(at);
  return tone_[cell] + (at - static_cast<float>(cell)) * (tone_[cell + 1] - tone_[cell]);
}

void SpectralPixels::blend_row(const float* rgb, int y, int width, float* lab) const {
  for (std::ptrdiff_t x = 0; x < width; ++x) {
    const double ln2_light = light_.dot(frame_.terms({static_cast<double>(x), static_cast<double>(y)}));
    const float shade = fast_exp2(std::clamp(static_cast<float>(-ln2_light), -kMostLn2Light, kMostLn2Light));
    Eigen::Vector3f z;
    for (int k = 0; k < 3; ++k) {
      const float surface = (light_of(rgb[3 * x + k]) * shade - offset_) * gain_[static_cast<std::size_t>(k)];
      const float root = fast_cbrt(std::max(std::abs(surface), 1e-9F));
      z(k) = surface < 0.0F ? -root : root;
    }
    Eigen::Vector3f spectral;
    float trust = 0.0F;
    if (!interpolate(z, spectral, trust)) continue;
    Eigen::Map<Eigen::Vector3f> out(lab + 3 * x);
    out += trust * (spectral - out);
  }
}

}  // namespace shadematch::inline v0
