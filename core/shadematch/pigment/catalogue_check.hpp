// SPDX-License-Identifier: Apache-2.0
// Private: check_catalogue for readers whose documents have lines instead of JSON paths.
#pragma once

#include <string>
#include <vector>

#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// Line of each stock and mix in the file they came from, first line 1.
struct CatalogueLines {
  std::vector<int> stocks, mixes;
};

void check_catalogue(const Catalogue& catalogue, const std::string& source, const CatalogueLines& lines);

}  // namespace shadematch::inline v0
