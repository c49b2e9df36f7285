// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/shot.hpp>
#include <shadematch/light/light_field_json.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMostPixels = 1e6;
constexpr double kMostLnLight = 20;

Json optional_number(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

std::optional<double> read_optional(const JsonNode& node, double most) {
  if (node.is_null()) return std::nullopt;
  return node.number(0.0, most);
}

Json json_from(const PhotoMetadata& metadata) {
  return {{"make", metadata.make},
          {"model", metadata.model},
          {"lens", metadata.lens},
          {"exposure_time_s", optional_number(metadata.exposure_time_s)},
          {"f_number", optional_number(metadata.f_number)},
          {"iso", optional_number(metadata.iso)},
          {"focal_length_mm", optional_number(metadata.focal_length_mm)},
          {"white_balance", metadata.white_balance}};
}

PhotoMetadata read_metadata(const JsonNode& node) {
  node.expect_keys({"make", "model", "lens", "exposure_time_s", "f_number", "iso", "focal_length_mm", "white_balance"});
  PhotoMetadata metadata;
  metadata.make = node.at("make").string();
  metadata.model = node.at("model").string();
  metadata.lens = node.at("lens").string();
  metadata.exposure_time_s = read_optional(node.at("exposure_time_s"), 1e6);
  metadata.f_number = read_optional(node.at("f_number"), 1e6);
  metadata.iso = read_optional(node.at("iso"), 1e9);
  metadata.focal_length_mm = read_optional(node.at("focal_length_mm"), 1e6);
  metadata.white_balance = node.at("white_balance").string();
  return metadata;
}

void expect_size(const JsonNode& node, std::size_t size) {
  if (node.size() != size) node.fail("wrong_size", std::to_string(size) + " items", std::to_string(node.size()));
}

}  // namespace

Json json_from(const Shot& shot) {
  Json out;
  out["photo"] = json_from(shot.metadata);
  out["chart_center"] = {shot.chart_center(0), shot.chart_center(1)};
  out["response"] = json_from(shot.response);
  out["light"] = shot.light ? json_from(*shot.light) : Json();
  out["gray"] = shot.gray ? Json{shot.gray->ln_value(0), shot.gray->ln_value(1), shot.gray->ln_value(2)} : Json();
  out["second"] = shot.second;
  out["gain_sd"] = shot.gain_sd;
  return out;
}

Shot read_shot(const JsonNode& node) {
  node.expect_keys({"photo", "chart_center", "response", "light", "gray", "second", "gain_sd"});
  Shot shot;
  shot.metadata = read_metadata(node.at("photo"));
  expect_size(node.at("chart_center"), 2);
  for (Eigen::Index i = 0; i < 2; ++i) {
    shot.chart_center(i) = node.at("chart_center").at(static_cast<std::size_t>(i)).number(-kMostPixels, kMostPixels);
  }
  shot.response = read_light_response(node.at("response"));
  if (node.has("light")) shot.light = std::make_shared<const LightField>(read_light_field(node.at("light")));
  if (node.has("gray")) {
    expect_size(node.at("gray"), 3);
    shot.gray.emplace();
    for (Eigen::Index c = 0; c < 3; ++c) {
      shot.gray->ln_value(c) = node.at("gray").at(static_cast<std::size_t>(c)).number(-kMostLnLight, kMostLnLight);
    }
  }
  shot.second = node.at("second").boolean();
  shot.gain_sd = node.at("gain_sd").number(0.0, 10.0);
  return shot;
}

}  // namespace shadematch::inline v0
