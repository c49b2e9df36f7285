// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/error.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

std::string document(const std::string& rung = "matrix") {
  return calibrate(photograph(MadeCamera{}), {.rung = rung}).to_json();
}

/// The document with its first `what` replaced.
std::string with(std::string json, const std::string& what, const std::string& by) {
  const auto at = json.find(what);
  REQUIRE(at != std::string::npos);
  return json.replace(at, what.size(), by);
}

std::string refusal(const std::string& json) {
  try {
    (void)parse_calibration(json, "c.json");
  } catch (const InvalidDocument& error) {
    return error.code() + " | " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a calibration document that is not what it should be is refused with its place") {
  const std::string good = document();
  CHECK(refusal(good) == "accepted");
  CHECK(refusal("[").starts_with("not_json | c.json: expected JSON"));
  CHECK(refusal("[]").starts_with("wrong_type | c.json, $: expected an object"));
  CHECK(refusal(with(good, "shadematch-calibration", "recipe")) ==
        "wrong_format | c.json, $.format: expected 'shadematch-calibration', got 'recipe'");
  CHECK(refusal(with(good, "\"version\": 1", "\"version\": 2"))
            .starts_with("out_of_range | c.json, $.version: expected a number from"));
  CHECK(refusal(with(good, "\"rung\"", "\"rong\"")).starts_with("unknown_key | c.json, $: expected only keys"));
  CHECK(refusal(with(good, "\"terms\": \"linear\"", "\"terms\": \"cubic\"")) ==
        "unknown_terms | c.json, $.map.terms: expected linear, affine or root-polynomial, got 'cubic'");
  CHECK(refusal(with(good, "\"terms\": \"linear\"", "\"terms\": \"affine\"")) ==
        "wrong_size | c.json, $.map.matrix[0]: expected 4 items, got 3");
  CHECK(refusal(with(good, "\"rung\": \"matrix\"", "\"rung\": \"auto\"")) ==
        "wrong_rung | c.json, $.rung: expected 'matrix', got 'auto'");
  CHECK(refusal(with(good, "\"ladder_rung\": \"matrix\"", "\"ladder_rung\": \"best\"")) ==
        "unknown_rung | c.json, $.ladder_rung: expected a rung of the ladder, got 'best'");
  CHECK(refusal(with(good, "\"rung\": \"matrix\"", "\"rung\": \"spectral\"")) ==
        "wrong_rung | c.json, $.rung: expected 'matrix', got 'spectral'");
  CHECK(refusal(with(good, "\"confidence\": 1.0", "\"confidence\": 2.0"))
            .starts_with("out_of_range | c.json, $.chart.confidence: expected a number from 0"));
  CHECK(refusal(with(good, "\"photo_size\": [", "\"photo_size\": [ 7,")) ==
        "wrong_size | c.json, $.chart.photo_size: expected 2 items, got 3");
  CHECK(refusal(with(good, "\"patch_ids\": [\n   1,", "\"patch_ids\": [\n   2,")) ==
        "wrong_patches | c.json, $.patches: expected the valid patches that held_out names, got others");
  CHECK(refusal(with(good, "\"half_size\": [\n   1.2", "\"half_size\": [\n   -1.2")) ==
        "out_of_range | c.json, $.frame.half_size: expected two sizes above 0, got less");
}

TEST_CASE("a calibration without its refits has no uncertainty and is refused") {
  std::string json = document();
  const auto from = json.find("\"refits\": [");
  const auto to = json.find("\"held_out\"");
  json.replace(from, to - from, "\"refits\": [],\n ");
  CHECK(refusal(json) == "too_few_refits | c.json, $.refits: expected at least 2 refits, got 0");
}

TEST_CASE("the report names chart, rung, every rung's error, patches, tone, offset, shading, clipping and warnings") {
  Chart chart = photograph(MadeCamera{});
  chart.patches[4].valid = false;
  chart.patches[4].reason = "clipped";
  chart.patches[4].clipped_share = 0.5;
  chart.warnings = {"small_chart"};
  const std::string report = calibrate(chart).report();
  for (const char* key : {"\"chart\"",
                          "\"edition\": \"only\"",
                          "\"confidence\": 1.0",
                          "\"valid_patches\": 23",
                          "\"all_patches\": 24",
                          "\"rung\": \"matrix\"",
                          "\"held_out\"",
                          "\"p95\"",
                          "\"skin\"",
                          "\"neutrals\"",
                          "\"name\": \"tone+root-polynomial\"",
                          "\"chosen\": true",
                          "\"held_out_delta_e\"",
                          "\"reason\": \"clipped\"",
                          "\"tone\"",
                          "\"slope\": 1.0",
                          "\"offset\"",
                          "\"light_ratio_across_chart\": 1.0",
                          "\"corrected\": false",
                          "\"largest_share\": 0.5",
                          "\"small_chart\""}) {
    INFO(key);
    CHECK(report.find(key) != std::string::npos);
  }
}
