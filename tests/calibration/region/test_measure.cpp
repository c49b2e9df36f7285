// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <functional>
#include <limits>
#include <random>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/error.hpp>
#include <shadematch/region/glare.hpp>
#include <shadematch/region/measure.hpp>

#include "../camera/simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr int kSize = 40;

/// A picture with the given Lab at each pixel; `clipped` says which pixels were clipped.
LabImage picture(
    const std::function<Lab(int, int)>& color,
    const std::function<bool(int, int)>& clipped = [](int, int) { return false; }, ClippingBit bit = kHighR) {
  std::vector<float> lab, rgb;
  std::vector<std::uint8_t> clipping;
  for (int y = 0; y < kSize; ++y) {
    for (int x = 0; x < kSize; ++x) {
      const Lab c = color(x, y);
      const Eigen::Vector3d seen = MadeCamera{}.see(c);
      lab.insert(lab.end(), {static_cast<float>(c.L), static_cast<float>(c.a), static_cast<float>(c.b)});
      for (int k = 0; k < 3; ++k) rgb.push_back(static_cast<float>(seen(k)));
      clipping.push_back(clipped(x, y) ? bit : 0);
    }
  }
  LabImage image;
  image.width = image.height = image.photo.width = image.photo.height = kSize;
  image.lab = std::make_shared<const std::vector<float>>(std::move(lab));
  image.photo.rgb = std::make_shared<const std::vector<float>>(std::move(rgb));
  image.photo.clipping = std::make_shared<const std::vector<std::uint8_t>>(std::move(clipping));
  image.calibration = std::make_shared<const Calibration>(calibrate(photograph(MadeCamera{})));
  return image;
}

Region everything() {
  return region_from_rectangle(0, 0, kSize, kSize, kSize, kSize);
}

constexpr Lab kSkin{62, 13, 19};

/// Skin with the mirror image of a lamp that adds `light` of white.
Lab with_lamp(const Lab& body, double light) {
  const XYZ xyz = xyz_from_lab(body);
  return lab_from_xyz({xyz.X + light * kWhiteD50.X, xyz.Y + light * kWhiteD50.Y, xyz.Z + light * kWhiteD50.Z});
}

}  // namespace

TEST_CASE("a plain region is its color, without flags") {
  const Reading reading = measure(picture([](int, int) { return kSkin; }), everything());
  CHECK(reading.lab.L == Approx(62).margin(1e-4));
  CHECK(reading.lab.a == Approx(13).margin(1e-4));
  CHECK(reading.lab.b == Approx(19).margin(1e-4));
  CHECK(reading.median.L == Approx(62));
  CHECK(reading.pixels == kSize * kSize);
  CHECK(reading.valid_pixels == kSize * kSize);
  CHECK(reading.spread.norm() < 1e-6);
  CHECK(reading.flags.empty());
}

TEST_CASE("black codes raise the flag but stay in, or dark hair would come out too light") {
  const auto stripes = [](int x, int) { return x % 4 == 0 ? Lab{5, 0, 0} : Lab{30, 3, 4}; };
  const auto black = [](int x, int) { return x % 4 == 0; };
  const Reading reading = measure(picture(stripes, black, kLowB), everything());
  const Reading plain = measure(picture(stripes), everything());
  CHECK(reading.lab.L == plain.lab.L);
  CHECK(reading.valid_pixels == kSize * kSize);
  CHECK(reading.clipped_share == Approx(0.25));
  CHECK(reading.flags == std::vector<std::string>{"clipped"});
}

TEST_CASE("light mixes before the cube root: half black and half white has half the light") {
  const auto stripes = [](int x, int) { return x % 2 == 0 ? Lab{20, 0, 0} : Lab{30, 0, 0}; };
  const Reading reading = measure(picture(stripes), everything());
  const double Y = (xyz_from_lab({20, 0, 0}).Y + xyz_from_lab({30, 0, 0}).Y) / 2;
  CHECK(reading.lab.L == Approx(lab_from_xyz({0.9642 * Y, Y, 0.8249 * Y}).L).margin(1e-3));
  CHECK(reading.lab.L > 25.3);
  CHECK(reading.median.L == Approx(25));
  CHECK(reading.spread(0, 0) == Approx(25.0).epsilon(0.01));
}

TEST_CASE("the mirror image of a lamp is masked, clipped or not") {
  const auto shiny = [](int x, int y) { return x < 8 && y < 10 ? with_lamp(kSkin, 0.3) : kSkin; };
  const auto clipped = [](int x, int y) { return x < 4 && y < 10; };
  const Reading reading = measure(picture(shiny, clipped), everything());
  CHECK(reading.lab.L == Approx(62).margin(1e-3));
  CHECK(reading.glare_share == Approx(80.0 / 1600));
  CHECK(reading.clipped_share == 0.0);
  CHECK(reading.flags.empty());
}

