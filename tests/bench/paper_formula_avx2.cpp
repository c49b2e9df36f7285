// SPDX-License-Identifier: Apache-2.0
#define PAPER_FORMULA paper_formula_avx2
#include "paper_formula-inl.hpp"
