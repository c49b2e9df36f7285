// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/skin/skin_fit.hpp>

namespace shadematch::inline v0 {

SkinParameters unbounded_to_skin(const Eigen::VectorXd& u, SkinParameters skin) {
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    const FreeParameter& p = kFreeParameters[static_cast<std::size_t>(i)];
    skin.*p.member = p.low * std::pow(p.high / p.low, 1.0 / (1.0 + std::exp(-u(i))));
  }
  return skin;
}

double unbounded(const FreeParameter& parameter, double value) {
  const double share = std::log(value / parameter.low) / std::log(parameter.high / parameter.low);
  return std::log(share / (1.0 - share));
}

Eigen::VectorXd log_over_prior(const SkinParameters& skin, Eigen::Index count) {
  Eigen::VectorXd out(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const FreeParameter& p = kFreeParameters[static_cast<std::size_t>(i)];
    out(i) = std::log(skin.*p.member / p.prior);
  }
  return out;
}

const ColorimetricWeights& weights_d50() {
  static const ColorimetricWeights weights = colorimetric_weights(illuminant("D50"), observer(2));
  return weights;
}

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

}  // namespace shadematch::inline v0
