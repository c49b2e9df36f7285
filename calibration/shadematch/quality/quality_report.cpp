// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <shadematch/error.hpp>
#include <shadematch/quality/quality_report.hpp>

namespace shadematch::inline v0 {
namespace {

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, std::abs(value) < 100 ? "%.3g" : "%.0f", value);
  return buffer;
}

std::string name(const GateResult& result) {
  return result.subject.empty() ? result.gate.id : result.gate.id + " of " + result.subject;
}

/// "at most 4 px".
std::string limit(const Gate& gate, double value) {
  return std::string(gate.at_most ? "at most " : "at least ") + text(value) + " " + gate.unit;
}

bool stops(const GateResult& result) {
  return result.verdict == GateVerdict::kRed && !result.overridden;
}

/// Gates of the table, known or not to this report.
bool is_gate(const std::string& id) {
  for (const std::string& profile : gate_profiles()) {
    const auto& gates = capture_gates(profile);
    if (std::any_of(gates.begin(), gates.end(), [&](const Gate& gate) { return gate.id == id; })) return true;
  }
  return false;
}

std::string all_ids() {
  std::string ids = "all";
  for (const Gate& gate : capture_gates(gate_profiles().front())) ids += ", " + gate.id;
  return ids;
}

}  // namespace

GateVerdict QualityReport::verdict() const {
  GateVerdict worst = GateVerdict::kGreen;
  for (const GateResult& result : gates) worst = std::max(worst, result.verdict);
  return worst;
}

void QualityReport::let_pass(std::span<const std::string> ids) {
  for (const std::string& id : ids) {
    if (id != "all" && !is_gate(id)) {
      throw std::invalid_argument("let_pass: expected gates of: " + all_ids() + "; got \"" + id + "\"");
    }
    for (GateResult& result : gates) {
      const bool named = id == "all" || id == result.gate.id;
      if (named && stops(result) && result.value && result.gate.may_override(*result.value)) result.overridden = true;
    }
  }
}

void QualityReport::refuse_red() const {
  const auto first = std::find_if(gates.begin(), gates.end(), &stops);
  if (first == gates.end()) return;
  std::string also;
  for (auto other = first + 1; other != gates.end(); ++other) {
    if (stops(*other)) also += (also.empty() ? "; also red: " : ", ") + name(*other);
  }
  const double value = first->value.value_or(0);
  const bool hard = !first->gate.may_override(value);
  throw MeasurementRefused(first->gate.id,
                           "capture gate " + name(*first) + ": expected " +
                               limit(first->gate, hard ? *first->gate.floor : first->gate.amber) + ", got " +
                               text(value) + also,
                           first->gate.sentence);
}

std::vector<std::string> QualityReport::warnings() const {
  std::vector<std::string> lines;
  for (const GateResult& result : gates) {
    if (result.verdict == GateVerdict::kGreen || stops(result)) continue;
    const std::string got = result.value ? text(*result.value) : "nothing to measure";
    const std::string state = result.overridden ? "red, let pass by hand" : "amber";
    lines.push_back("capture gate " + name(result) + " is " + state + ": " + got + ", should be " +
                    limit(result.gate, result.gate.green) + ". " + result.gate.sentence + ".");
  }
  return lines;
}

void add_gate(QualityReport& report, const std::string& id, const std::string& subject, std::optional<double> value) {
  for (const Gate& gate : capture_gates(report.profile)) {
    if (gate.id != id) continue;
    const GateVerdict verdict = value ? gate.judge(*value) : GateVerdict::kAmber;
    report.gates.push_back({gate, subject, value, verdict, false});
  }
}

}  // namespace shadematch::inline v0
