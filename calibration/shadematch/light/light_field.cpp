// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/light/field_terms.hpp>
#include <shadematch/light/light_field.hpp>

namespace shadematch::inline v0 {
namespace {

/// sd of a response's slope between the places of card and skin on the tone curve, share of the step in ln light:
/// what the neutrals of simulated phone photographs leave.
constexpr double kResponseSd = 0.05;
constexpr double kEvenFloor = 0.02;  // sd of ln light where nothing tells of it; start value

}  // namespace

Eigen::Vector3d LightField::ln_light(const Eigen::Vector2d& pixel) const {
  return coefficients.transpose() * field_terms(picture_place(pixel, width, height), degree);
}

double LightField::sd_between(const Eigen::Vector2d& pixel, const Eigen::Vector2d& other) const {
  const Eigen::VectorXd step = field_terms(picture_place(pixel, width, height), degree) -
                               field_terms(picture_place(other, width, height), degree);
  const double bend = kResponseSd * (coefficients.transpose() * step).mean();
  return std::sqrt(std::max(step.dot(covariance * step), 0.0) + floor_sd * floor_sd + bend * bend);
}

double LightField::light_ratio() const {
  constexpr int kSteps = 16;
  double least = 0.0, most = 0.0;
  for (int row = 0; row <= kSteps; ++row) {
    for (int column = 0; column <= kSteps; ++column) {
      const Eigen::Vector2d pixel((width - 1.0) * column / kSteps, (height - 1.0) * row / kSteps);
      const double light = ln_light(pixel).mean();
      least = row + column == 0 ? light : std::min(least, light);
      most = row + column == 0 ? light : std::max(most, light);
    }
  }
  return std::exp(most - least);
}

bool operator==(const LightField& one, const LightField& other) {
  return one.kind == other.kind && one.width == other.width && one.height == other.height &&
         one.degree == other.degree && one.response == other.response && one.coefficients == other.coefficients &&
         one.covariance == other.covariance && one.floor_sd == other.floor_sd && one.gain == other.gain &&
         one.source_sha256 == other.source_sha256;
}

LightField even_light_field(int width, int height, const LightResponse& response) {
  LightField field;
  field.kind = "even";
  field.width = width;
  field.height = height;
  field.response = response;
  field.floor_sd = kEvenFloor;
  field.coefficients.setZero(1, 3);
  field.covariance.setZero(1, 1);
  return field;
}

}  // namespace shadematch::inline v0
