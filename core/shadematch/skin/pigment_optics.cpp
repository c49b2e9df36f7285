// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(skin);

namespace {

struct Size {
  double diameter_nm{};
  PigmentOptics optics;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kNameOfCi{{{"77266", "carbon black"},
                                                                                  {"77491", "hematite CI77491"},
                                                                                  {"77499", "magnetite CI77499"},
                                                                                  {"77891", "TiO2 CI77891"}}};

using SizesOfPigment = std::array<std::vector<Size>, kNameOfCi.size()>;

std::vector<Size> sizes_of(const CsvTable& table, std::string_view name) {
  const std::size_t first_band = table.column("nm380");
  std::vector<Size> sizes;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row][table.column("pigment")] != name) continue;
    const double diameter_nm = table.number(row, table.column("diameter_nm"));
    if (sizes.empty() || sizes.back().diameter_nm != diameter_nm) sizes.push_back({diameter_nm, {}});
    PigmentOptics& optics = sizes.back().optics;
    Bands& values = table.rows[row][table.column("quantity")] == "mua" ? optics.mua : optics.musr;
    for (std::size_t band = 0; band < kBandCount; ++band) values[band] = table.number(row, first_band + band);
  }
  return sizes;
}

SizesOfPigment read_pigments() {
  const std::string file = "pigment_mie_per_volume_fraction.csv";
  const CsvTable table = parse_csv(embedded_file(k_embedded_skin, k_embedded_skin_count, file), file);
  SizesOfPigment pigments;
  for (std::size_t i = 0; i < pigments.size(); ++i) pigments[i] = sizes_of(table, kNameOfCi[i].second);
  return pigments;
}

Bands blend(const Bands& low, const Bands& high, double t) {
  Bands out{};
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const bool empty = low[band] <= 0.0 || high[band] <= 0.0;  // rutile has zeros in the table: no logarithm
    out[band] =
        empty ? std::lerp(low[band], high[band], t) : std::exp(std::lerp(std::log(low[band]), std::log(high[band]), t));
  }
  return out;
}

}  // namespace

PigmentOptics pigment_optics(std::string_view ci, double diameter_nm) {
  const auto* known =
      std::find_if(kNameOfCi.begin(), kNameOfCi.end(), [&](const auto& row) { return row.first == ci; });
  if (known == kNameOfCi.end()) {
    throw std::invalid_argument("pigment_optics: expected CI number 77266, 77491, 77499 or 77891, got " +
                                std::string(ci));
  }
  static const SizesOfPigment pigments = read_pigments();
  const std::vector<Size>& sizes = pigments[static_cast<std::size_t>(known - kNameOfCi.begin())];
  if (!(diameter_nm >= sizes.front().diameter_nm && diameter_nm <= sizes.back().diameter_nm)) {
    throw std::invalid_argument("pigment_optics: expected a diameter of CI " + std::string(ci) + " in " +
                                std::to_string(sizes.front().diameter_nm) + ".." +
                                std::to_string(sizes.back().diameter_nm) + " nm, got " + std::to_string(diameter_nm));
  }
  const auto high = std::lower_bound(sizes.begin() + 1, sizes.end() - 1, diameter_nm,
                                     [](const Size& size, double nm) { return size.diameter_nm < nm; });
  const auto low = high - 1;
  const double t = std::log(diameter_nm / low->diameter_nm) / std::log(high->diameter_nm / low->diameter_nm);
  return {blend(low->optics.mua, high->optics.mua, t), blend(low->optics.musr, high->optics.musr, t)};
}

}  // namespace shadematch::inline v0
