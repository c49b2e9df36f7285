// SPDX-License-Identifier: Apache-2.0
// The paper's formula on arrays of floats, for the compiler to vectorise: the strongest opponent that needs no SIMD
// code. Compiled with -Ofast for this machine, and once more for AVX2.
#pragma once

#include <cstddef>

namespace shadematch::bench {

struct FloatColumns {
  const float *L, *a, *b, *C;
};

void paper_formula_native(const float target[3], const FloatColumns& rows, std::size_t size, float* delta_e);
void paper_formula_avx2(const float target[3], const FloatColumns& rows, std::size_t size, float* delta_e);

}  // namespace shadematch::bench
