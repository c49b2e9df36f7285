// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <cmath>
#include <set>

#include <shadematch/quality/gate.hpp>

using namespace shadematch;

namespace {

const Gate& gate(const std::string& id, const std::string& profile = "published-values") {
  const auto& gates = capture_gates(profile);
  const auto found = std::find_if(gates.begin(), gates.end(), [&](const Gate& each) { return each.id == id; });
  REQUIRE(found != gates.end());
  return *found;
}

}  // namespace

TEST_CASE("the table holds every gate of a single visit, each once") {
  const std::vector<std::string> expected{
      "chart",        "patch_side", "patch_pitch",  "valid_patches", "clipped",      "white_dark",
      "white_bright", "evenness",   "mixed_light",  "held_out_mean", "held_out_p95", "edge_width",
      "tilt",         "glare",      "valid_pixels", "texture",       "distance",     "repeats"};
  for (const std::string& profile : gate_profiles()) {
    std::vector<std::string> ids;
    for (const Gate& each : capture_gates(profile)) ids.push_back(each.id);
    CHECK(ids == expected);
  }
}

TEST_CASE("every gate has limits in order, a sentence and a reason") {
  for (const Gate& each : capture_gates("published-values")) {
    INFO(each.id);
    CHECK((each.at_most ? each.green < each.amber : each.green > each.amber));
    CHECK(each.sentence.size() > 8);
    CHECK(each.reason.size() > 8);
    CHECK_FALSE(each.unit.empty());
    if (each.floor) CHECK((each.at_most ? each.amber < *each.floor : each.amber > *each.floor));
  }
}

TEST_CASE("a limit itself is still on its good side") {
  const Gate side = gate("patch_side");
  CHECK(side.judge(24) == GateVerdict::kGreen);
  CHECK(side.judge(23.9) == GateVerdict::kAmber);
  CHECK(side.judge(12) == GateVerdict::kAmber);
  CHECK(side.judge(11.9) == GateVerdict::kRed);
  const Gate edge = gate("edge_width");
  CHECK(edge.judge(2.5) == GateVerdict::kGreen);
  CHECK(edge.judge(4) == GateVerdict::kAmber);
  CHECK(edge.judge(4.01) == GateVerdict::kRed);
}

TEST_CASE("what is not a number is red") {
  CHECK(gate("evenness").judge(std::nan("")) == GateVerdict::kRed);
  CHECK(gate("valid_pixels").judge(std::nan("")) == GateVerdict::kRed);
}

TEST_CASE("beyond the floor of a gate nothing may be let pass") {
  CHECK(gate("patch_pitch").may_override(6));
  CHECK_FALSE(gate("patch_pitch").may_override(5.9));
  CHECK(gate("distance").may_override(6));
  CHECK_FALSE(gate("distance").may_override(6.1));
  CHECK(gate("tilt").may_override(80));
}

TEST_CASE("a chart of measured values has to be predicted better") {
  CHECK(gate("held_out_mean").judge(2.5) == GateVerdict::kGreen);
  CHECK(gate("held_out_mean", "measured-values").judge(2.5) == GateVerdict::kAmber);
  CHECK(gate("held_out_p95").judge(7) == GateVerdict::kAmber);
  CHECK(gate("held_out_p95", "measured-values").judge(7) == GateVerdict::kRed);
}

TEST_CASE("an unknown profile is refused with those that exist") {
  REQUIRE_THROWS_WITH(capture_gates("strict"),
                      "capture_gates: expected published-values or measured-values, got \"strict\"");
}
