// SPDX-License-Identifier: Apache-2.0
// Private: CMC l:c in vectors; doubles agree with the scalar form to 1e-12, floats to 5e-6 of the difference,
// except where rounding decides on which side of 164 or 345 degrees a hue lies (the formula jumps by 0.2 % there). NaN
// in, NaN out.
#pragma once

#include <shadematch/difference/batch.hpp>
#include <shadematch/difference/cmc.hpp>

namespace shadematch::inline v0 {

void delta_e_cmc_batch(const RowPairs<double>& pairs, const CmcOptions& options);
void delta_e_cmc_batch(const RowPairs<float>& pairs, const CmcOptions& options);

}  // namespace shadematch::inline v0
