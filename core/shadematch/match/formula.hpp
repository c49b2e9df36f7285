// SPDX-License-Identifier: Apache-2.0
// Private: the difference formula of a ranking, looked up once.
#pragma once

#include <functional>
#include <string>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// (standard, sample) -> difference. The target is the standard.
using DifferenceFunction = std::function<double(const Lab&, const Lab&)>;

/// @throws std::invalid_argument with the known names.
[[nodiscard]] DifferenceFunction difference_formula(const std::string& name);

}  // namespace shadematch::inline v0
