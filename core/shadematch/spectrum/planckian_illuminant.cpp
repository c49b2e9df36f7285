// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <utility>

#include <shadematch/spectrum/planckian_illuminant.hpp>

namespace shadematch::inline v0 {

Illuminant planckian_illuminant(double temperature_kelvin) {
  if (!(temperature_kelvin >= 1000.0 && temperature_kelvin <= 100000.0)) {
    throw std::invalid_argument("planckian_illuminant: expected a temperature of 1000 to 100000 K, got " +
                                std::to_string(temperature_kelvin));
  }
  const double c2_nm = 1.4388e7;
  const auto exitance = [&](double nm) { return std::pow(nm, -5.0) / std::expm1(c2_nm / (nm * temperature_kelvin)); };
  std::vector<double> power;
  for (int nm = 360; nm <= 830; ++nm) power.push_back(exitance(nm) / exitance(560.0));
  return {"Planckian " + std::to_string(std::lround(temperature_kelvin)) + " K",
          Spectrum(360.0, 1.0, std::move(power))};
}

}  // namespace shadematch::inline v0
