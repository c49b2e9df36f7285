// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/camera/spectral_json.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMostPixels = 1e6;
constexpr double kMostLnSlope = 3;    // 12 sd of its prior; what these limits allow stays finite
constexpr double kMostLn = 20;        // of gains and light
constexpr double kMostResponse = 20;  // a channel's response sums to about 1 over the bands, its sizes to about 3
constexpr int kMostPlaces = 1000000;
constexpr std::size_t kMostDraws = 1000;

template <typename Vector>
Json list(const Vector& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(value);
  return out;
}

Json json_from(const CaptureModel& model) {
  return {{"ln_slope", list(model.tone.ln_slope)},
          {"offset", model.offset},
          {"ln_gains", list(model.ln_gains)},
          {"light", list(model.light)},
          {"response", list(model.response)}};
}

template <typename Vector>
void read(const JsonNode& node, double most, Vector&& values) {
  if (std::ssize(node.value()) != std::ssize(values)) {
    node.fail("wrong_size", std::to_string(std::ssize(values)) + " numbers", std::to_string(node.size()));
  }
  std::size_t i = 0;
  for (auto& value : values) value = node.at(i++).number(-most, most);
}

void read_response(const JsonNode& node, Eigen::VectorXd& response) {
  response.resize(kResponseSize);
  read(node, kMostResponse, response);
  const double most = response.cwiseAbs().reshaped(response.size() / 3, 3).colwise().sum().maxCoeff();
  if (most > kMostResponse) node.fail("out_of_range", "channels whose sizes sum to 20 at most", std::to_string(most));
}

CaptureModel read_model(const JsonNode& node) {
  node.expect_keys({"ln_slope", "offset", "ln_gains", "light", "response"});
  CaptureModel model;
  read(node.at("ln_slope"), kMostLnSlope, model.tone.ln_slope);
  model.offset = node.at("offset").number(-1.0, 1.0);
  read(node.at("ln_gains"), kMostLn, model.ln_gains);
  read(node.at("light"), kMostLn, model.light);
  read_response(node.at("response"), model.response);
  return model;
}

/// Probabilities of light_priors().
void read_shares(const JsonNode& node, std::vector<double>& shares) {
  shares.resize(light_priors().size());
  read(node, 1.0, shares);
  double sum = 0.0;
  for (std::size_t i = 0; i < shares.size(); ++i) sum += node.at(i).number(0.0, 1.0);
  if (std::abs(sum - 1.0) > 1e-6) node.fail("out_of_range", "shares that sum to 1", std::to_string(sum));
}

}  // namespace

Json json_from(const SpectralFit& fit) {
  Json out{{"prior", fit.prior},
           {"chart_at", list(fit.frame.chart)},
           {"picture_middle", list(fit.frame.picture)},
           {"half_diagonal", fit.frame.half_diagonal},
           {"even_light", fit.frame.even},
           {"skin_places", fit.skin_places},
           {"skin_scatter", fit.skin_scatter},
           {"noise", fit.capture.noise},
           {"ln_evidence", fit.capture.ln_evidence},
           {"light_shares", fit.capture.light_shares},
           {"model", json_from(fit.capture.model)},
           {"draws", Json::array()}};
  for (const CaptureModel& draw : fit.capture.draws) out["draws"].push_back(json_from(draw));
  return out;
}

SpectralFit read_spectral_fit(const JsonNode& node) {
  node.expect_keys({"prior", "chart_at", "picture_middle", "half_diagonal", "even_light", "skin_places", "skin_scatter",
                    "noise", "ln_evidence", "light_shares", "model", "draws"});
  SpectralFit fit;
  fit.prior = node.at("prior").string();
  if (fit.prior != "rendered" && fit.prior != "raw")
    node.at("prior").fail("unknown_prior", "rendered or raw", "'" + fit.prior + "'");
  read(node.at("chart_at"), kMostPixels, fit.frame.chart);
  read(node.at("picture_middle"), kMostPixels, fit.frame.picture);
  fit.frame.half_diagonal = node.at("half_diagonal").number(1.0, kMostPixels);
  fit.frame.even = node.at("even_light").boolean();
  fit.skin_places = node.at("skin_places").integer(0, kMostPlaces);
  fit.skin_scatter = node.at("skin_scatter").number(0.0, 1.0);
  fit.capture.noise = node.at("noise").number(0.0, 1.0);
  fit.capture.ln_evidence = node.at("ln_evidence").number();
  read_shares(node.at("light_shares"), fit.capture.light_shares);
  fit.capture.model = read_model(node.at("model"));
  const JsonNode draws = node.at("draws");
  if (draws.size() < 2 || draws.size() > kMostDraws)
    draws.fail("wrong_size", "2 to 1000 draws", std::to_string(draws.size()));
  for (std::size_t i = 0; i < draws.size(); ++i) fit.capture.draws.push_back(read_model(draws.at(i)));
  return fit;
}

}  // namespace shadematch::inline v0
