// SPDX-License-Identifier: Apache-2.0
// Private: CIE94 in vectors; doubles agree with the scalar form to 1e-12, floats to 5e-6 of the difference. NaN in, NaN
// out.
#pragma once

#include <shadematch/difference/batch.hpp>
#include <shadematch/difference/cie94.hpp>

namespace shadematch::inline v0 {

void delta_e_cie94_batch(const RowPairs<double>& pairs, const Cie94Options& options);
void delta_e_cie94_batch(const RowPairs<float>& pairs, const Cie94Options& options);

}  // namespace shadematch::inline v0
