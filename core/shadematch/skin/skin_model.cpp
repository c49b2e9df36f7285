// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <shadematch/skin/skin_media.hpp>
#include <shadematch/skin/skin_model.hpp>

namespace shadematch::inline v0 {
namespace {

Reflectance reflect(const SkinParameters& skin, const PigmentZone* zone, const AddingDoublingOptions& options) {
  const SkinMedia media = skin_media(skin);
  const Quadrature quadrature = tissue_quadrature(options.streams, options.refractive_index);
  Reflectance out;
  std::vector<TissueLayer> layers;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const Turbidity& dermis = media.dermis[band];
    layers.assign({{media.epidermis[band], skin.epidermis_thickness_mm}});
    if (zone != nullptr) {
      layers.push_back({dermis, zone->depth_mm});
      layers.push_back({{dermis.mua + zone->mua[band], dermis.musr + zone->musr[band]}, zone->thickness_mm});
    }
    out.R[band] = layered_reflectance(layers, dermis, options, quadrature);
  }
  return out;
}

}  // namespace

Reflectance skin_reflectance(const SkinParameters& skin, const AddingDoublingOptions& options) {
  expect_valid("skin_reflectance", skin);
  return reflect(skin, nullptr, options);
}

Reflectance pigmented_skin_reflectance(const SkinParameters& skin, const PigmentZone& zone,
                                       const AddingDoublingOptions& options) {
  const std::string who = "pigmented_skin_reflectance";
  expect_valid(who, skin);
  expect_valid(who, zone);
  return reflect(skin, &zone, options);
}

}  // namespace shadematch::inline v0
