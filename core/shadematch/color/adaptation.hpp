// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string_view>

#include <shadematch/color/xyz.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// In which sharpened cone space the two whites are scaled onto each other.
enum class AdaptationMethod {
  kBradford,  ///< linear Bradford, what ICC profiles use [icc2022]; the default everywhere
  kCat16,     ///< of the color appearance model CAM16 [li2017]
};

/// "bradford" or "cat16". @throws std::invalid_argument for any other name.
[[nodiscard]] SHADEMATCH_API AdaptationMethod adaptation_method(std::string_view name);

/// XYZ to the sharpened cone responses of a method.
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d cone_matrix(AdaptationMethod method);

/// Matrix that takes XYZ seen under `from` to the XYZ of the same appearance under `to`: full von Kries adaptation.
/// @throws std::invalid_argument for a white whose cone responses are not all positive, NaN included.
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d adaptation_matrix(const XYZ& from, const XYZ& to,
                                                               AdaptationMethod method = AdaptationMethod::kBradford);

/// adaptation_matrix times XYZ. NaN in `xyz` passes through.
[[nodiscard]] SHADEMATCH_API XYZ adapt(const XYZ& xyz, const XYZ& from, const XYZ& to,
                                       AdaptationMethod method = AdaptationMethod::kBradford);
[[nodiscard]] SHADEMATCH_API XYZTable adapt(const Eigen::Ref<const XYZTable>& xyz, const XYZ& from, const XYZ& to,
                                            AdaptationMethod method = AdaptationMethod::kBradford);

}  // namespace shadematch::inline v0
