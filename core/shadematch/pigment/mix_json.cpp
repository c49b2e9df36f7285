// SPDX-License-Identifier: Apache-2.0
#include <shadematch/pigment/mix_json.hpp>

namespace shadematch::inline v0 {
namespace {

std::optional<MixColor> read_color(const JsonNode& object, const std::string& key) {
  if (!object.has(key)) return std::nullopt;
  const JsonNode node = object.at(key);
  node.expect_keys({"lab", "cov"});
  (void)node.at("lab");
  const auto lab = read_lab(node, "lab");
  if (!lab) node.at("lab").fail_type("3 numbers L*, a*, b*");
  MixColor color{*lab, std::nullopt};
  if (const auto covariance = read_matrix(node, "cov")) {
    if (covariance->rows() != 3) node.at("cov").fail("wrong_size", "3 rows", std::to_string(covariance->rows()));
    color.covariance = *covariance;
  }
  return color;
}

Json write_color(const std::optional<MixColor>& color) {
  if (!color) return nullptr;
  return {{"lab", {color->lab.L, color->lab.a, color->lab.b}},
          {"cov", color->covariance ? matrix_rows(*color->covariance) : Json(nullptr)}};
}

RecipePart read_part(const JsonNode& node) {
  node.expect_keys({"stock", "drops"});
  return {read_id(node, "stock"), read_whole(node, "drops", 1, kMaxDrops)};
}

MixEvent read_event(const JsonNode& node) {
  node.expect_keys({"date", "action", "stock", "drops"});
  MixEvent event;
  event.date = read_date(node, "date");
  event.action = read_choice(node, "action", {"add", "remove", "note"}, "add");
  event.stock_id = read_id(node, "stock");
  event.drops = read_whole_or(node, "drops", 0, kMaxDrops, 0);
  return event;
}

}  // namespace

Mix read_mix(const JsonNode& node) {
  node.expect_keys({"id", "parts", "total_ml", "predicted", "measured", "history"});
  Mix mix;
  mix.id = read_id(node, "id");
  const JsonNode parts = node.at("parts");
  if (parts.size() == 0) parts.fail("empty", "at least one part", "none");
  for (std::size_t i = 0; i < parts.size(); ++i) mix.parts.push_back(read_part(parts.at(i)));
  mix.total_ml = read_number(node, "total_ml", kAboveZero, kAnyNumber);
  mix.predicted = read_color(node, "predicted");
  mix.measured = read_color(node, "measured");
  if (node.has("history")) {
    const JsonNode history = node.at("history");
    for (std::size_t i = 0; i < history.size(); ++i) mix.history.push_back(read_event(history.at(i)));
  }
  return mix;
}

Json write_mix(const Mix& mix) {
  Json parts = Json::array();
  for (const auto& part : mix.parts) parts.push_back({{"stock", part.stock_id}, {"drops", part.drops}});
  Json history = Json::array();
  for (const auto& event : mix.history) {
    history.push_back(
        {{"date", event.date}, {"action", event.action}, {"stock", event.stock_id}, {"drops", event.drops}});
  }
  return {{"id", mix.id},
          {"parts", std::move(parts)},
          {"total_ml", number_or_null(mix.total_ml)},
          {"predicted", write_color(mix.predicted)},
          {"measured", write_color(mix.measured)},
          {"history", std::move(history)}};
}

}  // namespace shadematch::inline v0
