// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/error.hpp>
#include <shadematch/light/evidence.hpp>

using namespace shadematch;

namespace {

constexpr int kWidth = 400, kHeight = 300;

/// ln light of a small lamp, in units of half the width.
double lamp(const Eigen::Vector2d& pixel) {
  const double x = 2.0 * pixel(0) / (kWidth - 1) - 1.0;
  const double y = (2.0 * pixel(1) / (kHeight - 1) - 1.0) * (kHeight - 1) / (kWidth - 1);
  return -1.5 * std::log(std::pow(x - 0.6, 2) + std::pow(y + 0.3, 2) + 4.0);
}

LightEvidence evidence(const std::string& kind, const std::vector<Eigen::Vector2d>& pixels) {
  LightEvidence found{kind, kWidth, kHeight, {}, "ab"};
  for (const auto& pixel : pixels) found.samples.push_back({pixel, Eigen::Vector3d::Constant(lamp(pixel) - 0.4)});
  return found;
}

std::vector<Eigen::Vector2d> lattice() {
  std::vector<Eigen::Vector2d> pixels;
  for (int y = 5; y < kHeight; y += 10) {
    for (int x = 5; x < kWidth; x += 10) pixels.emplace_back(x, y);
  }
  return pixels;
}

const std::vector<Eigen::Vector2d> kPapers = {{20, 20}, {380, 20}, {380, 280}, {20, 280}, {200, 15}, {200, 285}};

}  // namespace

TEST_CASE("a card tells the light of a lamp everywhere") {
  const LightField field = fit_light_field(evidence("flat", lattice()));
  const Eigen::Vector2d center((kWidth - 1) / 2.0, (kHeight - 1) / 2.0);
  CHECK(field.ln_light(center).norm() == Approx(0.0).margin(1e-12));
  for (const auto& pixel : kPapers) {
    CHECK(field.ln_light(pixel)(1) == Approx(lamp(pixel) - lamp(center)).margin(0.005));
  }
  CHECK(field.sd_between(center, center) == Approx(field.floor_sd));
  CHECK(field.floor_sd >= 0.01);
}

TEST_CASE("six papers tell the light of a lamp between them") {
  const LightField field = fit_light_field(evidence("paper", kPapers));
  const Eigen::Vector2d one(100, 150), other(300, 200);
  CHECK((field.ln_light(one) - field.ln_light(other))(0) == Approx(lamp(one) - lamp(other)).margin(0.01));
  CHECK(field.sd_between(one, other) < 0.05);
}

TEST_CASE("what three papers leave open is uncertain") {
  const std::vector<Eigen::Vector2d> three(kPapers.begin(), kPapers.begin() + 3);
  const LightField field = fit_light_field(evidence("paper", three));
  CHECK(field.sd_between({20, 280}, {380, 20}) > 0.1);
}

TEST_CASE("a light field reads back to the same bits") {
  LightResponse response;
  response.channels[0] = {-0.5, 0.8, 0.4};
  response.flare = 0.0125;
  const LightField field = fit_light_field(evidence("paper", kPapers), response);
  CHECK(parse_light_field(field.to_json(), "memory") == field);
}

TEST_CASE("documents that are no light field are refused") {
  CHECK_THROWS_WITH(parse_light_field(R"({"format": "x", "version": 1, "light": {}})", "file"),
                    "file, $.format: expected 'shadematch-light', got 'x'");
  LightField field = even_light_field(4, 4);
  field.kind = "moon";
  CHECK_THROWS_WITH(parse_light_field(field.to_json(), "file"),
                    "file, $.light.kind: expected flat, paper or even, got 'moon'");
  field.kind = "even";
  field.response.channels[1] = {0, 0.5, -0.6};
  CHECK_THROWS_WITH(parse_light_field(field.to_json(), "file"),
                    "file, $.light.response.channels[1]: expected a curve that rises, got one that falls");
}

TEST_CASE("evidence of no known kind is refused") {
  CHECK_THROWS_WITH(
      fit_light_field(LightEvidence{}),
      "fit_light_field: expected evidence of light_from_flat or light_from_paper, got kind '' with 0 samples");
}
