// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/match/formula.hpp>

namespace shadematch::inline v0 {

DifferenceFunction difference_formula(const std::string& name) {
  if (name == "ciede2000")
    return [](const Lab& standard, const Lab& sample) { return delta_e_ciede2000(standard, sample); };
  throw std::invalid_argument("match: expected a formula of ciede2000, got '" + name + "'");
}

}  // namespace shadematch::inline v0
