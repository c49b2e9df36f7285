// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstring>
#include <limits>
#include <map>
#include <string>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/codes_to_lab.hpp>
#include <shadematch/error.hpp>
#include <shadematch/light/light_field.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr int kWidth = 301, kHeight = 5;

const Calibration& calibration_of(const std::string& rung) {
  static std::map<std::string, Calibration> made;
  const MadeCamera camera{.rendered = true, .shading = {0.1, 0.07}, .noise = 0.01};
  return made.try_emplace(rung, calibrate(photograph(camera), {.rung = rung})).first->second;
}

template <typename Code>
std::vector<Code> random_codes(double full_scale) {
  std::mt19937 random(5);
  std::vector<Code> codes(std::size_t{3} * kWidth * kHeight);
  for (Code& code : codes) code = static_cast<Code>(full_scale * static_cast<double>(random() % 65536) / 65535.0);
  return codes;
}

template <typename Code>
SampleArray view(const std::vector<Code>& codes) {
  return {kWidth, kHeight, 3, std::span<const Code>(codes)};
}

/// Largest CIE76 between codes_to_lab and the readable formula on the photo that photo_from_array makes.
template <typename Code>
double worst(const Calibration& calibration, const ColorEncoding& encoding, double full_scale) {
  const std::vector<Code> codes = random_codes<Code>(full_scale);
  ArrayOptions as_photo;
  as_photo.encoding = encoding;
  const Photo photo = photo_from_array(view(codes), as_photo);
  std::vector<float> lab(codes.size());
  codes_to_lab(calibration, view(codes), lab, {.encoding = encoding, .x = 17, .y = 4, .threads = 1});
  double largest = 0.0;
  for (int i = 0; i < kWidth * kHeight; ++i) {
    const auto rgb = photo.pixel(i % kWidth, i / kWidth);
    const Lab one = calibration.lab({rgb[0], rgb[1], rgb[2]}, {17 + i % kWidth, 4 + i / kWidth});
    const float* got = lab.data() + std::ptrdiff_t{3} * i;
    largest = std::max(largest, std::hypot(one.L - got[0], one.a - got[1], one.b - got[2]));
  }
  return largest;
}

}  // namespace

TEST_CASE("codes become the Lab of their photograph within 5e-4 CIE76 on every rung, in every encoding") {
  const ColorEncoding encodings[] = {NamedEncoding::kSrgb, NamedEncoding::kAdobeRgb, NamedEncoding::kCameraLinear,
                                     GammaPrimaries{1.8}};
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    for (const ColorEncoding& encoding : encodings) {
      INFO(rung << ", encoding " << (&encoding - encodings));
      CHECK(worst<std::uint8_t>(calibration_of(rung), encoding, 255) < 5e-4);
      CHECK(worst<std::uint16_t>(calibration_of(rung), encoding, 65535) < 5e-4);
      CHECK(worst<float>(calibration_of(rung), encoding, 1.0) < 5e-4);
    }
  }
}

TEST_CASE("codes give the same bits with one, two and eight threads") {
  const auto codes = random_codes<std::uint8_t>(255);
  std::vector<float> one(codes.size()), other(codes.size());
  const Calibration& calibration = calibration_of("tone+root-polynomial+shading");
  codes_to_lab(calibration, view(codes), one, {.threads = 1});
  for (const int threads : {2, 8}) {
    codes_to_lab(calibration, view(codes), other, {.threads = threads});
    CHECK(std::memcmp(one.data(), other.data(), one.size() * sizeof(float)) == 0);
  }
}

TEST_CASE("a full scale of its own stands for 1, and NaN stays NaN") {
  const Calibration& calibration = calibration_of("tone+matrix");
  const std::vector<std::uint16_t> deep = {1023, 512, 256}, full = {65535, 32799, 16400};
  std::vector<float> lab(3), same(3);
  codes_to_lab(calibration, {1, 1, 3, std::span(deep)}, lab, {.full_scale = 1023});
  codes_to_lab(calibration, {1, 1, 3, std::span(full)}, same);
  for (std::size_t i = 0; i < 3; ++i) CHECK(lab[i] == Approx(same[i]).margin(0.01));
  const std::vector<float> holes = {0.2F, std::numeric_limits<float>::quiet_NaN(), 0.2F};
  for (const NamedEncoding encoding : {NamedEncoding::kSrgb, NamedEncoding::kLinearSrgb}) {
    codes_to_lab(calibration, {1, 1, 3, std::span(holes)}, lab, {.encoding = encoding});
    CHECK(std::isnan(lab[0]));
  }
}

TEST_CASE("codes_to_lab says what it expected and what it got") {
  const Calibration& calibration = calibration_of("matrix");
  const std::vector<std::uint8_t> codes(12, 100);
  std::vector<float> lab(12);
  const std::span<const std::uint8_t> all(codes);
  const auto convert = [&](const SampleArray& array, const CodesToLabOptions& options = {}) {
    codes_to_lab(calibration, array, lab, options);
  };
  convert({2, 2, 3, all});
  CHECK_THROWS_WITH(convert({12, 1, 1, all}), "codes_to_lab: expected codes of 3 channels, got 1");
  CHECK_THROWS_WITH(convert({0, 1, 3, all}), "codes_to_lab: expected at least one pixel, got 0 x 1");
  CHECK_THROWS_WITH(convert({2, 1, 3, all}), "codes_to_lab: expected 6 codes, got 12");
  CHECK_THROWS_WITH(convert({1, 1, 3, all.first(3)}), "codes_to_lab: expected room for 3 values of Lab, got 12");
  CHECK_THROWS_WITH(convert({2, 2, 3, all}, {.full_scale = -1}),
                    "codes_to_lab: expected a full_scale of 0 or more, got -1.000000");
  CHECK_THROWS_WITH(convert({2, 2, 3, all}, {.threads = -1}),
                    "codes_to_lab: expected 0 to 1024 threads (0: as many as the machine runs at once), got -1");
  CHECK_THROWS_WITH(convert({2, 2, 3, all}, {.encoding = IccProfile{}}),
                    "codes_to_lab: expected an RGB encoding, got a profile that is none. Name the color space, or give "
                    "the ICC profile of the codes");
}

TEST_CASE("codes are refused by a calibration whose photograph was developed otherwise") {
  const std::vector<std::uint8_t> codes(3, 100);
  std::vector<float> lab(3);
  Calibration::State state = calibration_of("matrix").state();
  state.profile_sha256 = "0123456789abcdef";
  const SampleArray one{1, 1, 3, std::span(codes)};
  CHECK_THROWS_WITH(
      codes_to_lab(Calibration(std::make_shared<const Calibration::State>(state)), one, lab),
      "codes_to_lab: expected codes in the profile with SHA-256 0123456789ab like the photograph with the "
      "chart, got another encoding");
  state.shot.light = std::make_shared<const LightField>();
  CHECK_THROWS_WITH(codes_to_lab(Calibration(std::make_shared<const Calibration::State>(state)), one, lab),
                    "codes_to_lab: expected a calibration of a photograph as it was taken, got one whose light was "
                    "divided out; use flatten and to_lab");
}
