// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>
#include <string>

#include <shadematch/spectrum/observer.hpp>
#include <shadematch/spectrum/tables.hpp>

namespace shadematch::inline v0 {

Observer observer(int degrees) {
  if (degrees != 2 && degrees != 10) {
    throw std::invalid_argument("observer: expected 2 or 10 degrees, got " + std::to_string(degrees));
  }
  const CsvTable& table = spectral_table("cie_observers_1nm.csv");
  const std::string suffix = std::to_string(degrees);
  return {degrees, spectral_column(table, "x" + suffix), spectral_column(table, "y" + suffix),
          spectral_column(table, "z" + suffix)};
}

}  // namespace shadematch::inline v0
