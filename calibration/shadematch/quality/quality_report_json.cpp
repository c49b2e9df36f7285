// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include <shadematch/quality/quality_report.hpp>

namespace shadematch::inline v0 {
namespace {

using Json = nlohmann::ordered_json;

Json json_from(const GateResult& result) {
  const Gate& gate = result.gate;
  Json out{{"gate", gate.id}, {"subject", result.subject}};
  out["value"] = result.value && std::isfinite(*result.value) ? Json(*result.value) : Json();
  out["unit"] = gate.unit;
  out["good"] = gate.at_most ? "at_most" : "at_least";
  out["green"] = gate.green;
  out["amber"] = gate.amber;
  out["floor"] = gate.floor ? Json(*gate.floor) : Json();
  out["verdict"] = to_string(result.verdict);
  out["overridden"] = result.overridden;
  out["sentence"] = result.verdict == GateVerdict::kGreen ? Json() : Json(gate.sentence);
  return out;
}

}  // namespace

std::string QualityReport::to_json() const {
  Json out{{"profile", profile}, {"verdict", to_string(verdict())}, {"gates", Json::array()}};
  out["overridden"] = Json::array();
  for (const GateResult& result : gates) {
    out["gates"].push_back(json_from(result));
    if (result.overridden) out["overridden"].push_back(result.gate.id);
  }
  return out.dump();
}

}  // namespace shadematch::inline v0
