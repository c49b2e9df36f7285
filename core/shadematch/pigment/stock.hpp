// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/pigment/optical.hpp>

namespace shadematch::inline v0 {

/// A declared amount: a value, a range, or nothing.
struct DeclaredAmount {
  std::optional<double> value, low, high;
};

struct ParticleSize {
  double low = 0, high = 0;  ///< nm
};

/// One ingredient that colors.
struct Component {
  std::string ci;                ///< Colour Index constitution number without prefix, "77266"; may be empty
  std::string name;              ///< "carbon black"; may be empty if `ci` is not
  DeclaredAmount mass_fraction;  ///< of the stock, 0..1
  std::optional<double> density_g_cm3;
  std::optional<ParticleSize> particle_nm;
};

/// Volume of one drop, by weighing.
struct DropVolume {
  double mean = 0;  ///< ml, > 0
  std::optional<double> sd;
  std::string nozzle;
  int n_weighed = 0;
};

/// A maker's own name of a dilution, as two volumes.
struct BrandDilution {
  std::string name;
  double pigment_ml = 1, diluent_ml = 0;
};

/// How far a stock may be diluted.
struct Dilution {
  bool allowed = true;
  std::optional<double> max_diluent_per_pigment;  ///< parts by volume to one part
  std::vector<std::string> diluent_ids;           ///< stocks that may dilute it; empty = any diluent
  std::vector<BrandDilution> brand_scale;
};

struct Compatibility {
  std::vector<std::string> groups;
  std::vector<std::string> not_with;  ///< stock ids that must not share a cup with this one
};

/// What the maker declares. Stored, never judged.
struct Regulatory {
  std::string eu_entry75 = "unknown";  ///< REACH Annex XVII entry 75: "declared", "unknown" or "flagged"
  std::vector<std::string> flags;
  std::string checked_on;  ///< YYYY-MM-DD or empty
};

struct Commercial {
  std::optional<double> volume_ml;  ///< of one bottle
  std::optional<double> price;      ///< of one bottle
  std::string currency;             ///< "EUR"; empty = unknown
  std::optional<double> stock_ml;   ///< on the shelf
};

struct Provenance {
  std::string source;
  std::string licence;
  std::string quality;  ///< "measured", "vendor", "estimated", "synthetic" or empty
};

/// One bottle of a brand, or a diluent. Unknown is empty, never 0.
struct Stock {
  std::string id;
  std::string brand, line, shade;
  std::string lot, expiry, sds_url;  ///< expiry YYYY-MM-DD; empty = unknown
  std::string kind;                  ///< "pigment", "corrector", "premix" or "diluent"
  std::string undertone;             ///< "cool", "neutral", "warm" or empty
  std::vector<std::string> carrier;  ///< liquid ingredients, INCI names
  std::optional<double> density_g_cm3;
  std::vector<Component> components;
  std::optional<DropVolume> drop_ml;
  Dilution dilution;
  std::optional<OpticalData> optical;
  std::vector<HealedRecord> healed;
  Compatibility compatibility;
  Regulatory regulatory;
  Commercial commercial;
  Provenance provenance;

  [[nodiscard]] bool is_diluent() const { return kind == "diluent"; }
};

/// Name of an ingredient as it is compared: lower case, one space between words (which space , ; : . / - and brackets
/// end), and "CI 77266", "C.I. 77266", "CI-77266", "ci77266" all as "77266".
[[nodiscard]] SHADEMATCH_API std::string normalized_ingredient(std::string_view name);

/// The ingredient of `stock` that `term` names, as the catalogue writes it, or "" if there is none: a component or
/// carrier whose Colour Index number or name holds all words of `term` in a row ("nickel" finds "nickel-titanate",
/// "15850" finds its salt "15850:1").
[[nodiscard]] SHADEMATCH_API std::string find_ingredient(const Stock& stock, std::string_view term);

}  // namespace shadematch::inline v0
