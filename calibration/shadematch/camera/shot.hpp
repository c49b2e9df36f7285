// SPDX-License-Identifier: Apache-2.0
// Private: what a calibration knows of the photograph behind it, apart from its chart.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include <shadematch/chart/chart.hpp>
#include <shadematch/light/light_field.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

class JsonNode;

/// A gray surface that lies in two photographs: what the first one shows of it, uneven light divided out.
struct GrayReference {
  Eigen::Vector3d ln_value{0, 0, 0};
};

struct Shot {
  PhotoMetadata metadata;                   ///< camera, lens, exposure and white balance; the rest is not kept
  Eigen::Vector2d chart_center{0, 0};       ///< pixels
  LightResponse response;                   ///< as the chart's neutrals tell it
  std::shared_ptr<const LightField> light;  ///< that was divided out; empty: none
  std::optional<GrayReference> gray;
  bool second = false;  ///< the photograph to measure shows no chart: it was taken after the one that does
  double gain_sd = 0;   ///< of ln light, where a second photograph was matched by a gray
};

[[nodiscard]] Shot shot_of(const Chart& chart);

/// Response of the camera through the chart's neutrals, whatever field was divided out of the photograph. A linear
/// camera if fewer than 4 neutrals are valid.
[[nodiscard]] LightResponse response_of(const Chart& chart);
/// The same with the light of `field` instead of the light that was divided out.
[[nodiscard]] LightResponse response_under(const Chart& chart, const LightField& field);

/// sd of ln light between chart and pixel where a light field was divided out. @param shot  with a light.
[[nodiscard]] double light_field_sd(const Shot& shot, const Eigen::Vector2d& pixel);

/// What a second photograph adds to the uncertainty of `lab`, sd 0.8 CIEDE2000 and the gray's gain; 0 for the first.
[[nodiscard]] Eigen::Matrix3d second_shot_covariance(const Shot& shot, const Lab& lab);

[[nodiscard]] nlohmann::ordered_json json_from(const Shot& shot);
/// @throws InvalidDocument
[[nodiscard]] Shot read_shot(const JsonNode& node);

}  // namespace shadematch::inline v0
