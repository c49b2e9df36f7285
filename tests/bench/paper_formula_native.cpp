// SPDX-License-Identifier: Apache-2.0
#define PAPER_FORMULA paper_formula_native
#include "paper_formula-inl.hpp"
