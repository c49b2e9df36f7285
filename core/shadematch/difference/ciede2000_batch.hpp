// SPDX-License-Identifier: Apache-2.0
// Private: CIEDE2000 in vectors, without trigonometry. The formula itself is ciede2000.cpp; this form is tested
// against it. Doubles agree with it to 1e-12, floats to 5e-6 of the difference (plus what rounding Lab to float costs,
// 6e-6 at most), except beside the two places where the formula itself jumps: opposite hues, decided here by the exact
// sign, too, and a mean hue that passes 360 degrees, where rounding decides over 5e-6 of the difference.
// Range: |a*|, |b*| <= 5000. NaN in, NaN out.
#pragma once

#include <cstddef>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/batch.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/lab_columns.hpp>

namespace shadematch::inline v0 {

void delta_e_ciede2000_batch(const RowPairs<double>& pairs, const Ciede2000Options& options);
void delta_e_ciede2000_batch(const RowPairs<float>& pairs, const Ciede2000Options& options);

/// Squared CIEDE2000 of `target` and rows [begin, end) of `columns`, k_L = k_C = k_H = 1, to squared[0 .. end - begin).
/// Needs begin <= end <= columns.size(). A row's result depends on nothing but its numbers, the target and the machine.
void ciede2000_squared(const Lab& target, const LabColumns& columns, std::size_t begin, std::size_t end,
                       float* squared);
/// The same for `size` rows whose columns L*, a*, b*, C* start at these addresses.
void ciede2000_squared(const Lab& target, const float* const (&columns)[4], std::size_t size, float* squared);

}  // namespace shadematch::inline v0
