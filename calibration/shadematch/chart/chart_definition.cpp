// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <shadematch/chart/chart_definition.hpp>

namespace shadematch::inline v0 {

const ChartEdition& ChartDefinition::edition(std::string_view edition_name) const {
  const std::string_view wanted = edition_name.empty() ? std::string_view(default_edition) : edition_name;
  std::string have;
  for (const auto& each : editions) {
    if (each.name == wanted) return each;
    have += (have.empty() ? "" : ", ") + each.name;
  }
  throw std::invalid_argument("chart '" + id + "': expected an edition of " + have + ", got '" + std::string(wanted) +
                              "'");
}

}  // namespace shadematch::inline v0
