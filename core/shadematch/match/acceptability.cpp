// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/color/ita.hpp>
#include <shadematch/match/acceptability.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {
SHADEMATCH_EMBEDDED(match);
namespace {

struct Anchor {
  double ita_deg;
  AcceptabilityBands bands;
};

struct Anchors {
  Anchor fair, dark;
};

Anchor read_anchor(const CsvTable& table, const std::string& skin) {
  const std::size_t name = table.column("skin");
  const auto row = std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& r) { return r[name] == skin; });
  const auto i = static_cast<std::size_t>(row - table.rows.begin());
  return {table.number(i, table.column("ita_deg")),
          {table.number(i, table.column("perceptible_delta_e_ab")),
           table.number(i, table.column("acceptable_delta_e_ab"))}};
}

Anchors read_anchors() {
  const auto table = parse_csv(embedded_file(k_embedded_match, k_embedded_match_count, "acceptability.csv"),
                               "match/data/acceptability.csv");
  return {read_anchor(table, "fair"), read_anchor(table, "dark")};
}

}  // namespace

AcceptabilityBands acceptability_bands(double ita_deg) {
  if (std::isnan(ita_deg)) throw std::invalid_argument("acceptability_bands: expected an angle in degrees, got NaN");
  static const Anchors anchors = read_anchors();
  const auto& [fair, dark] = anchors;
  const double t = std::clamp((ita_deg - dark.ita_deg) / (fair.ita_deg - dark.ita_deg), 0.0, 1.0);
  return {std::lerp(dark.bands.perceptible, fair.bands.perceptible, t),
          std::lerp(dark.bands.acceptable, fair.bands.acceptable, t)};
}

AcceptabilityBands acceptability_bands(const std::optional<Lab>& skin) {
  const double angle = skin ? ita(*skin) : std::nan("");
  constexpr double kFairest = 90;
  return acceptability_bands(std::isnan(angle) ? kFairest : angle);
}

std::string verdict(double delta_e_ab_low, double delta_e_ab_high, const AcceptabilityBands& bands) {
  if (delta_e_ab_high < bands.perceptible) return "match";
  if (delta_e_ab_high < bands.acceptable) return "acceptable";
  return delta_e_ab_low >= bands.acceptable ? "visible" : "cannot_tell";
}

}  // namespace shadematch::inline v0
