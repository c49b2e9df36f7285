// SPDX-License-Identifier: Apache-2.0
// Private: free variables of the skin fits.
#pragma once

#include <Eigen/Core>
#include <array>

#include <shadematch/color/lab.hpp>
#include <shadematch/skin/skin_model.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>

namespace shadematch::inline v0 {

/// A parameter of the model that a fit may change, between bounds that are wider than any skin.
struct FreeParameter {
  double SkinParameters::*member;
  double low, high;
  double prior;
};

inline constexpr std::array<FreeParameter, 5> kFreeParameters{{
    {&SkinParameters::melanosome_fraction, 0.0005, 0.6, 0.025},
    {&SkinParameters::blood_fraction, 0.0002, 0.2, 0.02},
    {&SkinParameters::scattering_A, 15.0, 150.0, 62.0},
    {&SkinParameters::scattering_b, 0.2, 3.0, 1.3},
    {&SkinParameters::oxygen_saturation, 0.2, 0.999, 0.85},
}};

/// The first u.size() parameters from unbounded variables: ln p runs from ln low to ln high as u does from -inf to inf.
[[nodiscard]] SkinParameters unbounded_to_skin(const Eigen::VectorXd& u, SkinParameters skin);
/// Inverse for one parameter; `value` inside the bounds.
[[nodiscard]] double unbounded(const FreeParameter& parameter, double value);
/// ln(p / prior) of the first `count` parameters.
[[nodiscard]] Eigen::VectorXd log_over_prior(const SkinParameters& skin, Eigen::Index count);

/// Weights for D50, 2 degrees; made once.
[[nodiscard]] const ColorimetricWeights& weights_d50();
[[nodiscard]] Eigen::Vector3d to_vector(const Lab& lab);

}  // namespace shadematch::inline v0
