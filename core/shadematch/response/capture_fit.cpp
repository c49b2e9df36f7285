// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <stdexcept>
#include <string>

#include <shadematch/response/capture_fit.hpp>
#include <shadematch/response/capture_posterior.hpp>
#include <shadematch/response/minimize.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastPatches = 12;
constexpr double kNoiseLevels[] = {0.0045, 0.009, 0.018, 0.036, 0.072, 0.144};
constexpr double kFirstNoise = 0.036;
constexpr int kDraws = 24;
// sd of each of four slow cosines of ln reflectance between the draws; scatter that is independent from patch to patch
// is part of the noise already.
constexpr double kChartScatter = 0.003;
constexpr std::uint64_t kSeed = 20261121;

/// Standard normals that are the same on every machine: SplitMix64 and the Box-Muller transform.
class Normals {
 public:
  Eigen::VectorXd draw(Eigen::Index n) {
    Eigen::VectorXd out(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const double radius = std::sqrt(-2.0 * std::log(uniform()));
      out(i) = radius * std::cos(2.0 * std::numbers::pi * uniform());
    }
    return out;
  }

 private:
  double uniform() {  // in (0, 1)
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    z ^= z >> 31U;
    return (static_cast<double>(z >> 11U) + 0.5) * 0x1.0p-53;
  }

  std::uint64_t state_ = kSeed;
};

double ln_evidence(const CapturePosterior& posterior, double energy) {
  return -energy - 0.5 * posterior.ln_determinant();
}

Objective energy_of(const CapturePosterior& posterior) {
  return [&posterior](const Eigen::VectorXd& p, Eigen::VectorXd* gradient) { return posterior.energy(p, gradient); };
}

Minimum settle(const CapturePosterior& posterior, const Eigen::VectorXd& start) {
  return minimize(energy_of(posterior), start);
}

/// The level of noise with the most evidence, the other parameters held.
double best_noise(const std::vector<ObservedPatch>& patches, const ResponsePrior& prior, const Eigen::VectorXd& at) {
  double best = 0.0;
  double most = 0.0;
  for (const double noise : kNoiseLevels) {
    const CapturePosterior posterior(patches, prior, noise);
    const double evidence = ln_evidence(posterior, posterior.energy(at));
    if (best > 0.0 && !(evidence > most)) continue;
    best = noise;
    most = evidence;
  }
  return best;
}

/// Square root of the inverse of the energy's curvature; directions without curvature keep the spread of their prior.
Eigen::MatrixXd laplace_root(const CapturePosterior& posterior, const Eigen::VectorXd& at) {
  const Eigen::MatrixXd curvature = hessian(energy_of(posterior), at);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(curvature);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(1.0).cwiseInverse().cwiseSqrt().asDiagonal();
}

/// Cosines of one, two and three half waves over the bands.
std::array<std::array<double, 3>, kBandCount> slow_waves() {
  std::array<std::array<double, 3>, kBandCount> out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double u = std::numbers::pi * static_cast<double>(band) / static_cast<double>(kBandCount - 1);
    out[band] = {std::cos(u), std::cos(2.0 * u), std::cos(3.0 * u)};
  }
  return out;
}

/// Another chart of the same edition: every reflectance times a slow factor.
std::vector<ObservedPatch> scattered(std::vector<ObservedPatch> patches, double sd, Normals& normals) {
  static const std::array<std::array<double, 3>, kBandCount> waves = slow_waves();
  for (ObservedPatch& patch : patches) {
    const Eigen::VectorXd a = sd * normals.draw(4);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      const std::array<double, 3>& wave = waves[band];
      patch.reflectance[band] *= std::exp(a(0) + a(1) * wave[0] + a(2) * wave[1] + a(3) * wave[2]);
    }
  }
  return patches;
}

std::vector<double> light_shares(const std::vector<ObservedPatch>& patches, double noise, const LightObservation& seen,
                                 const Eigen::VectorXd& at) {
  std::vector<double> shares;
  double most = -1e300;
  for (const ResponsePrior& light : light_priors()) {
    const CapturePosterior posterior(patches, light, noise, seen);
    shares.push_back(ln_evidence(posterior, settle(posterior, at).value));
    most = std::max(most, shares.back());
  }
  double sum = 0.0;
  for (double& share : shares) sum += share = std::exp(share - most);
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

CaptureFit fit_capture(const std::vector<ObservedPatch>& patches, const ResponsePrior& prior,
                       const LightWitness& witness) {
  if (patches.size() < kLeastPatches) {
    throw std::invalid_argument("fit_capture: expected at least " + std::to_string(kLeastPatches) + " patches, got " +
                                std::to_string(patches.size()));
  }
  const CapturePosterior first(patches, prior, kFirstNoise);
  const Minimum rough = settle(first, CapturePosterior::start());
  LightObservation seen;
  if (witness) seen = witness(first.model(rough.x, Eigen::VectorXd::Zero(first.rank())));
  CaptureFit fit;
  fit.noise = best_noise(patches, prior, rough.x);
  const CapturePosterior posterior(patches, prior, fit.noise, seen);
  const Minimum best = settle(posterior, rough.x);
  fit.ln_evidence = ln_evidence(posterior, best.value);
  fit.model = posterior.model(best.x, Eigen::VectorXd::Zero(posterior.rank()));
  const Eigen::MatrixXd root = laplace_root(posterior, best.x);
  Normals normals;
  for (int i = 0; i < kDraws; ++i) {
    const Eigen::VectorXd at = best.x + root * normals.draw(kCaptureParameters);
    const CapturePosterior other(scattered(patches, kChartScatter, normals), prior, fit.noise);
    fit.draws.push_back(other.model(at, normals.draw(posterior.rank())));
  }
  fit.light_shares = light_shares(patches, fit.noise, seen, best.x);
  return fit;
}

}  // namespace shadematch::inline v0
