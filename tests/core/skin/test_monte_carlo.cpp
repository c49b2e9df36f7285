// SPDX-License-Identifier: Apache-2.0
// Second opinion on adding-doubling: photons followed one by one through flat layers, isotropic scattering.
#include <catch2_shim.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <shadematch/skin/adding_doubling.hpp>

using namespace shadematch;

namespace {

struct Stack {
  std::vector<double> bottom_cm;  // the last one is infinite
  std::vector<Turbidity> medium;
};

class Photons {
 public:
  explicit Photons(std::uint64_t seed) : random_(seed) {}

  /// Share of a normal beam that comes back through the surface, n = 1.4.
  double reflectance(const Stack& stack, int count) {
    double out = 0.0;
    for (int i = 0; i < count; ++i) out += follow(stack);
    return (1.0 - specular_reflectance(1.4)) * out / count;
  }

 private:
  double uniform() { return std::uniform_real_distribution<double>(1e-300, 1.0)(random_); }

  /// Weight that leaves; Russian roulette ends dim photons.
  double follow(const Stack& stack) {
    double z = 0.0;
    double mu = 1.0;
    double weight = 1.0;
    double out = 0.0;
    std::size_t layer = 0;
    while (true) {
      double depth = -std::log(uniform());
      while (true) {
        const double mut = stack.medium[layer].mua + stack.medium[layer].musr;
        const double top = layer == 0 ? 0.0 : stack.bottom_cm[layer - 1];
        const double wall = mu > 0.0 ? stack.bottom_cm[layer] : top;
        const double to_wall = (wall - z) / mu;
        if (depth / mut < to_wall) {
          z += mu * depth / mut;
          break;
        }
        depth -= to_wall * mut;
        z = wall;
        if (mu > 0.0) {
          ++layer;
        } else if (layer > 0) {
          --layer;
        } else {
          const double r = fresnel_inside(-mu, 1.4);
          out += weight * (1.0 - r);
          weight *= r;
          mu = -mu;
          if (weight < 1e-12) return out;
        }
      }
      const Turbidity& medium = stack.medium[layer];
      weight *= medium.musr / (medium.mua + medium.musr);
      if (weight < 0.01) {
        if (uniform() > 0.1) return out;
        weight *= 10.0;
      }
      mu = 2.0 * uniform() - 1.0;
    }
  }

  std::mt19937_64 random_;
};

constexpr double kEndless = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("photons followed one by one agree with adding-doubling for a dot in dermis") {
  const Turbidity clear{0.5, 45.0};
  const Turbidity zone{300.5, 45.0};
  const Stack stack{{0.01, 0.05, kEndless}, {clear, zone, clear}};
  const double R = Photons(11).reflectance(stack, 60000);
  const std::vector<TissueLayer> layers{{clear, 0.1}, {zone, 0.4}};
  CHECK(R == Approx(layered_reflectance(layers, clear)).margin(0.0045));
}

TEST_CASE("photons followed one by one agree with adding-doubling for a dark epidermis on dermis") {
  const Turbidity epidermis{40.0, 30.0};
  const Turbidity dermis{2.0, 30.0};
  const Stack stack{{0.008, kEndless}, {epidermis, dermis}};
  const double R = Photons(12).reflectance(stack, 60000);
  const std::vector<TissueLayer> layers{{epidermis, 0.08}};
  CHECK(R == Approx(layered_reflectance(layers, dermis)).margin(0.0045));
}
