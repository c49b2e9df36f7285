// SPDX-License-Identifier: Apache-2.0
// The published pairs of CIEDE2000.
#pragma once

#include <cstddef>
#include <vector>

#include <shadematch/color/lab.hpp>

#include "../golden_table.hpp"

struct PublishedPair {
  shadematch::Lab lab1, lab2;
  double delta_e;
};

inline std::vector<PublishedPair> sharma_pairs() {
  const shadematch::CsvTable table = golden_table("ciede2000_sharma.csv");
  std::vector<PublishedPair> pairs;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto at = [&](const char* name) { return table.number(row, table.column(name)); };
    pairs.push_back({{at("L1"), at("a1"), at("b1")}, {at("L2"), at("a2"), at("b2")}, at("delta_e")});
  }
  return pairs;
}
