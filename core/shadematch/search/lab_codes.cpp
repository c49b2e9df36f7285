// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/search/lab_codes.hpp>

namespace shadematch::inline v0 {

LabCodes::LabCodes(const LabColumns& columns, const LabBox& gamut)
    : padded_(columns.padded()), codes_(std::make_unique<std::uint8_t[]>(3 * columns.padded())) {
  const float from[] = {gamut.L_min, gamut.a_min, gamut.b_min}, to[] = {gamut.L_max, gamut.a_max, gamut.b_max};
  const float* const floats[] = {columns.L(), columns.a(), columns.b()};
  for (std::size_t i = 0; i < 3; ++i) {
    low_[i] = static_cast<double>(from[i]);
    scale_[i] = to[i] > from[i] ? 256.0 / (static_cast<double>(to[i]) - low_[i]) : 0.0;
    std::uint8_t* const codes = codes_.get() + i * padded_;
    for (std::size_t row = 0; row < columns.size(); ++row) codes[row] = code(i, static_cast<double>(floats[i][row]));
  }
}

std::uint8_t LabCodes::code(std::size_t i, double x) const {
  return static_cast<std::uint8_t>(std::clamp((x - low_[i]) * scale_[i], 0.0, 255.0));
}

CodeWindow LabCodes::window(const std::array<double, 3>& lab, double reach_L, double reach_ab) const {
  CodeWindow window{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double reach = i == 0 ? reach_L : reach_ab;
    window.first[i] = code(i, lab[i] - reach);
    window.width[i] = static_cast<std::uint8_t>(code(i, lab[i] + reach) - window.first[i]);
  }
  return window;
}

}  // namespace shadematch::inline v0
