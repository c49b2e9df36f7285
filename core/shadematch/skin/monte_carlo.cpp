// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <shadematch/skin/monte_carlo.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kCmPerMm = 0.1;
constexpr double kDim = 0.01;      // weight below which a photon plays roulette
constexpr double kSurvival = 0.1;  // and its chance

struct Slab {
  double top_cm, bottom_cm;
  double mut, albedo;
};

struct Photon {
  double depth_cm, mu, weight;
  std::size_t slab;
};

void expect(bool holds, const std::string& expected, double got) {
  if (holds) return;
  throw std::invalid_argument("monte_carlo_reflectance: expected " + expected + ", got " + std::to_string(got));
}

Slab slab_of(const Turbidity& medium, double top_cm, double bottom_cm) {
  expect(medium.mua >= 0.0 && std::isfinite(medium.mua), "finite mua >= 0 1/cm", medium.mua);
  expect(medium.musr >= 0.0 && std::isfinite(medium.musr), "finite musr >= 0 1/cm", medium.musr);
  const double mut = medium.mua + medium.musr;
  return {top_cm, bottom_cm, mut, mut > 0.0 ? medium.musr / mut : 0.0};
}

std::vector<Slab> slabs_of(std::span<const TissueLayer> layers, const Turbidity& ground) {
  expect(layers.size() <= 16, "at most 16 layers", static_cast<double>(layers.size()));
  expect(ground.mua > 0.0, "a ground with mua > 0 1/cm", ground.mua);
  std::vector<Slab> slabs;
  double depth_cm = 0.0;
  for (const TissueLayer& layer : layers) {
    expect(layer.thickness_mm >= 0.0 && std::isfinite(layer.thickness_mm), "a thickness >= 0 mm", layer.thickness_mm);
    if (layer.thickness_mm == 0.0) continue;
    slabs.push_back(slab_of(layer.medium, depth_cm, depth_cm + layer.thickness_mm * kCmPerMm));
    depth_cm = slabs.back().bottom_cm;
  }
  slabs.push_back(slab_of(ground, depth_cm, std::numeric_limits<double>::infinity()));
  return slabs;
}

class Walk {
 public:
  Walk(std::vector<Slab> slabs, const MonteCarloOptions& options)
      : slabs_(std::move(slabs)), n_(options.refractive_index), random_(options.seed) {}

  /// Weight that comes back through the surface of a photon of weight 1 outside.
  double follow(Illumination illumination) {
    Photon photon = enter(illumination);
    double out = 0.0;
    while (photon.weight > 0.0) {
      out += fly(photon);
      photon.weight *= slabs_[photon.slab].albedo;
      if (photon.weight < kDim) photon.weight = uniform() < kSurvival ? photon.weight / kSurvival : 0.0;
      photon.mu = 2.0 * uniform() - 1.0;
    }
    return out;
  }

 private:
  /// In (0, 1), by arithmetic that is the same on every platform.
  double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) * 0x1p-53; }

  Photon enter(Illumination illumination) {
    double mu = 1.0;
    if (illumination == Illumination::kDiffuse) {  // flux inside is proportional to mu d mu
      const double critical2 = 1.0 - 1.0 / (n_ * n_);
      mu = std::sqrt(critical2 + (1.0 - critical2) * uniform());
    }
    return {0.0, mu, 1.0 - fresnel_inside(mu, n_), 0};
  }

  /// Moves the photon to its next scattering; returns the weight that the surface let out on the way.
  double fly(Photon& photon) {
    double out = 0.0;
    double optical_depth = -std::log(uniform());
    while (photon.weight > 0.0) {
      const Slab& slab = slabs_[photon.slab];
      const double wall = photon.mu > 0.0 ? slab.bottom_cm : slab.top_cm;
      const double to_wall = (wall - photon.depth_cm) / photon.mu;
      if (optical_depth <= to_wall * slab.mut) {
        photon.depth_cm += photon.mu * optical_depth / slab.mut;
        return out;
      }
      optical_depth -= to_wall * slab.mut;
      photon.depth_cm = wall;
      if (photon.mu > 0.0) {
        ++photon.slab;
      } else if (photon.slab > 0) {
        --photon.slab;
      } else {
        const double r = fresnel_inside(-photon.mu, n_);
        out += photon.weight * (1.0 - r);
        photon.weight *= r;
        photon.mu = -photon.mu;
      }
    }
    return out;
  }

  std::vector<Slab> slabs_;
  double n_;
  std::mt19937_64 random_;
};

}  // namespace

MonteCarloReflectance monte_carlo_reflectance(std::span<const TissueLayer> layers, const Turbidity& ground,
                                              const MonteCarloOptions& options) {
  expect(options.photons >= 2, "at least 2 photons", options.photons);
  expect(options.refractive_index >= 1.0 && options.refractive_index <= 3.0, "a refractive index in 1..3",
         options.refractive_index);
  Walk walk(slabs_of(layers, ground), options);
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < options.photons; ++i) {
    const double out = walk.follow(options.illumination);
    sum += out;
    squares += out * out;
  }
  const double count = options.photons;
  const double mean = sum / count;
  const double variance = std::max(0.0, squares / count - mean * mean);
  return {mean + (options.specular_included ? specular_reflectance(options.refractive_index) : 0.0),
          std::sqrt(variance / (count - 1.0))};
}

}  // namespace shadematch::inline v0
