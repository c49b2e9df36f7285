// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/tables.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::string_view kFiles[] = {"cie_illuminants_1nm.csv", "cie_illuminants_5nm.csv"};

}  // namespace

Illuminant illuminant(std::string_view name) {
  if (name == "E") return {"E", Spectrum(380.0, 400.0, {100.0, 100.0})};
  for (const auto file : kFiles) {
    const CsvTable& table = spectral_table(file);
    const bool listed = std::find(table.header.begin() + 1, table.header.end(), name) != table.header.end();
    if (listed) return {std::string(name), spectral_column(table, name)};
  }
  std::string known;
  for (const auto& each : illuminant_names()) known += (known.empty() ? "" : ", ") + each;
  throw std::invalid_argument("illuminant: expected one of " + known + ", got '" + std::string(name) + "'");
}

std::vector<std::string> illuminant_names() {
  std::vector<std::string> names{"E"};
  for (const auto file : kFiles) {
    const CsvTable& table = spectral_table(file);
    names.insert(names.end(), table.header.begin() + 1, table.header.end());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace shadematch::inline v0
