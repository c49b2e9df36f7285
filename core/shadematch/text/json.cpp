// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>
#include <utility>
#include <vector>

#include <shadematch/error.hpp>
#include <shadematch/text/json.hpp>
#include <shadematch/text/utf8.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBytes = 20'000'000;
constexpr int kMaxDepth = 32;

/// Refuses what nlohmann's parser would accept silently: a second key of one name (it keeps the last) and deep nesting.
class StrictChecker : public nlohmann::json_sax<Json> {
 public:
  explicit StrictChecker(const std::string& source) : source_(source) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override {
    deeper();
    keys_.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) return true;
    throw InvalidDocument("duplicate_key", source_ + ": expected every key once in an object, got '" + name + "' twice",
                          "Remove or rename one of them");
  }
  bool end_object() override {
    keys_.pop_back();
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override {
    deeper();
    return true;
  }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::json::exception&) override {
    throw InvalidDocument("not_json",
                          source_ + ": expected JSON, got something else at byte " + std::to_string(position) +
                              " near '" + last_token.substr(0, 40) + "'",
                          "NaN and infinity are not JSON; unknown values are written null");
  }

 private:
  void deeper() {
    if (++depth_ <= kMaxDepth) return;
    throw InvalidDocument("too_deep", source_ + ": expected at most " + std::to_string(kMaxDepth) + " levels, got more",
                          "Check that the file is what it should be");
  }

  const std::string& source_;
  int depth_ = 0;
  std::vector<std::unordered_set<std::string>> keys_;
};

/// Levenshtein distance, to offer the nearest known key.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

Json parse_strict_json(std::string_view text, const std::string& source) {
  if (text.size() > kMaxBytes) {
    throw LimitExceeded(
        "file_too_large",
        source + ": expected at most " + std::to_string(kMaxBytes) + " bytes, got " + std::to_string(text.size()),
        "Split the document");
  }
  expect_utf8(text, source, "Check that the file is what it should be, and save it as UTF-8");
  StrictChecker checker(source);
  Json::sax_parse(text, &checker);
  return Json::parse(text);
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
  const auto nearest = std::min_element(known.begin(), known.end(), [&](auto left, auto right) {
    return edit_distance(left, name) < edit_distance(right, name);
  });
  return nearest == known.end() ? std::string_view() : *nearest;
}

const JsonNode& JsonNode::expect_keys(std::initializer_list<std::string_view> keys) const {
  if (!value_->is_object()) fail_type("an object");
  for (const auto& [key, member] : value_->items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    const std::string_view nearest = nearest_name(key, {keys.begin(), keys.size()});
    fail("unknown_key", "only keys of the schema", "'" + key + "'",
         nearest.empty() ? "" : "Did you mean '" + std::string(nearest) + "'?");
  }
  return *this;
}

JsonNode JsonNode::at(const std::string& key) const {
  if (!value_->is_object()) fail_type("an object");
  const auto found = value_->find(key);
  if (found == value_->end()) fail("missing_key", "a key '" + key + "'", "an object without it");
  return {*found, source_, path_ + "." + key};
}

bool JsonNode::has(const std::string& key) const {
  if (!value_->is_object()) fail_type("an object");
  const auto found = value_->find(key);
  return found != value_->end() && !found->is_null();
}

JsonNode JsonNode::at(std::size_t index) const {
  if (index >= size()) fail("missing_item", "at least " + std::to_string(index + 1) + " items", std::to_string(size()));
  return {(*value_)[index], source_, path_ + "[" + std::to_string(index) + "]"};
}

std::size_t JsonNode::size() const {
  if (!value_->is_array()) fail_type("an array");
  return value_->size();
}

double JsonNode::number() const {
  if (!value_->is_number()) fail_type("a number");
  const double number = value_->get<double>();
  if (!std::isfinite(number)) fail("not_finite", "a finite number", "one that overflows");
  return number;
}

double JsonNode::number(double low, double high) const {
  const double value = number();
  if (!(value >= low && value <= high)) {
    fail("out_of_range", "a number from " + Json(low).dump() + " to " + Json(high).dump(), value_->dump());
  }
  return value;
}

int JsonNode::integer(int low, int high) const {
  if (!value_->is_number_integer()) fail_type("an integer");
  const double value = number(low, high);
  return static_cast<int>(value);
}

bool JsonNode::boolean() const {
  if (!value_->is_boolean()) fail_type("true or false");
  return value_->get<bool>();
}

std::string JsonNode::string() const {
  if (!value_->is_string()) fail_type("a string");
  return value_->get<std::string>();
}

std::vector<double> JsonNode::numbers() const {
  std::vector<double> values;
  for (std::size_t i = 0; i < size(); ++i) values.push_back(at(i).number());
  return values;
}

std::vector<std::string> JsonNode::strings() const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < size(); ++i) values.push_back(at(i).string());
  return values;
}

void JsonNode::fail(const std::string& code, const std::string& expected, const std::string& got,
                    const std::string& advice) const {
  throw InvalidDocument(code, source_ + ", " + path_ + ": expected " + expected + ", got " + got, advice);
}

void JsonNode::fail_type(const std::string& expected) const {
  fail("wrong_type", expected, value_->dump().substr(0, 60));
}

}  // namespace shadematch::inline v0
