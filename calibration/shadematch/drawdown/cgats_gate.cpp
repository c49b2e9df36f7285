// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>

#include <shadematch/drawdown/cgats_gate.hpp>
#include <shadematch/error.hpp>
#include <shadematch/text/utf8.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMaxBytes = 20'000'000;
constexpr std::size_t kMaxHeader = 65'536;
constexpr std::size_t kMaxLine = 65'536;
constexpr std::size_t kMaxWord = 1000;      // Little CMS holds 1023 in a string
constexpr std::size_t kMaxCells = 200'000;  // the limit of newer versions of Little CMS

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

/// The beginning of a word, for messages.
std::string quoted(const std::string& word) {
  std::string out(1, '\'');
  return out.append(word, 0, 40).append(1, '\'');
}

/// Where the line ends: LF, CR or both.
std::size_t end_of_line(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of("\r\n", from), text.size());
}

/// Looks at the words of the file as Little CMS would cut them.
class CgatsGate {
 public:
  CgatsGate(std::string_view text, const std::string& source) : text_(text), source_(source) {}

  int check() {
    for (std::size_t from = 0; from < text_.size(); ++line_) {
      const std::size_t end = end_of_line(text_, from);
      const std::string_view line = text_.substr(from, end - from);
      if (line.size() > kMaxLine) limit("line_too_long", "lines of at most 65536 bytes", line.size());
      if (line_ == 1 || !line.starts_with('#')) check_line(line);  // its type, the first line, ends at a tab
      if (!counts_.contains("BEGIN_DATA") && end > kMaxHeader)
        limit("header_too_long", "BEGIN_DATA within 65536 bytes", end);
      from = end + (text_.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    for (const char* word :
         {"NUMBER_OF_FIELDS", "BEGIN_DATA_FORMAT", "END_DATA_FORMAT", "NUMBER_OF_SETS", "BEGIN_DATA", "END_DATA"}) {
      if (counts_[word] != 1) refuse(std::string(word) + " once", std::to_string(counts_[word]) + " times");
    }
    if (fields_ * sets_ > kMaxCells) limit("too_many_cells", "at most 200000 cells", fields_ * sets_);
    return static_cast<int>(sets_);
  }

 private:
  [[noreturn]] void refuse(const std::string& expected, const std::string& got) const {
    throw InvalidDocument("bad_cgats", source_ + ": expected " + expected + ", got " + got,
                          "Write one table as CGATS.17 has it.");
  }

  [[noreturn]] void limit(const char* code, const std::string& expected, std::size_t got) const {
    throw LimitExceeded(
        code, source_ + ", line " + std::to_string(line_) + ": expected " + expected + ", got " + std::to_string(got),
        "Check that the file is a table of drawdowns, or split it.");
  }

  /// Quotation marks and '#' end a word too.
  void check_line(std::string_view line) {
    std::string last;
    int words = 0;
    for (std::size_t from = 0; (from = line.find_first_not_of(" \t\"'#", from)) != std::string_view::npos;) {
      const std::size_t end = std::min(line.find_first_of(" \t\"'#", from), line.size());
      if (end - from > kMaxWord) limit("word_too_long", "words of at most 1000 bytes", end - from);
      const std::string word = upper(line.substr(from, end - from));
      check_word(word);
      if (last == "NUMBER_OF_FIELDS") fields_ = count(last, word);
      if (last == "NUMBER_OF_SETS") sets_ = count(last, word);
      last = word;
      from = end;
      ++words;
    }
    if (words > 1 && (last == "BEGIN_DATA" || last == "END_DATA"))
      refuse(last + " on a line of its own", "words before it, line " + std::to_string(line_));
  }

  void check_word(const std::string& word) {
    const std::string where = ", line " + std::to_string(line_);
    if (word == ".INCLUDE" || word == "$INCLUDE") {
      throw InvalidDocument("included_file",
                            source_ + where + ": expected a table in one file, got '" + word + "' of another",
                            "Put all of the table into one file.");
    }
    if (counts_.contains("END_DATA")) refuse("nothing after END_DATA", quoted(word).append(where));
    if (word.starts_with("NUMBER_OF_") || word.starts_with("BEGIN_DATA") || word.starts_with("END_DATA"))
      ++counts_[word];
  }

  std::size_t count(const std::string& name, const std::string& word) const {
    std::size_t value = 0;
    const char* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, value);
    if (error != std::errc{} || stop != end || value == 0 || value > kMaxCells || word.front() == '0')
      refuse(name + " in 1..200000", quoted(word));
    return value;
  }

  std::string_view text_;
  const std::string& source_;
  std::map<std::string, int> counts_;
  std::size_t fields_ = 0, sets_ = 0;
  int line_ = 1;
};

/// Each word of a line as "=word".
std::string quote_words(std::string_view line) {
  std::string out;
  for (std::size_t from = 0; (from = line.find_first_not_of(" \t", from)) != std::string_view::npos;) {
    const char first = line[from];
    if (first == '#') break;
    const bool quoted = first == '"' || first == '\'';
    const std::size_t begin = quoted ? from + 1 : from;
    const std::size_t end =
        quoted ? line.find(first, begin) : std::min(line.find_first_of(" \t\"'#", begin), line.size());
    if (end == std::string_view::npos) return out.append(line.substr(from));  // never closed: refused later
    const char mark = quoted ? first : '"';
    out.append(1, mark).append("=").append(line.substr(begin, end - begin)).append(1, mark).append(" ");
    from = quoted ? end + 1 : end;
  }
  return out;
}

/// A line of the header, its empty texts with a space.
std::string fill_empty(std::string_view line) {
  std::string out(line);
  for (const char* empty : {"\"\"", "''"}) {
    for (std::size_t at = 0; (at = out.find(empty, at)) != std::string::npos; at += 3) out.insert(at + 1, 1, ' ');
  }
  return out;
}

}  // namespace

std::string mark_cells(std::string_view text) {
  std::string out;
  bool in_data = false;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = end_of_line(text, from);
    const std::string_view line = text.substr(from, end - from);
    const std::string word = upper(line.substr(0, line.find_last_not_of(" \t") + 1));
    in_data = in_data && !word.ends_with("END_DATA");
    out += in_data ? quote_words(line) : fill_empty(line);
    in_data = in_data || word.ends_with("BEGIN_DATA");
    if (end < text.size()) out += text[end];
    from = end + 1;
  }
  return out;
}

int check_cgats(std::string_view text, const std::string& source) {
  if (text.size() > kMaxBytes) {
    throw LimitExceeded(
        "file_too_large",
        source + ": expected at most " + std::to_string(kMaxBytes) + " bytes, got " + std::to_string(text.size()),
        "Split the table.");
  }
  expect_utf8(text, source, "Save the table as UTF-8.");
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    throw InvalidDocument("bad_cgats", source + ": expected text, got a NUL at byte " + std::to_string(at),
                          "Export the table again.");
  }
  return CgatsGate(text, source).check();
}

}  // namespace shadematch::inline v0
