// SPDX-License-Identifier: Apache-2.0
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

Reflectance reflectance_from_spectrum(const Spectrum& spectrum) {
  return {spectrum.at_bands()};
}

Reflectance flat_reflectance(double R) {
  Reflectance reflectance;
  reflectance.R.fill(R);
  return reflectance;
}

}  // namespace shadematch::inline v0
