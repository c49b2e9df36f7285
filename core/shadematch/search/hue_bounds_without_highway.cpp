// SPDX-License-Identifier: Apache-2.0
#include <shadematch/search/hue_bounds.hpp>

namespace shadematch::inline v0 {

/// Without vectors it costs more than it spares.
void raise_by_hue(const BoxBound& /*bound*/, const BoxGroup& /*boxes*/, float* /*squared*/) {}

}  // namespace shadematch::inline v0
