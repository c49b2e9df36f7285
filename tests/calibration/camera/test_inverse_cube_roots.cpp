// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <vector>

#include <shadematch/camera/inverse_cube_roots.hpp>

using namespace shadematch;

TEST_CASE("inverse cube roots of all sizes are those of the library, to rounding") {
  std::vector<double> values;
  for (double value = 1e-9; value < 1e9; value *= 1.0371) values.push_back(value);
  std::vector<double> roots(values.size());
  inverse_cube_roots(values.data(), values.size(), roots.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    INFO(values[i]);
    CHECK(std::abs(roots[i] * std::cbrt(values[i]) - 1.0) < 2e-15);
  }
}
