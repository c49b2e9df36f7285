// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <stdexcept>
#include <string>

#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::array kRungs{
    Rung{"none", fit_none, true},
    Rung{"gain", fit_gain},
    Rung{"matrix", fit_matrix},
    Rung{"affine", fit_affine},
    Rung{"tone+matrix", fit_tone_matrix},
    Rung{"tone+affine", fit_tone_affine},
    Rung{"tone+matrix+shading", fit_tone_matrix_shading, false, true},
    Rung{"tone+root-polynomial", fit_tone_root_polynomial},
    Rung{"tone+root-polynomial+shading", fit_tone_root_polynomial_shading, false, true},
};

}  // namespace

std::span<const Rung> all_rungs() {
  return kRungs;
}

const Rung& rung_by_name(std::string_view name) {
  std::string have;
  for (const Rung& rung : kRungs) {
    if (rung.name == name) return rung;
    have += ", " + std::string(rung.name);
  }
  throw std::invalid_argument("calibrate: expected a rung of auto, follow-up, spectral" + have + ", got '" +
                              std::string(name) + "'");
}

}  // namespace shadematch::inline v0
