// SPDX-License-Identifier: Apache-2.0
// Links the core alone: no vision library, no codec.
#include <cstdio>

#include <shadematch/difference/ciede2000.hpp>

int main() {
  std::printf("delta_e %.4f\n", shadematch::delta_e_ciede2000({50.0, 2.6772, -79.7751}, {50.0, 0.0, -82.7485}));
}
