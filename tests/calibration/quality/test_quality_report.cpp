// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/error.hpp>
#include <shadematch/quality/quality_report.hpp>

using namespace shadematch;

namespace {

QualityReport report(std::initializer_list<std::pair<const char*, double>> values) {
  QualityReport out{"published-values", {}};
  for (const auto& [id, value] : values) add_gate(out, id, "", value);
  return out;
}

std::string refusal(const QualityReport& refused) {
  try {
    refused.refuse_red();
  } catch (const MeasurementRefused& error) {
    return error.code() + " | " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the verdict is that of the worst gate") {
  CHECK(report({{"tilt", 3}}).verdict() == GateVerdict::kGreen);
  CHECK(report({{"tilt", 3}, {"evenness", 1.2}}).verdict() == GateVerdict::kAmber);
  CHECK(report({{"tilt", 31}, {"evenness", 1.2}}).verdict() == GateVerdict::kRed);
}

TEST_CASE("red refuses with the gate as code, value, limit and the sentence that helps") {
  auto red = report({{"evenness", 1.2}, {"edge_width", 6.25}, {"tilt", 44.4}});
  add_gate(red, "glare", "scalp", 12);
  CHECK(refusal(red) ==
        "edge_width | capture gate edge_width: expected at most 4 px, got 6.25; also red: tilt, glare of scalp. "
        "Hold still, clean the lens");
}

TEST_CASE("green and amber pass; amber is a warning with its sentence") {
  const auto amber = report({{"tilt", 20}, {"edge_width", 2}});
  CHECK(refusal(amber).empty());
  CHECK(amber.warnings() == std::vector<std::string>{"capture gate tilt is amber: 20, should be at most 15 deg. Hold "
                                                     "the phone flat over the card."});
}

TEST_CASE("an override lets one gate pass and is kept") {
  auto red = report({{"edge_width", 6.25}, {"tilt", 44.4}});
  red.let_pass(std::vector<std::string>{"edge_width"});
  CHECK(refusal(red).starts_with("tilt | "));
  red.let_pass(std::vector<std::string>{"all"});
  CHECK(refusal(red).empty());
  CHECK(red.verdict() == GateVerdict::kRed);
  CHECK(
      red.warnings().front() ==
      "capture gate edge_width is red, let pass by hand: 6.25, should be at most 2.5 px. Hold still, clean the lens.");
  CHECK(red.to_json().find("\"overridden\":[\"edge_width\",\"tilt\"]") != std::string::npos);
}

TEST_CASE("an override of a gate that is not red is no override") {
  auto amber = report({{"tilt", 20}});
  amber.let_pass(std::vector<std::string>{"tilt"});
  CHECK_FALSE(amber.gates.front().overridden);
}

TEST_CASE("a value beyond the floor stays refused, and the message names the floor") {
  auto red = report({{"patch_pitch", 5}});
  red.let_pass(std::vector<std::string>{"all"});
  CHECK(refusal(red) == "patch_pitch | capture gate patch_pitch: expected at least 6 px, got 5. Move closer");
}

TEST_CASE("an override of an unknown gate is refused with those that exist") {
  auto red = report({{"tilt", 44}});
  REQUIRE_THROWS_WITH(
      red.let_pass(std::vector<std::string>{"blur"}),
      Catch::StartsWith("let_pass: expected gates of: all, chart, patch_side,") && Catch::EndsWith("; got \"blur\""));
}

TEST_CASE("what the photograph does not show is amber") {
  QualityReport out{"published-values", {}};
  add_gate(out, "edge_width", "", {});
  CHECK(out.verdict() == GateVerdict::kAmber);
  CHECK(out.to_json().find("\"value\":null") != std::string::npos);
}
