// SPDX-License-Identifier: Apache-2.0
#include "report.hpp"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace shadematch::bench {
namespace {

constexpr double kNoisy = 0.10;

std::string spread_note(double spread) {
  char text[64];
  std::snprintf(text, sizeof text, "spread ±%.0f %%%s", 100.0 * spread, spread > kNoisy ? ", noisy" : "");
  return text;
}

}  // namespace

void print(const Line& line) {
  nlohmann::ordered_json json{{"row", line.row},         {"value", line.value},  {"unit", line.unit},
                              {"against", line.against}, {"cases", line.cases},  {"seed", kSeed},
                              {"note", line.note},       {"detail", line.detail}};
  if (line.at_least) json["at_least"] = *line.at_least;
  if (line.at_most) json["at_most"] = *line.at_most;
  std::printf("%s\n", json.dump().c_str());
  std::fflush(stdout);
}

void print_ratio(const std::string& row, const std::vector<Timing>& timings, const std::string& ours,
                 const std::string& theirs, double work, const std::string& unit, std::optional<double> at_least,
                 const std::string& note, bool detail) {
  const Timing& first = timing_of(timings, ours);
  const Timing& second = timing_of(timings, theirs);
  const auto rate = [&](const Timing& timing) { return work / timing.median / 1e6; };
  const std::string spread = spread_note(std::max(first.spread(), second.spread()));
  print({.row = row,
         .value = second.median / first.median,
         .unit = "x",
         .against = {{"ours " + unit, rate(first)}, {theirs + " " + unit, rate(second)}},
         .at_least = at_least,
         .cases = static_cast<int>(work),
         .note = note.empty() ? spread : note + "; " + spread,
         .detail = detail});
}

}  // namespace shadematch::bench
