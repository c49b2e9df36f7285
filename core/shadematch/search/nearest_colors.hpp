// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/search/color_table.hpp>
#include <shadematch/search/ranked_row.hpp>

namespace shadematch::inline v0 {

/// The k rows of the smallest CIEDE2000 difference from `target`, nearest first, equal ones by row; all rows if there
/// are fewer. Exactly what delta_e_ciede2000(target, row) and a sort give: a lower bound of the difference leaves most
/// rows unscored, floats choose among the others, the formula itself ranks what they leave.
/// @param threads  at work at once; 0: as many as the process may run at once. The result does not depend on it.
/// @throws std::invalid_argument for k = 0, a target that is not finite or beyond kMostLab, and threads as no pool
///         takes them.
[[nodiscard]] SHADEMATCH_API std::vector<RankedRow> nearest_colors(const ColorTable& table, const Lab& target,
                                                                   std::size_t k, int threads = 1);
/// The same for many targets, one after the other, min(k, rows) of each.
[[nodiscard]] SHADEMATCH_API NearestRows nearest_colors(const ColorTable& table,
                                                        const Eigen::Ref<const LabTable>& targets, std::size_t k,
                                                        int threads = 1);

}  // namespace shadematch::inline v0
