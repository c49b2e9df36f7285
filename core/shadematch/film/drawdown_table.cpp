// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <shadematch/error.hpp>
#include <shadematch/film/drawdown_table.hpp>
#include <shadematch/film/wavelength_grid.hpp>
#include <shadematch/spectrum/spectrum.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kBrightest = 1.2;
constexpr std::string_view kBare = "bare_";
constexpr std::string_view kPaint = "paint_over_";

using Parts = std::map<std::string, double>;

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

struct Film {
  const DrawdownReading* reading = nullptr;
  std::string card;
  Parts parts;
};

/// Collects cards and films in the order of the file, then joins them.
class TableMaker {
 public:
  explicit TableMaker(const DrawdownReadings& file) : file_(file), grid_(find_grid(file.wavelengths_nm, file.source)) {
    table_.comments = file.comments;
  }

  void add(const DrawdownReading& reading) {
    const std::string& surface = reading.surface;
    if (!seen_.emplace(std::pair(reading.sample, surface), true).second) {
      refuse(reading, "one reading " + surface + " of the sample", "a second one");
    }
    if (surface.starts_with(kBare) && surface.size() > kBare.size()) {
      const Reflectance card = reflectance(reading);
      if (*std::max_element(card.R.begin(), card.R.end()) > 1.0) refuse(reading, "a card in 0..1", "more");
      cards_.emplace(std::pair(reading.sample, surface.substr(kBare.size())), card);
    } else if (surface.starts_with(kPaint) && surface.size() > kPaint.size()) {
      films_.push_back({&reading, surface.substr(kPaint.size()), parts(reading)});
    } else {
      refuse(reading, "surface bare_CARD or paint_over_CARD", "'" + surface + "'");
    }
  }

  DrawdownTable join() {
    for (const Film& film : films_) name_stocks(film.parts);
    for (const Film& film : films_) {
      const DrawdownReading& reading = *film.reading;
      Drawdown drawdown{reading.sample + " over " + film.card, std::vector<double>(table_.stocks.size(), 0.0),
                        reflectance(reading), card_of(film), 1.0};
      for (const auto& [name, part] : film.parts) {
        const auto stock = std::find(table_.stocks.begin(), table_.stocks.end(), name) - table_.stocks.begin();
        drawdown.fractions[static_cast<std::size_t>(stock)] = part;
      }
      table_.drawdowns.push_back(std::move(drawdown));
      table_.samples.push_back(reading.sample);
      table_.cards.push_back(film.card);
    }
    return std::move(table_);
  }

 private:
  [[noreturn]] void refuse(const DrawdownReading& reading, const std::string& expected, const std::string& got) const {
    const std::string who = reading.sample.empty() ? ", no sample" : ", sample '" + reading.sample + "'";
    throw InvalidDocument("bad_drawdown",
                          file_.source + ", " + reading.where + who + ": expected " + expected + ", got " + got,
                          "Correct the reading, or leave it out.");
  }

  Reflectance reflectance(const DrawdownReading& reading) const {
    const std::size_t count = file_.wavelengths_nm.size();
    if (reading.readings.size() != count) {
      refuse(reading, std::to_string(count) + " readings", std::to_string(reading.readings.size()));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const double value = reading.readings[i];
      if (value >= 0.0 && value <= kBrightest) continue;
      refuse(reading, "a reflectance factor in 0..1.2 at " + number_text(file_.wavelengths_nm[i]) + " nm",
             number_text(value) + (value > 2.0 ? " (percent?)" : ""));
    }
    if (std::all_of(reading.readings.begin(), reading.readings.end(), [](double value) { return value == 0.0; })) {
      refuse(reading, "a reading above 0 at some wavelength", "0 at all");
    }
    return reflectance_from_spectrum(Spectrum(grid_.first_nm, grid_.step_nm, reading.readings));
  }

  /// Names and fractions, zero parts left out.
  Parts parts(const DrawdownReading& reading) const {
    const std::string& components = reading.components;
    const char* separator = components.find(" + ") != std::string::npos ? " + " : "-";
    const std::vector<std::string> names = split(components, separator);
    const std::vector<std::string> percents = split(reading.weight_percent, separator);
    if (names.size() != percents.size()) {
      refuse(reading, "as many percentages as components",
             std::to_string(percents.size()) + " for " + std::to_string(names.size()) + " ('" + components + "', '" +
                 reading.weight_percent + "')");
    }
    Parts parts;
    double sum = 0.0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      double percent = 0.0;
      if (!parse_number(percents[i], percent) || percent < 0.0)
        refuse(reading, "a percentage >= 0", "'" + percents[i] + "'");
      if (names[i].empty()) refuse(reading, "a name of each component", "'" + components + "'");
      if (percent > 0.0 && !parts.emplace(names[i], percent).second)
        refuse(reading, "each component once", "'" + names[i] + "' twice");
      sum += percent;
    }
    if (!(std::abs(sum - 100.0) <= 1.0)) refuse(reading, "percentages that sum to 100", number_text(sum));
    for (auto& [name, part] : parts) part /= sum;
    return parts;
  }

  void name_stocks(const Parts& parts) {
    for (const auto& [name, part] : parts) {
      if (std::find(table_.stocks.begin(), table_.stocks.end(), name) == table_.stocks.end())
        table_.stocks.push_back(name);
    }
  }

  const Reflectance& card_of(const Film& film) const {
    for (const std::string& sample : {film.reading->sample, std::string()}) {
      if (const auto found = cards_.find({sample, film.card}); found != cards_.end()) return found->second;
    }
    refuse(*film.reading, "a reading bare_" + film.card + " of this sample or of no sample", "none");
  }

  const DrawdownReadings& file_;
  ReadingGrid grid_;
  DrawdownTable table_;
  std::map<std::pair<std::string, std::string>, bool> seen_;
  std::map<std::pair<std::string, std::string>, Reflectance> cards_;
  std::vector<Film> films_;
};

}  // namespace

DrawdownTable drawdown_table(const DrawdownReadings& readings) {
  TableMaker maker(readings);
  for (const DrawdownReading& reading : readings.readings) maker.add(reading);
  return maker.join();
}

}  // namespace shadematch::inline v0
