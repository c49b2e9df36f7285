// SPDX-License-Identifier: Apache-2.0
// Private: generator B of the finder, outlines that stand in columns and rows. A group gives one lattice, without seeds
// whose number is limited: a small chart is not lost among many other grids.
#pragma once

#include <vector>

#include <shadematch/chart/lattice.hpp>
#include <shadematch/chart/quads.hpp>

namespace shadematch::inline v0 {

/// @param patch_fraction  side of a patch / distance of patch centers
/// Lattices of >= 8 cells in >= 2 rows and columns, fullest first, in the same form as those of grow_lattices.
[[nodiscard]] std::vector<Lattice> cluster_quads(const std::vector<Quad>& quads, double patch_fraction);

}  // namespace shadematch::inline v0
