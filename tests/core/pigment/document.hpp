// SPDX-License-Identifier: Apache-2.0
// Documents of the tests and the error that reading one ends in.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <shadematch/error.hpp>

namespace shadematch::test {

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string read_document(const std::string& name) {
  return read_file(SHADEMATCH_TEST_DATA_DIR "/catalogues/" + name);
}

/// Code and whole message of the error that `call` throws; empty if it throws none.
struct Caught {
  std::string code, message;
};

template <typename Call>
Caught caught(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return {error.code(), error.what()};
  }
  return {};
}

}  // namespace shadematch::test
