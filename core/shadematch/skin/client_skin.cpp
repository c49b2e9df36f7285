// SPDX-License-Identifier: Apache-2.0
#include <shadematch/skin/client_skin.hpp>

namespace shadematch::inline v0 {
namespace {

Reflectance times(Reflectance reflectance, const Bands& factor) {
  for (std::size_t band = 0; band < kBandCount; ++band) reflectance.R[band] *= factor[band];
  return reflectance;
}

}  // namespace

Reflectance ClientSkin::reflectance() const {
  return times(skin_reflectance(parameters, options), residual);
}

Reflectance ClientSkin::reflectance(const PigmentZone& zone) const {
  return times(pigmented_skin_reflectance(parameters, zone, options), residual);
}

bool ClientSkin::resembles_skin() const {
  return model_delta_e <= kSkinDeltaE;
}

}  // namespace shadematch::inline v0
