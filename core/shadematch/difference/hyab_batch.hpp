// SPDX-License-Identifier: Apache-2.0
// Private: HyAB in vectors; doubles agree with the scalar form to 1e-12, floats to 5e-6 of the difference. NaN in, NaN
// out.
#pragma once

#include <shadematch/difference/batch.hpp>

namespace shadematch::inline v0 {

void delta_e_hyab_batch(const RowPairs<double>& pairs);
void delta_e_hyab_batch(const RowPairs<float>& pairs);

}  // namespace shadematch::inline v0
