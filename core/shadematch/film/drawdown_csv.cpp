// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <shadematch/error.hpp>
#include <shadematch/film/drawdown_csv.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {
namespace {

/// The columns R400, R410, ...: where the first one is and what they are.
struct Columns {
  std::size_t first = 0;
  std::vector<double> wavelengths_nm;
};

Columns find_columns(const CsvTable& table) {
  Columns found;
  std::vector<double>& nm = found.wavelengths_nm;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    double value = 0.0;
    const std::string& name = table.header[column];
    if (name.size() < 2 || name.front() != 'R' || !parse_number(std::string_view(name).substr(1), value)) continue;
    if (nm.empty()) found.first = column;
    if (column != found.first + nm.size()) {
      throw InvalidDocument("bad_wavelengths",
                            table.source + ": expected the columns R400, R410, ... side by side, got '" +
                                table.header[column - 1] + "' before " + name,
                            "Move the other columns before R400.");
    }
    nm.push_back(value);
  }
  return found;
}

}  // namespace

DrawdownTable read_drawdowns_csv(std::string_view text, const std::string& source) {
  const CsvTable table = parse_csv(text, source);
  const std::size_t sample = table.column("sample");
  const std::size_t surface = table.column("surface");
  const std::size_t components = table.column("components");
  const std::size_t percent = table.column("weight_percent");
  const Columns columns = find_columns(table);
  DrawdownReadings out{source, columns.wavelengths_nm, {}, table.comments};
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::vector<std::string>& cells = table.rows[row];
    DrawdownReading reading{"line " + std::to_string(table.line_numbers[row]),
                            cells[sample],
                            cells[surface],
                            cells[components],
                            cells[percent],
                            std::vector<double>(columns.wavelengths_nm.size())};
    for (std::size_t i = 0; i < reading.readings.size(); ++i) {
      reading.readings[i] = table.number(row, columns.first + i);
    }
    out.readings.push_back(std::move(reading));
  }
  return drawdown_table(out);
}

}  // namespace shadematch::inline v0
