// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <shadematch/light/field_terms.hpp>
#include <shadematch/light/flatten.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

/// Below this a value is noise around 0 whose logarithm says nothing; it is scaled as its neighbors above.
constexpr float kLeastValue = 1e-4F;

using RowPolynomial = std::array<double, kMostDegree + 1>;

/// ln light of one channel along one row, as a polynomial in the picture's x.
RowPolynomial along_row(const LightField& field, Eigen::Index channel, double y) {
  RowPolynomial row{};
  Eigen::Index at = 0;
  for (int total = 0; total <= field.degree; ++total) {
    double power = 1.0;
    for (int j = 0; j <= total; ++j, power *= y) {
      row[static_cast<std::size_t>(total - j)] += field.coefficients(at++, channel) * power;
    }
  }
  return row;
}

double evaluate(const RowPolynomial& row, double x) {
  double value = 0.0;
  for (std::size_t i = row.size(); i-- > 0;) value = value * x + row[i];
  return value;
}

/// What divides one channel, everywhere alike.
struct Divider {
  const LightResponse& response;
  std::size_t channel;
  double gain;  // ln
  bool linear = response.is_linear();

  float operator()(float value, double ln_field) const {
    if (ln_field == 0.0 && gain == 0.0) return value;
    if (linear) return static_cast<float>(value * std::exp(-gain - ln_field));
    const double from = std::log(std::max(value, kLeastValue));
    const double ln_light = response.ln_light(channel, from) - gain;
    // Flare lies over light and shade alike: only what is more than flare was lit.
    const double lit = std::exp(ln_light) - response.flare;
    const double even = lit > 0.0 ? std::log(lit * std::exp(-ln_field) + response.flare) : ln_light;
    return static_cast<float>(value * std::exp(response.ln_value(channel, even) - from));
  }
};

void expect_fit(const Photo& photo, const LightField& field) {
  expect_pixels(photo, "flatten");
  if (photo.flattened_by) {
    throw std::invalid_argument("flatten: expected a photo as it was taken, got one that was flattened before");
  }
  if (photo.width == field.width && photo.height == field.height) return;
  throw std::invalid_argument("flatten: expected a photo of " + std::to_string(field.width) + " x " +
                              std::to_string(field.height) + " pixels like the light field, got " +
                              std::to_string(photo.width) + " x " + std::to_string(photo.height));
}

}  // namespace

Photo flatten(const Photo& photo, const LightField& field) {
  expect_fit(photo, field);
  const std::array<Divider, 3> dividers{Divider{field.response, 0, field.gain(0)},
                                        Divider{field.response, 1, field.gain(1)},
                                        Divider{field.response, 2, field.gain(2)}};
  auto rgb = std::make_shared<std::vector<float>>(photo.rgb.size());
  std::vector<float> buffer;
  for (int y = 0; y < photo.height; ++y) {
    const double place_y = picture_place({0.0, y}, photo.width, photo.height)(1);
    std::array<RowPolynomial, 3> rows;
    for (std::size_t c = 0; c < 3; ++c) rows[c] = along_row(field, static_cast<Eigen::Index>(c), place_y);
    const float* from = photo.rgb.row(photo.index(0, y), static_cast<std::size_t>(photo.width), buffer);
    float* to = rgb->data() + 3 * photo.index(0, y);
    for (int x = 0; x < photo.width; ++x) {
      const double place_x = picture_place({x, 0.0}, photo.width, photo.height)(0);
      for (std::size_t c = 0; c < 3; ++c) *to++ = dividers[c](*from++, evaluate(rows[c], place_x));
    }
  }
  Photo flat = photo;
  flat.rgb = std::move(rgb);
  flat.flattened_by = std::make_shared<const LightField>(field);
  return flat;
}

bool same_light(const LightField* one, const LightField* other) {
  if (one == other) return true;
  return one != nullptr && other != nullptr && *one == *other;
}

}  // namespace shadematch::inline v0
