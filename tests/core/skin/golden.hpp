// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <shadematch/text/csv.hpp>

/// Table of tests/golden.
inline shadematch::CsvTable golden_table(const std::string& name) {
  std::ifstream file(std::string(SHADEMATCH_GOLDEN_DIR) + "/" + name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return shadematch::parse_csv(text, name);
}
