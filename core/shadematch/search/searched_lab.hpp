// SPDX-License-Identifier: Apache-2.0
// Private: what every search refuses.
#pragma once

#include <Eigen/Core>
#include <cstddef>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// @throws std::invalid_argument named `who` for a color that is not finite or beyond kMostLab.
void expect_target(const Lab& target, const char* who);
/// The same for every row of a table. @throws LimitExceeded for 2^32 rows or more.
void expect_table(const Eigen::Ref<const LabTable>& table, const char* who);
/// @throws std::invalid_argument named `who` for 0.
void expect_k(std::size_t k, const char* who);

}  // namespace shadematch::inline v0
