// SPDX-License-Identifier: Apache-2.0
// Private (the JSON parser is no part of the interface): strict reading of JSON documents.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Parses UTF-8 JSON. Refused: duplicate keys, depth over 32, more than 20 MB, NaN and infinity (not JSON), numbers
/// that overflow. `source` is the file name for messages.
/// @throws InvalidDocument (codes "not_utf8", "not_json", "duplicate_key", "too_deep") or LimitExceeded.
[[nodiscard]] SHADEMATCH_API nlohmann::ordered_json parse_strict_json(std::string_view text, const std::string& source);

/// The one of `known` that is nearest to `name` by edit distance; empty if there is none.
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

/// One place in a document: knows its JSON path, so that every message names it.
class SHADEMATCH_API JsonNode {
 public:
  JsonNode(const nlohmann::ordered_json& value, std::string source, std::string path = "$")
      : value_(&value), source_(std::move(source)), path_(std::move(path)) {}

  [[nodiscard]] const nlohmann::ordered_json& value() const { return *value_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] bool is_null() const { return value_->is_null(); }

  /// Refuses keys outside `keys`, naming the nearest known one. @throws InvalidDocument "unknown_key"
  const JsonNode& expect_keys(std::initializer_list<std::string_view> keys) const;
  /// Member that must exist. @throws InvalidDocument "missing_key"
  [[nodiscard]] JsonNode at(const std::string& key) const;
  /// True if the member exists and is not null.
  [[nodiscard]] bool has(const std::string& key) const;
  [[nodiscard]] JsonNode at(std::size_t index) const;
  [[nodiscard]] std::size_t size() const;  ///< of an array; @throws InvalidDocument "wrong_type"

  [[nodiscard]] double number() const;                         ///< finite; @throws InvalidDocument "wrong_type"
  [[nodiscard]] double number(double low, double high) const;  ///< within [low, high]; "out_of_range"
  [[nodiscard]] int integer(int low, int high) const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string string() const;
  [[nodiscard]] std::vector<double> numbers() const;
  [[nodiscard]] std::vector<std::string> strings() const;

  /// The error of this place: "<source>, <path>: expected <expected>, got <got>".
  [[noreturn]] void fail(const std::string& code, const std::string& expected, const std::string& got,
                         const std::string& advice = "") const;
  [[noreturn]] void fail_type(const std::string& expected) const;

 private:
  const nlohmann::ordered_json* value_;
  std::string source_;
  std::string path_;
};

}  // namespace shadematch::inline v0
