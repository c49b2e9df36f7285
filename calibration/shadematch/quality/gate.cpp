// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <stdexcept>

#include <shadematch/quality/gate.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {
SHADEMATCH_EMBEDDED(quality);
namespace {

constexpr std::array<const char*, 2> kProfiles{"published-values", "measured-values"};

bool keeps(double value, double limit, bool at_most) {
  return at_most ? value <= limit : value >= limit;
}

Gate read_gate(const CsvTable& table, std::size_t row) {
  const auto& cells = table.rows[row];
  const auto cell = [&](const char* column) { return cells[table.column(column)]; };
  Gate gate;
  gate.id = cell("gate");
  gate.unit = cell("unit");
  gate.at_most = cell("good") == "at_most";
  gate.green = table.number(row, table.column("green"));
  gate.amber = table.number(row, table.column("amber"));
  if (!cell("floor").empty()) gate.floor = table.number(row, table.column("floor"));
  gate.sentence = cell("sentence");
  gate.reason = cell("reason");
  return gate;
}

std::vector<Gate> read_gates(std::string_view profile) {
  static const CsvTable table =
      parse_csv(embedded_file(k_embedded_quality, k_embedded_quality_count, "capture_gates.csv"),
                "quality/data/capture_gates.csv");
  const std::size_t column = table.column("profile");
  std::vector<Gate> gates;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string& of = table.rows[row][column];
    if (of.empty() || of == profile) gates.push_back(read_gate(table, row));
  }
  return gates;
}

}  // namespace

std::string_view to_string(GateVerdict verdict) {
  if (verdict == GateVerdict::kGreen) return "green";
  return verdict == GateVerdict::kAmber ? "amber" : "red";
}

GateVerdict Gate::judge(double value) const {
  if (keeps(value, green, at_most)) return GateVerdict::kGreen;
  return keeps(value, amber, at_most) ? GateVerdict::kAmber : GateVerdict::kRed;
}

bool Gate::may_override(double value) const {
  return !floor || keeps(value, *floor, at_most);
}

std::vector<std::string> gate_profiles() {
  return {kProfiles.begin(), kProfiles.end()};
}

const std::vector<Gate>& capture_gates(std::string_view profile) {
  static const std::array<std::vector<Gate>, 2> gates{read_gates(kProfiles[0]), read_gates(kProfiles[1])};
  for (std::size_t i = 0; i < kProfiles.size(); ++i) {
    if (profile == kProfiles[i]) return gates[i];
  }
  throw std::invalid_argument("capture_gates: expected published-values or measured-values, got \"" +
                              std::string(profile) + "\"");
}

}  // namespace shadematch::inline v0
