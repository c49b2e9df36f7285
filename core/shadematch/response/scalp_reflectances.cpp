// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/response/scalp_reflectances.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(response);

namespace {

constexpr Eigen::Index kRows = 2400;
constexpr double kMostCover = 0.9;
constexpr double kLevelRange = 0.05;  // of ln reflectance, around the model

/// Fractional part of an additive recurrence: evenly spread and the same everywhere. Its steps are powers of the
/// plastic number's inverse [roberts2018].
double spread(Eigen::Index row, double step) {
  const double at = 0.5 + step * static_cast<double>(row);
  return at - std::floor(at);
}

Eigen::Index pick(double share, Eigen::Index count) {
  return static_cast<Eigen::Index>(share * static_cast<double>(count));
}

void read_materials(ReflectanceTable& skin, ReflectanceTable& hair) {
  const std::string file = "scalp_reflectances.csv";
  const CsvTable table = parse_csv(embedded_file(k_embedded_response, k_embedded_response_count, file), file);
  const auto rows = static_cast<Eigen::Index>(table.rows.size());
  skin.resize(rows, Eigen::NoChange);
  hair.resize(rows, Eigen::NoChange);
  Eigen::Index skins = 0, hairs = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const bool is_skin = table.rows[row][0] == "skin";
    auto target = is_skin ? skin.row(skins++) : hair.row(hairs++);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      target(static_cast<Eigen::Index>(band)) = table.number(row, band + 1);
    }
  }
  skin.conservativeResize(skins, Eigen::NoChange);
  hair.conservativeResize(hairs, Eigen::NoChange);
}

ScalpReflectances assemble() {
  ReflectanceTable skin, hair;
  read_materials(skin, hair);
  ScalpReflectances out;
  out.reflectance.resize(kRows, Eigen::NoChange);
  out.cover.resize(kRows);
  for (Eigen::Index row = 0; row < kRows; ++row) {
    const auto kind = row % 5;  // two of skin, one of hair, two of both
    const double cover = kind < 2 ? 0.0 : kind == 2 ? 1.0 : kMostCover * spread(row, 0.8191725133961645);
    const auto below = skin.row(pick(spread(row, 0.6710436067037893), skin.rows()));
    const auto above = hair.row(pick(spread(row, 0.5497004779019703), hair.rows()));
    const double level = std::exp(kLevelRange * (2.0 * spread(row, 0.4503) - 1.0));
    out.cover(row) = cover;
    out.reflectance.row(row) = level * ((1.0 - cover) * below + cover * above);
  }
  out.lab = lab_from_reflectance(out.reflectance, colorimetric_weights(illuminant("D50"), observer(2)));
  return out;
}

}  // namespace

const ScalpReflectances& scalp_reflectances() {
  static const ScalpReflectances table = assemble();
  return table;
}

}  // namespace shadematch::inline v0
