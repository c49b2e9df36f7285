// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cstdint>

#include <shadematch/camera/inverse_cube_roots.hpp>

namespace shadematch::inline v0 {
namespace {

// The bits of a double are nearly its logarithm to base 2: minus a third of them is within 3.5 % of the root.
constexpr std::uint64_t kLeastError = 0x553EF1A9FBE76C00U;

/// r (1 - h)^(-1/3) with h = 1 - x r^3, to h^3: 3.5 % become 2e-5, then rounding.
double improved(double x, double r) {
  const double h = 1.0 - x * r * r * r;
  return r + r * h * (1.0 / 3.0 + h * (2.0 / 9.0 + h * (14.0 / 81.0)));
}

}  // namespace

void inverse_cube_roots(const double* values, std::size_t count, double* roots) {
  // Two loops: compilers make vectors of the second.
  for (std::size_t i = 0; i < count; ++i) {
    roots[i] = std::bit_cast<double>(kLeastError - std::bit_cast<std::uint64_t>(values[i]) / 3U);
  }
  for (std::size_t i = 0; i < count; ++i) roots[i] = improved(values[i], improved(values[i], roots[i]));
}

}  // namespace shadematch::inline v0
