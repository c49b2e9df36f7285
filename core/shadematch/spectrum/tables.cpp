// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <stdexcept>
#include <string>

#include <shadematch/spectrum/tables.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(spectrum);

const CsvTable& spectral_table(std::string_view file) {
  static const auto tables = [] {
    std::map<std::string, CsvTable, std::less<>> parsed;
    for (std::size_t i = 0; i < k_embedded_spectrum_count; ++i) {
      const auto& [path, text] = k_embedded_spectrum[i];
      parsed.emplace(path, parse_csv(text, std::string(path)));
    }
    return parsed;
  }();
  const auto found = tables.find(file);
  if (found == tables.end())
    throw std::logic_error("spectral_table: expected an embedded file, got " + std::string(file));
  return found->second;
}

Spectrum spectral_column(const CsvTable& table, std::string_view name) {
  const std::size_t nm = table.column("nm");
  const std::size_t column = table.column(name);
  std::vector<double> values;
  values.reserve(table.rows.size());
  for (std::size_t row = 0; row < table.rows.size(); ++row) values.push_back(table.number(row, column));
  return {table.number(0, nm), table.number(1, nm) - table.number(0, nm), std::move(values)};
}

}  // namespace shadematch::inline v0
