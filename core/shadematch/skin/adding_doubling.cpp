// SPDX-License-Identifier: Apache-2.0
#include <shadematch/skin/adding_doubling.hpp>

namespace shadematch::inline v0 {

double layered_reflectance(std::span<const TissueLayer> layers, const Turbidity& ground,
                           const AddingDoublingOptions& options) {
  return layered_reflectance(layers, ground, options, tissue_quadrature(options.streams, options.refractive_index));
}

double layered_reflectance(std::span<const TissueLayer> layers, const Turbidity& ground,
                           const AddingDoublingOptions& options, const Quadrature& quadrature) {
  constexpr double kCmPerMm = 0.1;
  StreamMatrix R = semi_infinite_layer(ground, quadrature);
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    if (layer->thickness_mm == 0.0) continue;
    R = add_on_top(homogeneous_layer(layer->medium, layer->thickness_mm * kCmPerMm, quadrature), R);
  }
  const double out = reflectance_through_surface(R, quadrature, options.refractive_index, options.illumination);
  return out + (options.specular_included ? specular_reflectance(options.refractive_index) : 0.0);
}

}  // namespace shadematch::inline v0
