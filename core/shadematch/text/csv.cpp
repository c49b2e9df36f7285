// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include <shadematch/error.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/utf8.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMaxBytes = 20'000'000;
constexpr std::size_t kMaxRows = 200'000;
constexpr std::size_t kMaxCell = 4096;

/// Walks the text record by record; a quoted cell may hold commas and line ends.
class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& source) : text_(text), source_(source) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] bool at_comment() const { return text_[at_] == '#'; }

  std::string take_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string line(text_.substr(at_, end - at_));
    if (line.ends_with('\r')) line.pop_back();
    at_ = end + 1;
    ++line_;
    return line;
  }

  std::vector<std::string> take_record() {
    std::vector<std::string> cells;
    do {
      cells.push_back(text_.substr(std::min(at_, text_.size())).starts_with('"') ? quoted_cell() : plain_cell());
    } while (next_is_comma());
    return cells;
  }

 private:
  std::string plain_cell() {
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string cell(text_.substr(at_, end - at_));
    at_ = end;
    return checked(std::move(cell));
  }

  std::string quoted_cell() {
    const int first_line = line_;
    std::string cell;
    for (++at_;; ++at_) {
      if (done()) {
        throw InvalidDocument("unclosed_quote",
                              source_ + ", line " + std::to_string(first_line) +
                                  ": expected a closing quotation mark, got the end of the file",
                              "Close the quotation mark");
      }
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      line_ += text_[at_] == '\n' ? 1 : 0;
      cell += text_[at_];
    }
    ++at_;
    return checked(std::move(cell));
  }

  bool next_is_comma() {
    if (done()) return false;
    if (text_[at_] == ',') {
      ++at_;
      return true;
    }
    if (text_[at_] == '\r') ++at_;
    if (!done() && text_[at_] != '\n') {
      throw InvalidDocument("bad_quote",
                            source_ + ", line " + std::to_string(line_) +
                                ": expected a comma or line end after a quoted cell, got '" + text_[at_] + "'",
                            "Double the quotation marks inside a quoted cell");
    }
    ++at_;
    ++line_;
    return false;
  }

  std::string checked(std::string cell) const {
    if (cell.size() > kMaxCell) {
      throw LimitExceeded("cell_too_long",
                          source_ + ", line " + std::to_string(line_) + ": expected cells of at most " +
                              std::to_string(kMaxCell) + " bytes, got " + std::to_string(cell.size()),
                          "Check that the file is a table");
    }
    return cell;
  }

  std::string_view text_;
  const std::string& source_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

bool parse_number(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  std::string have;
  for (const auto& each : header) have += (have.empty() ? "" : ", ") + each;
  throw InvalidDocument("missing_column",
                        source + ": expected a column '" + std::string(name) + "', got the columns " + have,
                        "Add the column or correct its name");
}

double CsvTable::number(std::size_t row, std::size_t column) const {
  double value = 0.0;
  if (parse_number(rows[row][column], value)) return value;
  throw InvalidDocument("not_a_number",
                        source + ", line " + std::to_string(line_numbers[row]) + ", column '" + header[column] +
                            "': expected a finite number, got '" + rows[row][column] + "'",
                        "Write numbers with a decimal point");
}

CsvTable parse_csv(std::string_view text, const std::string& source) {
  if (text.size() > kMaxBytes) {
    throw LimitExceeded(
        "file_too_large",
        source + ": expected at most " + std::to_string(kMaxBytes) + " bytes, got " + std::to_string(text.size()),
        "Split the table");
  }
  expect_utf8(text, source, "Save the table as UTF-8");
  CsvTable table;
  table.source = source;
  CsvReader reader(text, source);
  while (!reader.done() && reader.at_comment()) table.comments.push_back(reader.take_line());
  if (reader.done()) {
    throw InvalidDocument("empty", source + ": expected a header row, got an empty table", "Check the file");
  }
  table.header = reader.take_record();
  while (!reader.done()) {
    const int line = reader.line();
    auto cells = reader.take_record();
    if (cells.size() == 1 && cells.front().empty()) continue;
    if (cells.size() != table.header.size()) {
      throw InvalidDocument("ragged_row",
                            source + ", line " + std::to_string(line) + ": expected " +
                                std::to_string(table.header.size()) + " cells, got " + std::to_string(cells.size()),
                            "Quote cells that hold a comma");
    }
    if (table.rows.size() == kMaxRows) {
      throw LimitExceeded("too_many_rows",
                          source + ": expected at most " + std::to_string(kMaxRows) + " rows, got more",
                          "Split the table");
    }
    table.rows.push_back(std::move(cells));
    table.line_numbers.push_back(line);
  }
  return table;
}

}  // namespace shadematch::inline v0
