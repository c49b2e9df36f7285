// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>

#include <shadematch/error.hpp>
#include <shadematch/film/wavelength_grid.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kWidestStep = 20.0;
constexpr double kFirstAtMost = 420.0;
constexpr double kLastAtLeast = 680.0;

[[noreturn]] void refuse(const std::string& source, const std::string& got) {
  throw InvalidDocument("bad_wavelengths",
                        source +
                            ": expected wavelengths (400, 410, ... nm) that rise in equal steps of at most 20 nm and "
                            "cover 420..680 nm, got " +
                            got,
                        "Interpolate the readings to an even grid, for example every 10 nm.");
}

}  // namespace

std::string number_text(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

ReadingGrid find_grid(std::span<const double> nm, const std::string& source) {
  if (nm.size() < 2) refuse(source, std::to_string(nm.size()) + " of them");
  const ReadingGrid grid{nm[0], nm[1] - nm[0]};
  if (!(grid.step_nm > 0.0 && grid.step_nm <= kWidestStep)) {
    refuse(source, number_text(nm[0]) + " before " + number_text(nm[1]));
  }
  for (std::size_t i = 1; i < nm.size(); ++i) {
    if (!(std::abs(nm[i] - nm[i - 1] - grid.step_nm) <= 1e-6)) {
      refuse(source, "a gap or another order at " + number_text(nm[i]));
    }
  }
  if (nm.front() > kFirstAtMost || nm.back() < kLastAtLeast) {
    refuse(source, number_text(nm.front()) + ".." + number_text(nm.back()) + " nm");
  }
  return grid;
}

}  // namespace shadematch::inline v0
