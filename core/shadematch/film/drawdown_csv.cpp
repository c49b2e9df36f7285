// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <shadematch/error.hpp>
#include <shadematch/film/drawdown_csv.hpp>
#include <shadematch/spectrum/spectrum.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kBrightest = 1.2;
constexpr std::string_view kBare = "bare_";
constexpr std::string_view kPaint = "paint_over_";

[[noreturn]] void refuse(const CsvTable& table, std::size_t row, const std::string& expected, const std::string& got) {
  throw InvalidDocument(
      "bad_drawdown",
      table.source + ", line " + std::to_string(table.line_numbers[row]) + ": expected " + expected + ", got " + got,
      "Correct the row, or leave it out.");
}

/// The columns R400, R410, ...: where the first one is and what grid they make.
struct Grid {
  std::size_t first_column = 0;
  std::size_t count = 0;
  double first_nm = 0, step_nm = 0;
};

[[noreturn]] void refuse_grid(const CsvTable& table, const std::string& got) {
  throw InvalidDocument("bad_wavelengths",
                        table.source +
                            ": expected columns R400, R410, ... that rise in equal steps of at most 20 nm "
                            "and cover 420..680 nm, got " +
                            got,
                        "Interpolate the readings to an even grid, for example every 10 nm.");
}

Grid find_grid(const CsvTable& table) {
  std::vector<double> nm;
  Grid grid;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    double value = 0.0;
    const std::string& name = table.header[column];
    if (name.size() < 2 || name.front() != 'R' || !parse_number(std::string_view(name).substr(1), value)) continue;
    if (nm.empty()) grid.first_column = column;
    if (column != grid.first_column + nm.size()) refuse_grid(table, "another column before " + name);
    nm.push_back(value);
  }
  if (nm.size() < 2) refuse_grid(table, std::to_string(nm.size()) + " of them");
  grid.count = nm.size();
  grid.first_nm = nm.front();
  grid.step_nm = nm[1] - nm[0];
  if (!(grid.step_nm > 0.0 && grid.step_nm <= 20.0))
    refuse_grid(table, table.header[grid.first_column] + " before " + table.header[grid.first_column + 1]);
  for (std::size_t i = 1; i < nm.size(); ++i) {
    if (std::abs(nm[i] - nm[i - 1] - grid.step_nm) > 1e-6) {
      refuse_grid(table, "a gap or another order at " + table.header[grid.first_column + i]);
    }
  }
  if (nm.front() > 420.0 || nm.back() < 680.0) {
    refuse_grid(table, std::to_string(static_cast<int>(nm.front())) + ".." +
                           std::to_string(static_cast<int>(nm.back())) + " nm");
  }
  return grid;
}

Reflectance read_reflectance(const CsvTable& table, std::size_t row, const Grid& grid) {
  std::vector<double> values(grid.count);
  for (std::size_t i = 0; i < grid.count; ++i) {
    values[i] = table.number(row, grid.first_column + i);
    if (!(values[i] >= 0.0 && values[i] <= kBrightest)) {
      refuse(table, row, "a reflectance factor in 0..1.2 in " + table.header[grid.first_column + i],
             table.rows[row][grid.first_column + i] + (values[i] > 2.0 ? " (percent?)" : ""));
    }
  }
  return reflectance_from_spectrum(Spectrum(grid.first_nm, grid.step_nm, std::move(values)));
}

std::vector<std::string> split(const std::string& text, std::string_view separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + separator.size();
  }
  parts.push_back(text.substr(from));
  return parts;
}

