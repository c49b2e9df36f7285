// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <catch2_shim.hpp>
#include <cmath>
#include <random>

#include <shadematch/light/skin.hpp>
#include <shadematch/light/smooth_places.hpp>

using namespace shadematch;

namespace {

/// Skin over a picture of 4 : 3, in light that changes by `light . terms`; its melanin varies by `patchy` from place to
/// place, and by `drift` from one side to the other. Melanin darkens red, green and blue by 1 : 2 : 3.
struct MadeSkin {
  Eigen::Vector3d light{0.2, -0.1, -0.05};
  double patchy = 0.03;
  double drift = 0.0;
  double oddity = 0.0;  ///< sd of ln reflectance that has no color
  int columns = 40;

  [[nodiscard]] std::vector<SkinSample> samples() const {
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    std::vector<SkinSample> out;
    for (int i = 0; i < columns; ++i) {
      for (int j = 0; j < 30; ++j) {
        const double x = 1.6 * i / 39.0 - 0.8, y = 1.2 * j / 29.0 - 0.6;
        SkinSample sample{{x, y, x * x + y * y}, {0, 0, 0}};
        const double melanin = patchy * normal(random) + drift * x;
        const double level = light.dot(sample.terms) + oddity * normal(random);
        sample.ln_light = Eigen::Vector3d(-0.9, -1.3, -1.6).array() + level - melanin * Eigen::Array3d(1, 2, 3);
        out.push_back(sample);
      }
    }
    return out;
  }
};

double sd_of(const SkinLight& skin, Eigen::Index axis) {
  return std::sqrt(skin.seen.information.inverse()(axis, axis));
}

/// Skin on the right half; on the left, hair: two columns of three are dark.
Photo plain_photo(std::size_t width, std::size_t height) {
  auto rgb = std::make_shared<std::vector<float>>(3 * width * height, 0.3F);
  for (std::size_t at = 0; at < rgb->size(); ++at) {
    const std::size_t x = at / 3 % width;
    if (x < width / 2 && x % 3 < 2) (*rgb)[at] = x % 3 == 0 ? 0.05F : 0.2F;
  }
  Photo photo;
  photo.width = static_cast<int>(width);
  photo.height = static_cast<int>(height);
  photo.rgb = std::move(rgb);
  return photo;
}

}  // namespace

TEST_CASE("the light over even skin is found") {
  const MadeSkin made;
  const std::optional<SkinLight> skin = skin_light(made.samples());
  REQUIRE(skin);
  CHECK(skin->places == 1200);
  for (Eigen::Index axis = 0; axis < 3; ++axis) {
    CHECK(skin->seen.light(axis) == Approx(made.light(axis)).margin(0.01));
    CHECK(sd_of(*skin, axis) > 0.01);  // skin is never wholly even
    CHECK(sd_of(*skin, axis) < 0.05);
  }
}

TEST_CASE("skin that is darker because of its melanin does not lie in shade") {
  MadeSkin made;
  made.drift = 0.08;
  const std::optional<SkinLight> skin = skin_light(made.samples());
  REQUIRE(skin);
  CHECK(skin->seen.light(0) == Approx(made.light(0)).margin(0.02));
}

TEST_CASE("the patchier the skin, the less it says") {
  MadeSkin even, patchy, wild;
  patchy.oddity = 0.04;
  wild.oddity = 0.3;
  CHECK(sd_of(*skin_light(patchy.samples()), 0) > 2.0 * sd_of(*skin_light(even.samples()), 0));
  CHECK_FALSE(skin_light(wild.samples()));
}

TEST_CASE("other surfaces here and there do not disturb") {
  const MadeSkin made;
  std::vector<SkinSample> samples = made.samples();
  for (std::size_t i = 0; i < samples.size(); i += 7) samples[i].ln_light.array() -= 0.4;
  CHECK(skin_light(samples)->seen.light(0) == Approx(made.light(0)).margin(0.03));
}

TEST_CASE("too little skin says nothing") {
  MadeSkin made;
  made.columns = 1;
  CHECK_FALSE(skin_light(made.samples()));
  CHECK_FALSE(skin_light({}));
}

TEST_CASE("smooth places lie where no hair is, and know their color") {
  const std::vector<SmoothPlace> places = smooth_places(plain_photo(800, 400));
  REQUIRE(places.size() == 625);
  for (const SmoothPlace& place : places) {
    CHECK(place.pixel(0) > 390.0);
    CHECK(place.rgb(1) == Approx(0.3));
  }
}

TEST_CASE("a photo without pixels has no smooth places to look for") {
  CHECK_THROWS_WITH(smooth_places(Photo{}),
                    "smooth_places: expected a photo with width x height x 3 values, got 0 x 0 with 0");
}
