// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/light/light_response.hpp>

namespace shadematch::inline v0 {

/// How the light falls over a photograph: ln light of each channel as a polynomial in x and y, which run from -1 to 1
/// over the picture's width and height. 0 at the center: only differences count. With its uncertainty.
struct SHADEMATCH_API LightField {
  std::string kind;        ///< "flat", "paper" or "even"
  int width = 0;           ///< of the photographs that it belongs to, pixels
  int height = 0;          ///< same
  int degree = 0;          ///< total, 0 to 4
  LightResponse response;  ///< of the camera, with which it was made and is divided out
  /// terms(degree) x 3: of 1, x, y, x^2, xy, y^2, x^3, …
  Eigen::Matrix<double, Eigen::Dynamic, 3> coefficients;
  Eigen::MatrixXd covariance;     ///< terms x terms, of the coefficients of one channel
  double floor_sd = 0;            ///< of ln light, what no polynomial tells: how even the card is, how plane the scene
  Eigen::Vector3d gain{0, 0, 0};  ///< ln of all light of a second photograph against the first; 0 for the first
  std::string source_sha256;      ///< of the file behind it; empty if unknown

  /// ln light of the three channels at a pixel (x, y), without gain.
  [[nodiscard]] Eigen::Vector3d ln_light(const Eigen::Vector2d& pixel) const;
  /// sd of ln light at one pixel relative to another.
  [[nodiscard]] double sd_between(const Eigen::Vector2d& pixel, const Eigen::Vector2d& other) const;
  /// Largest light of the picture divided by the least, mean of the channels.
  [[nodiscard]] double light_ratio() const;

  /// parse_light_field(f.to_json()) is f bit for bit.
  [[nodiscard]] std::string to_json() const;
};

/// Bit for bit the same light.
[[nodiscard]] SHADEMATCH_API bool operator==(const LightField& one, const LightField& other);

/// @throws InvalidDocument
[[nodiscard]] SHADEMATCH_API LightField parse_light_field(std::string_view json, const std::string& source);

/// No light taken out: degree 0. @param response  for a gain that is set later.
[[nodiscard]] SHADEMATCH_API LightField even_light_field(int width, int height, const LightResponse& response = {});

}  // namespace shadematch::inline v0
