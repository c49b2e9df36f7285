// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/skin/layer.hpp>

namespace shadematch::inline v0 {
namespace {

StreamMatrix identity(const Quadrature& quadrature) {
  return StreamMatrix::Identity(quadrature.mu.size(), quadrature.mu.size());
}

void expect_medium(const Turbidity& medium, const char* who) {
  if (medium.mua >= 0.0 && medium.musr >= 0.0 && std::isfinite(medium.mua + medium.musr)) return;
  throw std::invalid_argument(std::string(who) + ": expected finite mua and musr >= 0, got mua " +
                              std::to_string(medium.mua) + " and musr " + std::to_string(medium.musr) + " 1/cm");
}

/// Slab of optical thickness 2h, thin enough for the diamond scheme.
LayerOperators diamond_layer(double h, double albedo, const Quadrature& quadrature) {
  const StreamMatrix I = identity(quadrature);
  const StreamVector h_over_mu = h * quadrature.mu.cwiseInverse();
  const StreamMatrix B = (0.5 * albedo) * h_over_mu * quadrature.weight.transpose();
  const StreamMatrix A = StreamMatrix(h_over_mu.asDiagonal()) - B;
  const StreamMatrix P = (I + A).partialPivLu().inverse();
  const StreamMatrix BP = B * P;
  const StreamMatrix G = (I + A - BP * B).partialPivLu().inverse();
  return {2.0 * G * BP, 2.0 * G - I};
}

void double_layer(LayerOperators& layer, const StreamMatrix& I) {
  const StreamMatrix TE = layer.T * (I - layer.R * layer.R).partialPivLu().inverse();
  const StreamMatrix RT = layer.R * layer.T;
  layer.R += TE * RT;
  layer.T = (TE * layer.T).eval();
}

}  // namespace

LayerOperators homogeneous_layer(const Turbidity& medium, double thickness_cm, const Quadrature& quadrature) {
  expect_medium(medium, "homogeneous_layer");
  if (!(thickness_cm >= 0.0 && std::isfinite(thickness_cm))) {
    throw std::invalid_argument("homogeneous_layer: expected a thickness >= 0 cm, got " + std::to_string(thickness_cm));
  }
  const StreamMatrix I = identity(quadrature);
  const double mut = medium.mua + medium.musr;
  const double tau = mut * thickness_cm;
  if (tau == 0.0) return {StreamMatrix::Zero(I.rows(), I.cols()), I};
  const double thin = quadrature.mu.minCoeff() / 4.0;
  const int m = std::max(0, static_cast<int>(std::ceil(std::log2(tau / thin))));
  LayerOperators layer = diamond_layer(tau / std::ldexp(1.0, m + 1), medium.musr / mut, quadrature);
  for (int doubling = 0; doubling < m; ++doubling) double_layer(layer, I);
  return layer;
}

StreamMatrix semi_infinite_layer(const Turbidity& medium, const Quadrature& quadrature) {
  expect_medium(medium, "semi_infinite_layer");
  if (!(medium.mua > 0.0)) {
    throw std::invalid_argument("semi_infinite_layer: expected mua > 0 1/cm, got 0: such a layer has no end");
  }
  const double mut = medium.mua + medium.musr;
  const double thickness_cm = 60.0 / mut * std::max(1.0, std::sqrt(mut / (3.0 * medium.mua)));
  return homogeneous_layer(medium, thickness_cm, quadrature).R;
}

StreamMatrix add_on_top(const LayerOperators& layer, const StreamMatrix& ground) {
  const StreamMatrix I = StreamMatrix::Identity(ground.rows(), ground.cols());
  return layer.R + layer.T * (I - ground * layer.R).partialPivLu().solve(StreamMatrix(ground * layer.T));
}

}  // namespace shadematch::inline v0
