// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstring>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/camera/tone_curve.hpp>
#include <shadematch/region/measure.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// Random colors from below 0 to above 1, wider than one block of pixels.
Photo random_photo(int width, int height) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<float> uniform(-0.05F, 1.2F);
  Photo photo;
  photo.width = width;
  photo.height = height;
  std::vector<float> rgb(static_cast<std::size_t>(width * height) * 3);
  for (std::size_t i = 0; i < rgb.size(); ++i) {
    const float u = uniform(random);
    rgb[i] = i % 5 == 0 ? 0.001F * u : u;
  }
  photo.rgb = std::make_shared<const std::vector<float>>(std::move(rgb));
  photo.clipping = std::make_shared<const std::vector<std::uint8_t>>(static_cast<std::size_t>(width * height));
  return photo;
}

MadeCamera difficult_camera() {
  MadeCamera camera;
  camera.rendered = true;
  camera.shading = {0.1, 0.07};
  camera.noise = 0.01;
  return camera;
}

}  // namespace

TEST_CASE("the picture and the single color agree on every rung, pixel by pixel") {
  const Photo photo = random_photo(300, 7);
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    const Calibration calibration = calibrate(photograph(difficult_camera()), {.rung = rung});
    const LabImage image = calibration.to_lab(photo);
    REQUIRE(image.width == 300);
    REQUIRE(image.height == 7);
    double worst = 0.0;
    for (int y = 0; y < 7; ++y) {
      for (int x = 0; x < 300; ++x) {
        const auto rgb = photo.pixel(x, y);
        const Lab one = calibration.measure({rgb[0], rgb[1], rgb[2]}, {x, y}).lab;
        const float* lab = image.lab->data() + 3 * (y * 300 + x);
        worst = std::max({worst, std::abs(one.L - lab[0]), std::abs(one.a - lab[1]), std::abs(one.b - lab[2])});
      }
    }
    INFO(rung);
    CHECK(worst < 0.002);
  }
}

TEST_CASE("the picture is the single color within 5e-4 CIE76 on every rung") {
  const Photo photo = random_photo(300, 7);
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    const Calibration calibration = calibrate(photograph(difficult_camera()), {.rung = rung});
    const LabImage image = calibration.to_lab(photo);
    double worst = 0.0;
    for (int i = 0; i < 300 * 7; ++i) {
      const auto rgb = photo.pixel(i % 300, i / 300);
      const Lab one = calibration.lab({rgb[0], rgb[1], rgb[2]}, {i % 300, i / 300});
      const float* lab = image.lab->data() + std::ptrdiff_t{3} * i;
      worst = std::max(worst, std::hypot(one.L - lab[0], one.a - lab[1], one.b - lab[2]));
    }
    INFO(rung);
    CHECK(worst < 5e-4);
  }
}

TEST_CASE("a picture has the same bits with one, two and eight threads") {
  const Photo photo = random_photo(123, 77);
  const Calibration calibration = calibrate(photograph(difficult_camera()));
  const LabImage one = calibration.to_lab(photo, 1);
  for (const int threads : {0, 2, 8}) {
    const LabImage other = calibration.to_lab(photo, threads);
    CHECK(std::memcmp(one.lab->data(), other.lab->data(), one.lab->size() * sizeof(float)) == 0);
  }
  CHECK_THROWS_WITH(calibration.to_lab(photo, -1),
                    "to_lab: expected 0 to 1024 threads (0: as many as the machine runs at once), got -1");
}

TEST_CASE("a picture is converted when somebody looks at it, a span of it alone as the whole") {
  const Photo photo = random_photo(300, 7);
  const LabImage image = calibrate(photograph(difficult_camera())).to_lab(photo);
  CHECK_FALSE(image.lab.made());
  std::vector<float> buffer;
  const float* rgb = photo.rgb->data() + 3 * photo.index(41, 5);
  const float* span = lab_span(image, {41, 5, 97}, rgb, buffer);
  CHECK(span == buffer.data());
  const std::vector<float> alone(span, span + 3 * 97);
  CHECK_FALSE(image.lab.made());
  CHECK(std::memcmp(alone.data(), image.lab->data() + 3 * (5 * 300 + 41), alone.size() * sizeof(float)) == 0);
  CHECK(lab_span(image, {41, 5, 97}, rgb, buffer) == image.lab->data() + 3 * (5 * 300 + 41));
}

TEST_CASE("a region that is large enough for threads is measured alike with any number of them") {
  const Photo photo = random_photo(300, 250);
  const Calibration calibration = calibrate(photograph(difficult_camera()));
  const Region region = region_from_rectangle(1, 2, 290, 240, 300, 250);
  REQUIRE(region.mask.size() > 16384);
  const Reading one = measure(calibration.to_lab(photo, 1), region);
  const LabImage whole = calibration.to_lab(photo, 1);
  (void)whole.lab.shared();
  for (const Reading& other : {measure(calibration.to_lab(photo, 2), region),
                               measure(calibration.to_lab(photo, 8), region), measure(whole, region)}) {
    CHECK(other.lab == one.lab);
    CHECK(other.median == one.median);
    CHECK(other.covariance == one.covariance);
    CHECK(other.visit_covariance == one.visit_covariance);
    CHECK(other.spread == one.spread);
    CHECK(other.center == one.center);
    CHECK(other.texture_mad == one.texture_mad);
    CHECK(other.glare_share == one.glare_share);
    CHECK(other.valid_pixels == one.valid_pixels);
  }
}

