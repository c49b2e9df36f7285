// SPDX-License-Identifier: Apache-2.0
// Catalogues and targets of every kind that a search meets, and the answer that is right by definition.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/search/ranked_row.hpp>

inline shadematch::Lab row_of(const shadematch::LabTable& table, Eigen::Index row) {
  return {table(row, 0), table(row, 1), table(row, 2)};
}

/// The readable formula, every row, a sort.
inline std::vector<shadematch::RankedRow> brute_force(const shadematch::LabTable& table, const shadematch::Lab& target,
                                                      std::size_t k) {
  std::vector<shadematch::RankedRow> rows;
  for (Eigen::Index row = 0; row < table.rows(); ++row) {
    rows.push_back({static_cast<std::size_t>(row), shadematch::delta_e_ciede2000(target, row_of(table, row))});
  }
  const auto cut = rows.begin() + static_cast<std::ptrdiff_t>(std::min(k, rows.size()));
  std::partial_sort(rows.begin(), cut, rows.end(), [](const auto& one, const auto& two) {
    return std::tie(one.delta_e, one.row) < std::tie(two.delta_e, two.row);
  });
  rows.erase(cut, rows.end());
  return rows;
}

enum class Colors { uniform, clustered, far_out, greys, duplicates, lattice };
inline constexpr Colors kEveryKind[] = {Colors::uniform, Colors::clustered,  Colors::far_out,
                                        Colors::greys,   Colors::duplicates, Colors::lattice};

/// One color of a kind. `clustered` is what mixtures of a few pigments give; a `lattice` of whole numbers holds ties,
/// opposite hues among them.
inline shadematch::Lab color_of(Colors kind, std::mt19937_64& random) {
  const auto uniform = [&](double low, double high) { return std::uniform_real_distribution(low, high)(random); };
  const auto whole = [&](int low, int high) {
    return static_cast<double>(std::uniform_int_distribution(low, high)(random));
  };
  switch (kind) {
    case Colors::uniform:
      return {uniform(0, 100), uniform(-100, 100), uniform(-100, 100)};
    case Colors::clustered: {
      const double depth = uniform(0, 1), warmth = uniform(0, 1), red = uniform(0, 1) * uniform(0, 1);
      return {85 - 70 * depth + 6 * warmth, 2 + 22 * red + 8 * depth * (1 - depth), 4 + 30 * warmth * (1 - depth)};
    }
    case Colors::far_out:
      return {uniform(-60, 180), uniform(-400, 400), uniform(-400, 400)};
    case Colors::greys: {
      const double chroma = std::exp(uniform(-12, 2)), hue = uniform(0, 6.283);
      return {uniform(0, 100), chroma * std::cos(hue), chroma * std::sin(hue)};
    }
    case Colors::duplicates:
      return {whole(4, 7) * 10.1, whole(-1, 2) * 3.3, whole(-1, 2) * 7.7};
    default:
      return {whole(48, 52), whole(-4, 4), whole(-4, 4)};
  }
}

inline shadematch::LabTable table_of(Colors kind, Eigen::Index rows, std::mt19937_64& random) {
  shadematch::LabTable table(rows, 3);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const shadematch::Lab lab = color_of(kind, random);
    table.row(row) << lab.L, lab.a, lab.b;
  }
  return table;
}

/// Along one line through grey, saturated, behind grey as seen from (50, 8.1, -6.3): on which side of the line they
/// lie, which floats do not tell, decides half a unit.
inline shadematch::LabTable nearly_opposite_colors(Eigen::Index rows) {
  shadematch::LabTable table(rows, 3);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const double scale = -1.0 - 1e-3 * static_cast<double>(row % 50);
    const double off = 1.0 + 1e-9 * static_cast<double>(row % 7 - 3);
    table.row(row) << 50.0, 8.1 * scale * off, -6.3 * scale;
  }
  return table;
}
