// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <shadematch/drawdown/cgats_sheet.hpp>
#include <shadematch/drawdown/drawdown_cgats.hpp>
#include <shadematch/drawdown/reading_scale.hpp>
#include <shadematch/error.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {
namespace {

/// What stands before the wavelength in the name of a field, longer ones first.
struct Prefix {
  std::string_view text;
  std::optional<double> white;  ///< the scale that it declares
};
constexpr Prefix kPrefixes[] = {{"SPECTRAL_DEC_", 1.0},
                                {"SPECTRAL_DEC", 1.0},
                                {"SPECTRAL_PCT_", 100.0},
                                {"SPECTRAL_PCT", 100.0},
                                {"SPECTRAL_NM_", {}},
                                {"SPECTRAL_NM", {}},
                                {"SPECTRAL_", {}},
                                {"SPEC_", {}},
                                {"NM_", {}},
                                {"NM", {}},
                                {"R_", {}},
                                {"R", {}}};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

[[noreturn]] void refuse(const std::string& source, const std::string& expected, const std::string& got) {
  throw InvalidDocument("bad_drawdown", source + ": expected " + expected + ", got " + got,
                        "Correct the table, or leave the set out.");
}

/// Where the fields are that make a reading.
class Fields {
 public:
  Fields(const CgatsSheet& sheet, const std::string& source) : source_(source) {
    for (std::size_t i = 0; i < sheet.fields.size(); ++i) {
      const std::string name = upper(sheet.fields[i]);
      if (!at_.emplace(name, i).second) refuse(source_, "each field once", name + " twice");
      add_wavelength(name, i);
    }
  }

  /// Place of the first of the names that the file has.
  [[nodiscard]] std::pair<std::string, std::size_t> any(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      if (const auto found = at_.find(name); found != at_.end()) return *found;
    }
    std::string have;
    for (const auto& [name, place] : at_) have += (have.empty() ? "" : ", ") + name;
    refuse(source_, "a field " + std::string(*names.begin()), have);
  }

  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] const std::vector<double>& wavelengths_nm() const { return nm_; }
  [[nodiscard]] std::optional<double> white() const { return prefix_ == nullptr ? std::nullopt : prefix_->white; }

 private:
  void add_wavelength(const std::string& name, std::size_t place) {
    for (const Prefix& prefix : kPrefixes) {
      double nm = 0.0;
      if (!name.starts_with(prefix.text) || !parse_number(std::string_view(name).substr(prefix.text.size()), nm))
        continue;
      if (nm_.empty()) {
        first_ = place;
        prefix_ = &prefix;
      }
      if (place != first_ + nm_.size() || prefix_ != &prefix)
        refuse(source_, "spectral fields of one kind, side by side", "another field before " + name);
      nm_.push_back(nm);
      return;
    }
  }

  const std::string& source_;
  std::map<std::string, std::size_t> at_;
  std::vector<double> nm_;
  std::size_t first_ = 0;
  const Prefix* prefix_ = nullptr;
};

std::optional<double> declared_white(const CgatsSheet& sheet, const Fields& fields, const std::string& source) {
  std::optional<double> white = fields.white();
  for (const auto& [key, text] : sheet.properties) {
    if (upper(key) != "SPECTRAL_NORM") continue;
    double value = 0.0;
    if (!parse_number(text, value) || (value != 1.0 && value != 100.0))
      refuse(source, "SPECTRAL_NORM 1 or 100", "'" + text + "'");
    if (white && *white != value) refuse(source, "one scale", "SPECTRAL_NORM " + text + " beside fields of the other");
    white = value;
  }
  return white;
}

/// A BACKING may name the card alone.
std::string surface_of(const std::string& field, const std::string& cell, const std::string& components) {
  if (field != "BACKING" || cell.empty() || cell.starts_with("bare_") || cell.starts_with("paint_over_")) return cell;
  return (components.empty() ? "bare_" : "paint_over_") + cell;
}

void keep_header(const CgatsSheet& sheet, std::vector<std::string>& comments) {
  comments = sheet.comments;
  for (const auto& [key, value] : sheet.properties) {
    const bool blank = value.find_first_not_of(' ') == std::string::npos;
    if (!blank && !upper(key).starts_with("NUMBER_OF_")) comments.push_back("# " + key + ": " + value);
  }
}

}  // namespace

DrawdownTable read_drawdowns_cgats(std::string_view text, const std::string& source) {
  const CgatsSheet sheet = parse_cgats(text, source);
  const Fields fields(sheet, source);
  const std::size_t sample = fields.any({"SAMPLE_NAME", "SAMPLE_ID"}).second;
  const auto [surface_name, surface] = fields.any({"SURFACE", "BACKING"});
  const std::size_t components = fields.any({"COMPONENTS"}).second;
  const std::size_t percent = fields.any({"WEIGHT_PERCENT"}).second;
  DrawdownReadings out{source, fields.wavelengths_nm(), {}, {}};
  keep_header(sheet, out.comments);
  for (std::size_t set = 0; set < sheet.sets.size(); ++set) {
    const std::vector<std::string>& cells = sheet.sets[set];
    DrawdownReading reading{"set " + std::to_string(set + 1),
                            cells[sample],
                            surface_of(surface_name, cells[surface], cells[components]),
                            cells[components],
                            cells[percent],
                            std::vector<double>(out.wavelengths_nm.size())};
    for (std::size_t i = 0; i < reading.readings.size(); ++i) {
      const std::size_t place = fields.first() + i;
      if (parse_number(cells[place], reading.readings[i])) continue;
      refuse(source + ", " + reading.where + ", sample '" + reading.sample + "'",
             "a finite number in " + sheet.fields[place], "'" + cells[place] + "'");
    }
    out.readings.push_back(std::move(reading));
  }
  scale_readings(out, declared_white(sheet, fields, source));
  return drawdown_table(out);
}

}  // namespace shadematch::inline v0