TEST_CASE("a calibration written as JSON and read again converts to the same bytes") {
  const Photo photo = random_photo(64, 5);
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    const Calibration calibration = calibrate(photograph(difficult_camera()), {.rung = rung});
    const Calibration again = parse_calibration(calibration.to_json(), "calibration.json");
    CHECK(again.to_json() == calibration.to_json());
    CHECK(again.report() == calibration.report());
    const auto one = calibration.to_lab(photo).lab;
    const auto other = again.to_lab(photo).lab;
    CHECK(std::memcmp(one->data(), other->data(), one->size() * sizeof(float)) == 0);
    const MeasuredLab a = calibration.measure({0.3, 0.2, 0.1}, {500, 20});
    const MeasuredLab b = again.measure({0.3, 0.2, 0.1}, {500, 20});
    CHECK(a.lab == b.lab);
    CHECK(a.covariance == b.covariance);
  }
}

TEST_CASE("the same photograph gives the same bytes on every run") {
  const Photo photo = random_photo(64, 5);
  const auto one = calibrate(photograph(difficult_camera())).to_lab(photo).lab;
  const auto other = calibrate(photograph(difficult_camera())).to_lab(photo).lab;
  CHECK(std::memcmp(one->data(), other->data(), one->size() * sizeof(float)) == 0);
}

TEST_CASE("a Lab image keeps the photograph and the calibration it came from") {
  const Photo photo = random_photo(8, 4);
  const Calibration calibration = calibrate(photograph(MadeCamera{}));
  const LabImage image = calibration.to_lab(photo);
  CHECK(image.photo.rgb.shared() == photo.rgb.shared());
  CHECK(image.calibration->to_json() == calibration.to_json());
}

TEST_CASE("to_lab refuses a photo without its pixels") {
  const Calibration calibration = calibrate(photograph(MadeCamera{}));
  CHECK_THROWS_WITH(calibration.to_lab(Photo{}),
                    "to_lab: expected a photo with width x height x 3 values, got 0 x 0 with 0");
  Photo photo = random_photo(8, 4);
  photo.height = 5;
  CHECK_THROWS_WITH(calibration.to_lab(photo),
                    "to_lab: expected a photo with width x height x 3 values, got 8 x 5 with 96");
  CHECK_THROWS_WITH(Calibration(nullptr), "Calibration: expected a state, got none");
}

TEST_CASE("a tone curve through neutrals is recovered and rises from below zero to far above white") {
  const ToneCurve truth{-1.5, -1.4, 1.3, 0.06};
  std::vector<double> ln_values, ln_light;
  for (const double v : {0.03, 0.08, 0.2, 0.4, 0.6, 0.9}) {
    ln_values.push_back(std::log(v));
    ln_light.push_back(std::log(truth(v)));
  }
  const ToneCurve curve = fit_tone_curve(ln_values, ln_light, std::vector<double>(6, 1.0));
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(std::log(curve(std::exp(ln_values[i]))) == Approx(ln_light[i]).margin(0.03));
  for (const double x : {1e-9, 1e-4, 0.002, 0.3, 9.0}) CHECK(curve.ln(std::log(x)) == Approx(std::log(curve(x))));
  double last = curve(-0.1);
  for (double x = -0.09; x < 12.0; x += 0.001) {
    const double y = curve(x);
    CHECK(y > last);
    last = y;
  }
  CHECK(curve(0.0) == 0.0);
  CHECK(tone_gain(2.5)(0.3) == Approx(0.75));
  CHECK(tone_gain(2.5)(-0.3) == Approx(-0.75));
}

TEST_CASE("a photo of another size than the one with the chart is refused") {
  Chart chart = photograph(MadeCamera{});
  chart.photo_width = 300;
  chart.photo_height = 7;
  const Calibration calibration = calibrate(chart);
  CHECK(calibration.to_lab(random_photo(300, 7)).width == 300);
  CHECK_THROWS_WITH(calibration.to_lab(random_photo(7, 300)),
                    "to_lab: expected a photo of 300 x 7 pixels like the one with the chart, got 7 x 300; convert the "
                    "whole photo and measure a region of it");
}

TEST_CASE("a photo developed with another profile than the one with the chart is refused") {
  Chart chart = photograph(MadeCamera{});
  chart.profile_sha256 = "0123456789abcdef";
  const Calibration calibration = calibrate(chart);
  Photo photo = random_photo(8, 4);
  CHECK_THROWS_WITH(calibration.to_lab(photo),
                    "to_lab: expected a photo developed with the profile with SHA-256 0123456789ab like the one with "
                    "the chart, got one with its own profile");
  photo.metadata.profile_sha256 = chart.profile_sha256;
  CHECK(calibration.to_lab(photo).width == 8);
}

TEST_CASE("the middle of the chart is where it was photographed, and one color there is that of measure") {
  const Calibration calibration =
      calibrate(photograph(MadeCamera{.shading = {0.1, 0.05}}), {.rung = "tone+matrix+shading"});
  CHECK((calibration.chart_center() - chart_middle()).norm() < 1e-9);
  const Eigen::Vector3d rgb(0.3, 0.2, 0.15);
  const Lab here = calibration.lab(rgb, {10, 20});
  const Lab measured = calibration.measure(rgb, {10, 20}).lab;
  CHECK(here.L == measured.L);
  CHECK(here.b == measured.b);
  CHECK(std::abs(here.L - calibration.lab(rgb, chart_middle()).L) > 1.0);
}

TEST_CASE("the slope of a tone curve is that of its values") {
  const ToneCurve curve{-1.5, -1.4, 1.3, 0.06};
  for (const double x : {0.0001, 0.002, 0.02, 0.3, 3.0, 5.0}) {
    const double h = 1e-6;
    CHECK(curve.slope(x) == Approx((std::log(curve(x * (1 + h))) - std::log(curve(x))) / h).epsilon(1e-4));
  }
}