TEST_CASE("a photograph that says nothing of clipping is clipped nowhere") {
  LabImage image = picture([](int, int) { return kSkin; });
  image.photo.clipping = {};
  { const std::vector<std::uint8_t> dirt(std::size_t{kSize} * kSize, 0xFF); }  // what the next allocation may find
  const Reading reading = measure(image, everything());
  CHECK(reading.clipped_share == 0.0);
  CHECK(reading.valid_pixels == kSize * kSize);
}

TEST_CASE("pixels that are no numbers are left out of a region") {
  LabImage image = picture([](int, int) { return kSkin; });
  std::vector<float> lab = *image.lab;
  for (std::size_t i = 0; i < 10; ++i) lab[300 * i + i % 3] = std::numeric_limits<float>::quiet_NaN();
  lab[7] = std::numeric_limits<float>::infinity();
  image.lab = std::make_shared<const std::vector<float>>(std::move(lab));
  const Reading reading = measure(image, everything());
  CHECK(reading.pixels == kSize * kSize - 11);
  CHECK(reading.lab.L == Approx(62).margin(1e-4));
}

TEST_CASE("medians and the noise of the mean are those of the pixels") {
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0.0, 2.0);
  std::vector<Lab> pixels;
  for (int i = 0; i < kSize * kSize; ++i)
    pixels.push_back({62 + noise(random), 13 + noise(random), 19 + noise(random)});
  const LabImage image = picture([&](int x, int y) { return pixels[static_cast<std::size_t>(y * kSize + x)]; });
  const Reading reading = measure(image, everything());
  REQUIRE(reading.valid_pixels == kSize * kSize);
  const auto median = [&pixels](double Lab::*coordinate) {
    std::vector<double> values;
    for (const Lab& each : pixels) values.push_back(each.*coordinate);
    std::sort(values.begin(), values.end());
    return (values[values.size() / 2 - 1] + values[values.size() / 2]) / 2.0;
  };
  CHECK(reading.median.L == Approx(median(&Lab::L)).margin(1e-4));
  CHECK(reading.median.a == Approx(median(&Lab::a)).margin(1e-4));
  CHECK(reading.median.b == Approx(median(&Lab::b)).margin(1e-4));
  const Calibration::Measured at = [&] {
    Eigen::Vector3d rgb = Eigen::Vector3d::Zero();
    for (int i = 0; i < kSize * kSize; ++i) {
      rgb += Eigen::Map<const Eigen::Vector3f>(image.photo.rgb->data() + std::ptrdiff_t{3} * i).cast<double>();
    }
    return image.calibration->measure_for_visits(rgb / (kSize * kSize), reading.center);
  }();
  const Eigen::Matrix3d of_mean = reading.spread * (4.0 / (kSize * kSize));
  CHECK((reading.covariance - at.color.covariance - of_mean).norm() < 1e-6);
  CHECK((reading.visit_covariance - at.visit_covariance - of_mean).norm() < 1e-6);
}

TEST_CASE("the rule of glare holds in large regions, of which it looks at a part") {
  constexpr int kLarge = 700, kShines = 20000;
  std::mt19937 random(5);
  std::normal_distribution<float> noise(0.0F, 1.0F);
  std::vector<float> L, a, b;
  for (int i = 0; i < kLarge * kLarge; ++i) {
    L.push_back(62.0F + noise(random));
    a.push_back(13.0F + noise(random));
    b.push_back(19.0F + noise(random));
  }
  std::vector<float> few_L, few_a, few_b;
  for (std::size_t i = 0; i < 65535; ++i) {
    few_L.push_back(L[7 * i]);
    few_a.push_back(a[7 * i]);
    few_b.push_back(b[7 * i]);
  }
  const GlareRule rule(L, a, b), of_few(few_L, few_a, few_b);
  int alike = 0;
  for (int i = 0; i < kShines; ++i) {  // bright and pale, around the rule's edges
    const float bright = 68.0F + 4.0F * std::abs(noise(random)), chroma = 14.0F + 6.0F * std::abs(noise(random));
    alike += rule(bright, 0.55F * chroma, 0.83F * chroma) == of_few(bright, 0.55F * chroma, 0.83F * chroma) ? 1 : 0;
  }
  CHECK(alike > 0.995 * kShines);
}

TEST_CASE("more light on the same skin is no glare") {
  const auto lit = [](int x, int) {
    if (x > 8) return kSkin;
    const XYZ xyz = xyz_from_lab(kSkin);
    return lab_from_xyz({1.6 * xyz.X, 1.6 * xyz.Y, 1.6 * xyz.Z});
  };
  CHECK(measure(picture(lit), everything()).glare_share == 0.0);
}

TEST_CASE("skin between dark hair is no glare, shine on it is") {
  const auto hairy = [](int x, int) { return x % 10 == 0 ? kSkin : Lab{22, 4, 6}; };
  CHECK(measure(picture(hairy), everything()).glare_share == 0.0);
  const auto shining = [](int x, int) { return x % 10 == 0 ? with_lamp({22, 4, 6}, 0.2) : Lab{22, 4, 6}; };
  CHECK(measure(picture(shining), everything()).glare_share == Approx(0.1));
}

