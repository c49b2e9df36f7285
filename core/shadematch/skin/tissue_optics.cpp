// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include <shadematch/skin/tissue_optics.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(skin);

namespace {

/// Molar extinction at the bands, 1/(cm M).
struct Haemoglobin {
  Bands HbO2{}, Hb{};
};

/// The table steps by 2 nm, so that every band is one of its rows.
Haemoglobin read_haemoglobin() {
  const std::string file = "haemoglobin_prahl.csv";
  const CsvTable table = parse_csv(embedded_file(k_embedded_skin, k_embedded_skin_count, file), file);
  const std::size_t nm = table.column("nm");
  Haemoglobin haemoglobin;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double steps = (table.number(row, nm) - kFirstBandNm) / kBandStepNm;
    if (steps < 0.0 || steps >= static_cast<double>(kBandCount) || steps != std::floor(steps)) continue;
    haemoglobin.HbO2[static_cast<std::size_t>(steps)] = table.number(row, table.column("molar_ext_HbO2"));
    haemoglobin.Hb[static_cast<std::size_t>(steps)] = table.number(row, table.column("molar_ext_Hb"));
  }
  return haemoglobin;
}

}  // namespace

double melanosome_absorption(double wavelength_nm) {
  return 6.6e11 * std::pow(wavelength_nm, -3.33);
}

double bloodless_absorption(double wavelength_nm) {
  return 7.84e8 * std::pow(wavelength_nm, -3.255);
}

double tissue_scattering(double wavelength_nm, double A, double b) {
  return A * std::pow(wavelength_nm / 500.0, -b);
}

Bands blood_absorption(double oxygen_saturation) {
  static const Haemoglobin haemoglobin = read_haemoglobin();
  constexpr double kLn10 = 2.303;              // as rounded by the source of the table
  constexpr double kMolarity = 150.0 / 64500;  // g/l over g/mol
  Bands mua{};
  for (std::size_t band = 0; band < kBandCount; ++band) {
    mua[band] = kLn10 * kMolarity *
                (oxygen_saturation * haemoglobin.HbO2[band] + (1.0 - oxygen_saturation) * haemoglobin.Hb[band]);
  }
  return mua;
}

}  // namespace shadematch::inline v0
