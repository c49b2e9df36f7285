// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <memory>
#include <random>

#include <shadematch/light/flatten.hpp>

using namespace shadematch;

namespace {

Photo random_photo(int width, int height) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> value(-0.01F, 1.1F);
  auto rgb = std::make_shared<std::vector<float>>(static_cast<std::size_t>(3 * width * height));
  for (float& each : *rgb) each = value(random);
  Photo photo;
  photo.width = width;
  photo.height = height;
  photo.rgb = std::move(rgb);
  return photo;
}

LightResponse bent() {
  LightResponse response;
  for (auto& channel : response.channels) channel = {-0.3, 0.8, 0.4};
  response.flare = 0.01;
  return response;
}

LightField slanted(int width, int height, const LightResponse& response) {
  LightField field = even_light_field(width, height, response);
  field.degree = 1;
  field.coefficients.setZero(3, 3);
  field.coefficients.row(1).setConstant(0.5);
  field.covariance.setZero(3, 3);
  return field;
}

}  // namespace

TEST_CASE("a unit field keeps every bit, whatever the response") {
  const Photo photo = random_photo(17, 11);
  for (const LightResponse& response : {LightResponse{}, bent()}) {
    CHECK(*flatten(photo, even_light_field(17, 11, response)).rgb == *photo.rgb);
  }
}

TEST_CASE("a linear photograph is divided by the light") {
  const Photo photo = random_photo(21, 5);
  const Photo even = flatten(photo, slanted(21, 5, {}));
  CHECK(even.pixel(20, 2)[1] == Approx(photo.pixel(20, 2)[1] * std::exp(-0.5)));
  CHECK(even.pixel(0, 4)[0] == Approx(photo.pixel(0, 4)[0] * std::exp(0.5)));
  CHECK(even.pixel(10, 3)[2] == photo.pixel(10, 3)[2]);
}

TEST_CASE("a bent photograph is divided where it is light, and flare stays") {
  const LightResponse response = bent();
  const double gray = 0.2, lit = gray * std::exp(0.5);
  const auto value = [&](double light) {
    return static_cast<float>(std::exp(response.ln_value(0, std::log(light + response.flare))));
  };
  Photo photo = random_photo(21, 5);
  auto rgb = std::make_shared<std::vector<float>>(*photo.rgb);
  for (std::size_t i = 0; i < 3; ++i) (*rgb)[3 * 20 + i] = value(lit);
  photo.rgb = rgb;
  CHECK(flatten(photo, slanted(21, 5, response)).pixel(20, 0)[1] == Approx(value(gray)).epsilon(1e-5));
}

TEST_CASE("a gain divides all light, flare too") {
  LightField field = even_light_field(4, 4, bent());
  field.gain = {0.3, 0.0, -0.2};
  Photo photo = random_photo(4, 4);
  photo.rgb = std::make_shared<std::vector<float>>(48, 0.3F);
  const Photo even = flatten(photo, field);
  const LightResponse& response = field.response;
  CHECK(response.ln_light(0, std::log(even.pixel(1, 1)[0])) ==
        Approx(response.ln_light(0, std::log(0.3)) - 0.3).epsilon(1e-5));
  CHECK(even.pixel(1, 1)[1] == 0.3F);
}

TEST_CASE("flatten refuses what it cannot divide") {
  const LightField field = even_light_field(4, 4);
  CHECK_THROWS_WITH(flatten(Photo{}, field),
                    "flatten: expected a photo with width x height x 3 values, got 0 x 0 with 0");
  CHECK_THROWS_WITH(flatten(random_photo(5, 4), field),
                    "flatten: expected a photo of 4 x 4 pixels like the light field, got 5 x 4");
  CHECK_THROWS_WITH(flatten(flatten(random_photo(4, 4), field), field),
                    "flatten: expected a photo as it was taken, got one that was flattened before");
}
