// SPDX-License-Identifier: Apache-2.0
// In the place of lattice_places.cpp where the library is built without Highway.
#include <shadematch/pixels/lattice_places.hpp>

namespace shadematch::inline v0 {

void places_in_lattice(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int count,
                       LatticePlaces& out) {
  places_in_lattice_plain(map, light, rgb, x, count, out);
}

}  // namespace shadematch::inline v0