/// Names and fractions of one row, zero parts left out.
std::map<std::string, double> read_components(const CsvTable& table, std::size_t row, const std::string& names_cell,
                                              const std::string& percent_cell) {
  const bool plus = names_cell.find(" + ") != std::string::npos;
  const std::vector<std::string> names = split(names_cell, plus ? " + " : "-");
  const std::vector<std::string> percents = split(percent_cell, plus ? " + " : "-");
  if (names.size() != percents.size()) {
    refuse(table, row, "as many percentages as components",
           std::to_string(percents.size()) + " for " + std::to_string(names.size()) + " ('" + names_cell + "', '" +
               percent_cell + "')");
  }
  std::map<std::string, double> parts;
  double sum = 0.0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    double percent = 0.0;
    if (!parse_number(percents[i], percent) || percent < 0.0)
      refuse(table, row, "a percentage >= 0", "'" + percents[i] + "'");
    if (names[i].empty()) refuse(table, row, "a name of each component", "'" + names_cell + "'");
    if (percent > 0.0 && !parts.emplace(names[i], percent).second)
      refuse(table, row, "each component once", "'" + names[i] + "' twice");
    sum += percent;
  }
  if (!(std::abs(sum - 100.0) <= 1.0)) refuse(table, row, "percentages that sum to 100", std::to_string(sum));
  for (auto& [name, part] : parts) part /= sum;
  return parts;
}

struct Film {
  std::size_t row = 0;
  std::string sample, card;
  std::map<std::string, double> parts;
};

using Cards = std::map<std::pair<std::string, std::string>, Reflectance>;

const Reflectance& card_of(const CsvTable& table, const Film& film, const Cards& cards) {
  for (const std::string& sample : {film.sample, std::string()}) {
    if (const auto found = cards.find({sample, film.card}); found != cards.end()) return found->second;
  }
  refuse(table, film.row, "a row bare_" + film.card + " of sample '" + film.sample + "' or of no sample", "none");
}

}  // namespace

DrawdownTable read_drawdowns_csv(std::string_view text, const std::string& source) {
  const CsvTable table = parse_csv(text, source);
  const std::size_t sample = table.column("sample");
  const std::size_t surface = table.column("surface");
  const std::size_t components = table.column("components");
  const std::size_t percent = table.column("weight_percent");
  const Grid grid = find_grid(table);
  Cards cards;
  std::vector<Film> films;
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  DrawdownTable out;
  out.comments = table.comments;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::vector<std::string>& cells = table.rows[row];
    const std::string& kind = cells[surface];
    if (!seen.emplace(std::pair(cells[sample], kind), row).second) {
      refuse(table, row, "one row " + kind + " of sample '" + cells[sample] + "'", "a second one");
    }
    if (kind.starts_with(kBare) && kind.size() > kBare.size()) {
      const Reflectance card = read_reflectance(table, row, grid);
      if (*std::max_element(card.R.begin(), card.R.end()) > 1.0) refuse(table, row, "a card in 0..1", "more");
      cards.emplace(std::pair(cells[sample], kind.substr(kBare.size())), card);
    } else if (kind.starts_with(kPaint) && kind.size() > kPaint.size()) {
      films.push_back({row, cells[sample], kind.substr(kPaint.size()),
                       read_components(table, row, cells[components], cells[percent])});
      for (const auto& [name, part] : films.back().parts) {
        if (std::find(out.stocks.begin(), out.stocks.end(), name) == out.stocks.end()) out.stocks.push_back(name);
      }
    } else {
      refuse(table, row, "surface bare_CARD or paint_over_CARD", "'" + kind + "'");
    }
  }
  for (const Film& film : films) {
    Drawdown drawdown{film.sample + " over " + film.card, std::vector<double>(out.stocks.size(), 0.0),
                      read_reflectance(table, film.row, grid), card_of(table, film, cards), 1.0};
    for (const auto& [name, part] : film.parts) {
      const auto stock = std::find(out.stocks.begin(), out.stocks.end(), name) - out.stocks.begin();
      drawdown.fractions[static_cast<std::size_t>(stock)] = part;
    }
    out.drawdowns.push_back(std::move(drawdown));
    out.samples.push_back(film.sample);
    out.cards.push_back(film.card);
  }
  return out;
}

}  // namespace shadematch::inline v0
