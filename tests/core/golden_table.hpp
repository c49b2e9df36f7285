// SPDX-License-Identifier: Apache-2.0
// Reads a table of tests/golden; the same files are read by the Python tests.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <shadematch/text/csv.hpp>

inline shadematch::CsvTable golden_table(const std::string& name) {
  std::ifstream file(std::string(SHADEMATCH_GOLDEN_DIR "/") + name);
  return shadematch::parse_csv(std::string(std::istreambuf_iterator<char>(file), {}), name);
}
