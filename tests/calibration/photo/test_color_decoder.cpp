// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/photo/photo_from_array.hpp>

#include "test_profiles.hpp"

using namespace shadematch;

namespace {

template <typename Code>
std::vector<Code> random_codes(std::size_t count) {
  std::mt19937 random(11);
  std::uniform_int_distribution<unsigned> any(0, std::numeric_limits<Code>::max());
  std::vector<Code> codes(count);
  std::generate(codes.begin(), codes.end(), [&] { return static_cast<Code>(any(random)); });
  return codes;
}

template <typename Code>
Photo photo_of(const std::vector<Code>& codes, const ColorEncoding& encoding) {
  ArrayOptions options;
  options.encoding = encoding;
  return photo_from_array({static_cast<int>(codes.size() / 3), 1, 3, std::span(codes)}, options);
}

template <typename Code>
std::vector<float> device_values(const std::vector<Code>& codes) {
  std::vector<float> device;
  for (const Code code : codes) device.push_back(static_cast<float>(code / double{std::numeric_limits<Code>::max()}));
  return device;
}

float largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

template <typename Code>
float difference_from_lcms(const IccProfile& icc) {
  const auto codes = random_codes<Code>(3000);
  const Photo photo = photo_of(codes, icc);
  REQUIRE(photo.warnings.empty());
  return largest_difference(*photo.rgb, test::lcms_linear_srgb(icc, device_values(codes)));
}

}  // namespace

TEST_CASE("Matrix profiles decode like a float transform of Little CMS") {
  for (const std::string name : {"srgb", "p3", "adobe", "tabulated"}) {
    CAPTURE(name);
    const IccProfile icc = test::matrix_icc(name);
    CHECK(difference_from_lcms<std::uint8_t>(icc) < 2e-5F);
    CHECK(difference_from_lcms<std::uint16_t>(icc) < 2e-5F);
  }
}

TEST_CASE("Table profiles decode like a float transform of Little CMS") {
  for (const std::string name : {"srgb", "p3", "adobe"}) {
    CAPTURE(name);
    const IccProfile icc = test::table_icc(name);
    CHECK(difference_from_lcms<std::uint8_t>(icc) < 2e-5F);
    CHECK(difference_from_lcms<std::uint16_t>(icc) < 2e-5F);
  }
}

TEST_CASE("A table profile means the same light as the matrix profile it was made from") {
  const auto codes = random_codes<std::uint16_t>(3000);
  const Photo table = photo_of(codes, test::table_icc("adobe")), matrix = photo_of(codes, test::matrix_icc("adobe"));
  CHECK(largest_difference(*table.rgb, *matrix.rgb) < 4e-3F);
  CHECK(table.native == Eigen::Matrix3d::Identity());
  CHECK(*table.rgb != *matrix.rgb);
}

TEST_CASE("Native primaries undo the matrix of the profile") {
  const auto codes = random_codes<std::uint16_t>(300);
  const Photo p3 = photo_of(codes, test::matrix_icc("p3")), own = photo_of(codes, test::matrix_icc("srgb"));
  for (std::size_t i = 0; i < codes.size(); i += 3) {
    const Eigen::Vector3d linear = Eigen::Map<const Eigen::Vector3f>(p3.rgb->data() + i).cast<double>();
    const Eigen::Vector3d curve = Eigen::Map<const Eigen::Vector3f>(own.rgb->data() + i).cast<double>();
    CHECK((p3.native * linear - own.native * curve).norm() < 1e-5);
  }
}

TEST_CASE("Declared encodings agree with profiles of the same name") {
  const auto codes = random_codes<std::uint16_t>(3000);
  const auto by_name = *photo_of(codes, NamedEncoding::kAdobeRgb).rgb;
  CHECK(largest_difference(by_name, *photo_of(codes, test::matrix_icc("adobe")).rgb) < 1e-4F);
  const auto by_points = *photo_of(codes, CodingPoints{12, 13}).rgb;
  CHECK(largest_difference(by_points, *photo_of(codes, test::matrix_icc("p3")).rgb) < 1e-4F);
  const auto by_gamma = *photo_of(codes, GammaPrimaries{1.0}).rgb;
  CHECK(largest_difference(by_gamma, device_values(codes)) < 1e-6F);
}

TEST_CASE("The transfer characteristics of H.273 are decoded") {
  const std::vector<std::uint16_t> half(3, 32768);
  const auto light = [&](int transfer) { return (*photo_of(half, CodingPoints{1, transfer}).rgb)[0]; };
  CHECK(light(1) == Approx(0.259726).epsilon(1e-4));  // ((V + 0.0993) / 1.0993)^(1 / 0.45)
  CHECK(light(4) == Approx(0.217645).epsilon(1e-4));  // V^2.2
  CHECK(light(5) == Approx(0.143593).epsilon(1e-4));  // V^2.8
  CHECK(light(8) == Approx(0.500008).epsilon(1e-5));
  CHECK(light(13) == Approx(0.214055).epsilon(1e-4));
  CHECK(light(2) == light(13));
}

TEST_CASE("Gray profiles and gray pixels give equal channels by the profile's curve") {
  const std::vector<std::uint8_t> ramp = {0, 51, 102, 153, 204, 255};
  ArrayOptions options;
  options.encoding = test::gray_icc(1.8);
  const Photo photo = photo_from_array({6, 1, 1, std::span(ramp)}, options);
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    const double expected = std::pow(ramp[i] / 255.0, 1.8);
    for (std::size_t c = 0; c < 3; ++c) CHECK((*photo.rgb)[3 * i + c] == Approx(expected).margin(3e-5));
  }
  REQUIRE(photo.warnings.size() == 1);
  CHECK(photo.warnings[0].code == "grayscale");
}

TEST_CASE("A gray profile on color pixels is ignored with a warning") {
  const Photo photo = photo_of(std::vector<std::uint8_t>(3, 128), test::gray_icc(1.8));
  REQUIRE(photo.warnings.size() == 1);
  CHECK(photo.warnings[0].code == "profile_invalid");
}
