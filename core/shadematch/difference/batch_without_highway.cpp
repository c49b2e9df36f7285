// SPDX-License-Identifier: Apache-2.0
// In place of the vector forms, where the library is built without Highway: loops over the formulas for two colors.
#include <cstddef>

#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie76_batch.hpp>
#include <shadematch/difference/cie94_batch.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/difference/cmc_batch.hpp>
#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/hyab_batch.hpp>

namespace shadematch::inline v0 {
namespace {

template <typename T>
Lab lab_at(const T* rows, std::size_t row) {
  return {rows[3 * row], rows[3 * row + 1], rows[3 * row + 2]};
}

template <typename T, typename Formula>
void score(const RowPairs<T>& pairs, Formula formula) {
  for (std::size_t i = 0; i < pairs.size; ++i) {
    const Lab standard = lab_at(pairs.standards, pairs.one_standard ? 0 : i);
    pairs.delta_e[i] = static_cast<T>(formula(standard, lab_at(pairs.batch, i)));
  }
}

}  // namespace

void delta_e_ciede2000_batch(const RowPairs<double>& pairs, const Ciede2000Options& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2, options); });
}

void delta_e_ciede2000_batch(const RowPairs<float>& pairs, const Ciede2000Options& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2, options); });
}

void delta_e_cie94_batch(const RowPairs<double>& pairs, const Cie94Options& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cie94(lab1, lab2, options); });
}

void delta_e_cie94_batch(const RowPairs<float>& pairs, const Cie94Options& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cie94(lab1, lab2, options); });
}

void delta_e_cmc_batch(const RowPairs<double>& pairs, const CmcOptions& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cmc(lab1, lab2, options); });
}

void delta_e_cmc_batch(const RowPairs<float>& pairs, const CmcOptions& options) {
  score(pairs, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cmc(lab1, lab2, options); });
}

void delta_e_cie76_batch(const RowPairs<double>& pairs) {
  score(pairs, [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); });
}

void delta_e_cie76_batch(const RowPairs<float>& pairs) {
  score(pairs, [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); });
}

void delta_e_hyab_batch(const RowPairs<double>& pairs) {
  score(pairs, [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); });
}

void delta_e_hyab_batch(const RowPairs<float>& pairs) {
  score(pairs, [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); });
}

void ciede2000_squared(const Lab& target, const LabColumns& columns, std::size_t begin, std::size_t end,
                       float* squared) {
  const float* const from[] = {columns.L() + begin, columns.a() + begin, columns.b() + begin, columns.C() + begin};
  ciede2000_squared(target, from, end - begin, squared);
}

void ciede2000_squared(const Lab& target, const float* const (&columns)[4], std::size_t size, float* squared) {
  // As floats, like the rows: of two opposite hues neither may be rounded alone.
  const float single[] = {static_cast<float>(target.L), static_cast<float>(target.a), static_cast<float>(target.b)};
  for (std::size_t row = 0; row < size; ++row) {
    const double delta_e = delta_e_ciede2000(lab_at(single, 0), {columns[0][row], columns[1][row], columns[2][row]});
    squared[row] = static_cast<float>(delta_e * delta_e);
  }
}

}  // namespace shadematch::inline v0
