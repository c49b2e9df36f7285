// SPDX-License-Identifier: Apache-2.0
#include <shadematch/light/field_terms.hpp>
#include <shadematch/light/light_field_json.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostPixels = 1'000'000;  // along one side
constexpr double kMostLnLight = 20;     // what these allow stays finite in float
constexpr double kMostVariance = 1e3;
constexpr double kMostValue = 1.2;  // up to which a response has its shoulder

template <typename Matrix>
Json rows(const Matrix& matrix) {
  Json out = Json::array();
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    Json row = Json::array();
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) row.push_back(matrix(i, j));
    out.push_back(std::move(row));
  }
  return out;
}

void expect_size(const JsonNode& node, Eigen::Index size) {
  if (node.size() != static_cast<std::size_t>(size)) {
    node.fail("wrong_size", std::to_string(size) + " items", std::to_string(node.size()));
  }
}

template <typename Matrix>
void read_rows(const JsonNode& node, Eigen::Index rows, Eigen::Index columns, double most, Matrix& matrix) {
  expect_size(node, rows);
  matrix.resize(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const JsonNode row = node.at(static_cast<std::size_t>(i));
    expect_size(row, columns);
    for (Eigen::Index j = 0; j < columns; ++j) matrix(i, j) = row.at(static_cast<std::size_t>(j)).number(-most, most);
  }
}

std::string read_kind(const JsonNode& node) {
  std::string kind = node.string();
  if (kind == "flat" || kind == "paper" || kind == "even") return kind;
  node.fail("unknown_kind", "flat, paper or even", "'" + kind + "'");
}

}  // namespace

Json json_from(const LightResponse& response) {
  Json channels = Json::array();
  for (const LightResponse::Channel& c : response.channels) {
    channels.push_back({c.offset, c.slope, c.shoulder});
  }
  return {{"channels", std::move(channels)}, {"flare", response.flare}};
}

Json json_from(const LightField& field) {
  return {{"kind", field.kind},
          {"photo_size", {field.width, field.height}},
          {"degree", field.degree},
          {"response", json_from(field.response)},
          {"coefficients", rows(field.coefficients)},
          {"covariance", rows(field.covariance)},
          {"floor_sd", field.floor_sd},
          {"gain", {field.gain(0), field.gain(1), field.gain(2)}},
          {"source_sha256", field.source_sha256}};
}

LightResponse read_light_response(const JsonNode& node) {
  node.expect_keys({"channels", "flare"});
  LightResponse response;
  response.flare = node.at("flare").number(0.0, 1.0);
  const JsonNode channels = node.at("channels");
  expect_size(channels, 3);
  for (std::size_t c = 0; c < 3; ++c) {
    const JsonNode channel = channels.at(c);
    expect_size(channel, 3);
    const auto number = [&](std::size_t i, double low, double high) { return channel.at(i).number(low, high); };
    response.channels[c] = {number(0, -kMostLnLight, kMostLnLight), number(1, 0.1, 10.0), number(2, -10.0, 10.0)};
    if (!(response.channels[c].slope + kMostValue * response.channels[c].shoulder > 0.0)) {
      channel.fail("out_of_range", "a curve that rises", "one that falls");
    }
  }
  return response;
}

LightField read_light_field(const JsonNode& node) {
  node.expect_keys(
      {"kind", "photo_size", "degree", "response", "coefficients", "covariance", "floor_sd", "gain", "source_sha256"});
  LightField field;
  field.kind = read_kind(node.at("kind"));
  expect_size(node.at("photo_size"), 2);
  field.width = node.at("photo_size").at(std::size_t{0}).integer(1, kMostPixels);
  field.height = node.at("photo_size").at(std::size_t{1}).integer(1, kMostPixels);
  field.degree = node.at("degree").integer(0, kMostDegree);
  field.response = read_light_response(node.at("response"));
  const Eigen::Index terms = term_count_of_degree(field.degree);
  read_rows(node.at("coefficients"), terms, 3, kMostLnLight, field.coefficients);
  read_rows(node.at("covariance"), terms, terms, kMostVariance, field.covariance);
  field.floor_sd = node.at("floor_sd").number(0.0, 10.0);
  expect_size(node.at("gain"), 3);
  for (Eigen::Index c = 0; c < 3; ++c) {
    field.gain(c) = node.at("gain").at(static_cast<std::size_t>(c)).number(-kMostLnLight, kMostLnLight);
  }
  field.source_sha256 = node.at("source_sha256").string();
  return field;
}

std::string LightField::to_json() const {
  Json out{{"format", "shadematch-light"}, {"version", 1}};
  out["light"] = json_from(*this);
  return out.dump(1);
}

LightField parse_light_field(std::string_view json, const std::string& source) {
  const Json document = parse_strict_json(json, source);
  const JsonNode root(document, source);
  root.expect_keys({"format", "version", "light"});
  const std::string format = root.at("format").string();
  if (format != "shadematch-light") root.at("format").fail("wrong_format", "'shadematch-light'", "'" + format + "'");
  (void)root.at("version").integer(1, 1);
  return read_light_field(root.at("light"));
}

}  // namespace shadematch::inline v0
