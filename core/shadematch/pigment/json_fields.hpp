// SPDX-License-Identifier: Apache-2.0
// Private: the kinds of field that catalogue documents are made of. A member that is absent or null is unknown.
#pragma once

#include <Eigen/Core>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {

using Json = nlohmann::ordered_json;

inline constexpr double kAnyNumber = std::numeric_limits<double>::max();
inline constexpr double kAboveZero = std::numeric_limits<double>::denorm_min();

/// The start of `text` in quotation marks, for messages.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Texts of at most 4096 characters (LimitExceeded "text_too_long"); absent or null gives "".
[[nodiscard]] std::string read_text(const JsonNode& object, const std::string& key);
/// A text that must be there and be an id: letters, digits and . _ + -, at most 128.
[[nodiscard]] std::string read_id(const JsonNode& object, const std::string& key);
[[nodiscard]] std::vector<std::string> read_ids(const JsonNode& object, const std::string& key);
[[nodiscard]] std::vector<std::string> read_texts(const JsonNode& object, const std::string& key);
/// One of `known`; `fallback` where it is absent or null. @throws InvalidDocument "unknown_value"
[[nodiscard]] std::string read_choice(const JsonNode& object, const std::string& key,
                                      std::initializer_list<std::string_view> known, const std::string& fallback = "");
/// YYYY-MM-DD or "". @throws InvalidDocument "not_a_date"
[[nodiscard]] std::string read_date(const JsonNode& object, const std::string& key);

[[nodiscard]] std::optional<double> read_number(const JsonNode& object, const std::string& key, double low,
                                                double high);
[[nodiscard]] double read_number_or(const JsonNode& object, const std::string& key, double low, double high,
                                    double fallback);
/// A number without fraction (1 and 1.0 alike, as JSON Schema has it).
[[nodiscard]] int read_whole(const JsonNode& object, const std::string& key, int low, int high);
[[nodiscard]] int read_whole_or(const JsonNode& object, const std::string& key, int low, int high, int fallback);
[[nodiscard]] std::vector<double> read_numbers(const JsonNode& object, const std::string& key, double low, double high);

/// [L, a, b] with L* in 0..100 and a*, b* in -200..200.
[[nodiscard]] std::optional<Lab> read_lab(const JsonNode& object, const std::string& key);
/// Square matrix as a list of rows. @throws InvalidDocument "wrong_size"
[[nodiscard]] std::optional<Eigen::MatrixXd> read_matrix(const JsonNode& object, const std::string& key);

[[nodiscard]] Json text_or_null(const std::string& text);
[[nodiscard]] Json number_or_null(const std::optional<double>& number);
[[nodiscard]] Json lab_or_null(const std::optional<Lab>& lab);
[[nodiscard]] Json matrix_rows(const Eigen::Ref<const Eigen::MatrixXd>& matrix);

}  // namespace shadematch::inline v0