TEST_CASE("glare needs both: eight steps of lightness and a fifth of the chroma") {
  const auto spot = [](const Lab& other) {
    return measure(picture([other](int x, int) { return x < 2 ? other : kSkin; }), everything()).glare_share;
  };
  const double chroma = std::hypot(13.0, 19.0);
  const auto at = [&](double L, double kept) {
    const double C = kept * chroma * (L + 16) / 78;
    return Lab{L, C * 13 / chroma, C * 19 / chroma};
  };
  CHECK(spot(at(69.5, 0.5)) == 0.0);
  CHECK(spot(at(70.5, 0.5)) == Approx(0.05));
  CHECK(spot(at(80, 0.83)) == 0.0);
  CHECK(spot(at(80, 0.77)) == Approx(0.05));
}

TEST_CASE("clipped pixels are left out, counted and flagged") {
  const auto color = [](int x, int) { return x < 2 ? Lab{66, 30, 30} : kSkin; };
  const Reading reading = measure(picture(color, [](int x, int) { return x < 2; }), everything());
  CHECK(reading.clipped_share == Approx(0.05));
  CHECK(reading.lab.L == Approx(62).margin(1e-3));
  CHECK(reading.flags == std::vector<std::string>{"clipped"});
  const LabImage image = picture(color, [](int x, int) { return x < 2; });
  CHECK(measure(image, everything(), {.max_clipped_share = 0.06}).flags.empty());
}

TEST_CASE("small, shiny and uneven regions are flagged by their limits") {
  const LabImage plain = picture([](int, int) { return kSkin; });
  CHECK(measure(plain, region_from_rectangle(0, 0, 19, 21, kSize, kSize)).flags ==
        std::vector<std::string>{"too_small"});
  CHECK(measure(plain, region_from_rectangle(0, 0, 20, 20, kSize, kSize)).flags.empty());
  const LabImage shiny = picture([](int x, int) { return x < 3 ? with_lamp(kSkin, 0.3) : kSkin; });
  CHECK(measure(shiny, everything()).flags == std::vector<std::string>{"glare"});
  const LabImage uneven = picture([](int x, int) { return x % 2 == 0 ? Lab{45, 12, 16} : Lab{58, 12, 16}; });
  CHECK(measure(uneven, everything()).flags == std::vector<std::string>{"uneven"});
  CHECK(measure(uneven, everything(), {.max_texture_mad = 6.6}).flags.empty());
}

TEST_CASE("noise averages out over pixels, calibration does not") {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal(0.0, 2.0);
  const LabImage image = picture([&](int, int) { return Lab{62 + normal(random), 13, 19}; });
  const Reading large = measure(image, everything());
  const Reading small = measure(image, region_from_rectangle(0, 0, 5, 5, kSize, kSize));
  const double common = image.calibration->measure(MadeCamera{}.see(kSkin), {19.5, 19.5}).covariance(0, 0);
  CHECK(large.covariance(0, 0) == Approx(common + large.spread(0, 0) * 4 / 1600).epsilon(0.01));
  const double common_small = image.calibration->measure(MadeCamera{}.see(kSkin), {2, 2}).covariance(0, 0);
  CHECK(small.covariance(0, 0) - small.spread(0, 0) * 4 / 25 == Approx(common_small).epsilon(0.05));
  CHECK(large.lab_se().L == Approx(std::sqrt(large.covariance(0, 0))));
  CHECK(large.spread(0, 0) == Approx(4.0).epsilon(0.1));
}

TEST_CASE("measure refuses regions outside and regions without a valid pixel") {
  const LabImage image = picture([](int, int) { return kSkin; }, [](int, int) { return true; });
  try {
    (void)measure(image, everything());
    FAIL("accepted");
  } catch (const MeasurementRefused& error) {
    CHECK(error.code() == "no_valid_pixels");
    CHECK(std::string(error.what()) ==
          "measure: expected pixels that are neither clipped nor glare, got none of 1600. Take the photograph again, "
          "darker and without the mirror image of the lamp");
  }
  const Region outside = region_from_rectangle(0, 0, 60, 50, 60, 50);
  CHECK_THROWS_WITH(
      measure(image, outside),
      "measure: expected a region inside the image of 40 x 40 pixels, got 60 x 50 at (0, 0) with a mask of "
      "3000");
  Region holes = everything();
  holes.mask.pop_back();
  CHECK_THROWS_AS(measure(image, holes), std::invalid_argument);
  std::fill(holes.mask.begin(), holes.mask.end(), std::uint8_t{0});
  holes.mask.push_back(0);
  CHECK_THROWS_WITH(measure(image, holes), "measure: expected a region with pixels, got an empty mask");
  CHECK_THROWS_WITH(measure(LabImage{}, everything()), "measure: expected a Lab image, got an empty one");
}
