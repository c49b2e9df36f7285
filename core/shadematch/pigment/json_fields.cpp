// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/error.hpp>
#include <shadematch/pigment/json_fields.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMaxTextLength = 4096;
constexpr std::size_t kMaxIdLength = 128;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t count_characters(const std::string& utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string checked_text(const JsonNode& node) {
  std::string text = node.string();
  if (const std::size_t length = count_characters(text); length > kMaxTextLength) {
    throw LimitExceeded("text_too_long",
                        node.source() + ", " + node.path() + ": expected at most " + std::to_string(kMaxTextLength) +
                            " characters, got " + std::to_string(length),
                        "Shorten the text");
  }
  return text;
}

std::string checked_id(const JsonNode& node) {
  std::string id = node.string();
  const bool good = !id.empty() && id.size() <= kMaxIdLength && is_letter_or_digit(id.front()) &&
                    std::all_of(id.begin(), id.end(), [](char c) {
                      return is_letter_or_digit(c) || c == '.' || c == '_' || c == '+' || c == '-';
                    });
  if (!good) {
    node.fail("bad_id", "an id of 1 to 128 letters, digits and . _ + -, starting with a letter or digit",
              in_quotes(id));
  }
  return id;
}

bool is_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!is_digit(text[i])) return false;
  }
  const int month = 10 * (text[5] - '0') + text[6] - '0';
  const int day = 10 * (text[8] - '0') + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

double number_in(const JsonNode& node, double low, double high) {
  if (low == kAboveZero && node.number() <= 0.0) node.fail("out_of_range", "a number above 0", node.value().dump());
  if (high < kAnyNumber) return node.number(low, high);
  if (node.number() < low) node.fail("out_of_range", "a number of at least " + Json(low).dump(), node.value().dump());
  return node.number();
}

}  // namespace

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMaxShown = 60;
  return std::string("'").append(text.substr(0, kMaxShown)).append("'");
}

std::string read_text(const JsonNode& object, const std::string& key) {
  return object.has(key) ? checked_text(object.at(key)) : std::string();
}

std::string read_id(const JsonNode& object, const std::string& key) {
  return checked_id(object.at(key));
}

std::vector<std::string> read_ids(const JsonNode& object, const std::string& key) {
  std::vector<std::string> ids;
  if (!object.has(key)) return ids;
  const JsonNode list = object.at(key);
  for (std::size_t i = 0; i < list.size(); ++i) ids.push_back(checked_id(list.at(i)));
  return ids;
}

std::vector<std::string> read_texts(const JsonNode& object, const std::string& key) {
  std::vector<std::string> texts;
  if (!object.has(key)) return texts;
  const JsonNode list = object.at(key);
  for (std::size_t i = 0; i < list.size(); ++i) texts.push_back(checked_text(list.at(i)));
  return texts;
}

std::string read_choice(const JsonNode& object, const std::string& key, std::initializer_list<std::string_view> known,
                        const std::string& fallback) {
  if (!object.has(key)) return fallback;
  std::string text = object.at(key).string();
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  std::string list;
  for (const auto& each : known) list.append(list.empty() ? "" : ", ").append(in_quotes(each));
  object.at(key).fail("unknown_value", "one of " + list, in_quotes(text));
}

std::string read_date(const JsonNode& object, const std::string& key) {
  std::string text = read_text(object, key);
  if (!text.empty() && !is_date(text)) {
    object.at(key).fail("not_a_date", "a date as YYYY-MM-DD", in_quotes(text));
  }
  return text;
}

std::optional<double> read_number(const JsonNode& object, const std::string& key, double low, double high) {
  if (!object.has(key)) return std::nullopt;
  return number_in(object.at(key), low, high);
}

double read_number_or(const JsonNode& object, const std::string& key, double low, double high, double fallback) {
  return read_number(object, key, low, high).value_or(fallback);
}

int read_whole(const JsonNode& object, const std::string& key, int low, int high) {
  const JsonNode node = object.at(key);
  const double value = node.number();
  if (value != std::floor(value)) node.fail("wrong_type", "a whole number", node.value().dump());
  return static_cast<int>(node.number(low, high));
}

int read_whole_or(const JsonNode& object, const std::string& key, int low, int high, int fallback) {
  return object.has(key) ? read_whole(object, key, low, high) : fallback;
}

std::vector<double> read_numbers(const JsonNode& object, const std::string& key, double low, double high) {
  std::vector<double> numbers;
  if (!object.has(key)) return numbers;
  const JsonNode list = object.at(key);
  for (std::size_t i = 0; i < list.size(); ++i) numbers.push_back(number_in(list.at(i), low, high));
  return numbers;
}

std::optional<Lab> read_lab(const JsonNode& object, const std::string& key) {
  if (!object.has(key)) return std::nullopt;
  const JsonNode node = object.at(key);
  if (node.size() != 3) node.fail("wrong_size", "3 numbers L*, a*, b*", std::to_string(node.size()));
  return Lab{node.at(0).number(0, 100), node.at(1).number(-200, 200), node.at(2).number(-200, 200)};
}

std::optional<Eigen::MatrixXd> read_matrix(const JsonNode& object, const std::string& key) {
  if (!object.has(key)) return std::nullopt;
  const JsonNode rows = object.at(key);
  const auto n = static_cast<Eigen::Index>(rows.size());
  Eigen::MatrixXd matrix(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const JsonNode row = rows.at(static_cast<std::size_t>(i));
    if (row.size() != rows.size()) {
      row.fail("wrong_size", std::to_string(n) + " numbers, as many as there are rows", std::to_string(row.size()));
    }
    for (Eigen::Index j = 0; j < n; ++j) matrix(i, j) = row.at(static_cast<std::size_t>(j)).number();
  }
  return matrix;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json number_or_null(const std::optional<double>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json lab_or_null(const std::optional<Lab>& lab) {
  return lab ? Json{lab->L, lab->a, lab->b} : Json(nullptr);
}

Json matrix_rows(const Eigen::Ref<const Eigen::MatrixXd>& matrix) {
  Json rows = Json::array();
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    Json row = Json::array();
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) row.push_back(matrix(i, j));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace shadematch::inline v0
