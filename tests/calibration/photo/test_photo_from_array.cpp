// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <catch2_shim.hpp>
#include <limits>
#include <stdexcept>
#include <vector>

#include <shadematch/error.hpp>
#include <shadematch/photo/photo_from_array.hpp>

using namespace shadematch;

namespace {

/// 3 x 2 pixels whose red is 0.0 0.1 0.2 / 0.3 0.4 0.5.
constexpr std::array<float, 18> kPixels = {0.0F, 1, 1, 0.1F, 1, 1, 0.2F, 1, 1, 0.3F, 1, 1, 0.4F, 1, 1, 0.5F, 1, 1};

Photo oriented(int orientation) {
  ArrayOptions options;
  options.encoding = NamedEncoding::kLinearSrgb;
  options.orientation = orientation;
  return photo_from_array({3, 2, 3, std::span<const float>(kPixels)}, options);
}

std::vector<int> reds(const Photo& photo) {
  std::vector<int> tenths;
  for (std::size_t i = 0; i < photo.rgb->size(); i += 3)
    tenths.push_back(static_cast<int>((*photo.rgb)[i] * 10 + 0.5F));
  return tenths;
}

}  // namespace

TEST_CASE("All eight orientations turn the pixels as EXIF says") {
  using Row = std::vector<int>;
  const std::array<Row, 9> expected = {Row{},
                                       Row{0, 1, 2, 3, 4, 5},
                                       Row{2, 1, 0, 5, 4, 3},
                                       Row{5, 4, 3, 2, 1, 0},
                                       Row{3, 4, 5, 0, 1, 2},
                                       Row{0, 3, 1, 4, 2, 5},
                                       Row{3, 0, 4, 1, 5, 2},
                                       Row{5, 2, 4, 1, 3, 0},
                                       Row{2, 5, 1, 4, 0, 3}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const Photo photo = oriented(orientation);
    CHECK(reds(photo) == expected[static_cast<std::size_t>(orientation)]);
    CHECK(photo.width == (orientation < 5 ? 3 : 2));
    CHECK(photo.height == (orientation < 5 ? 2 : 3));
    CHECK(photo.metadata.orientation == orientation);
    CHECK((photo.pixel(0, 0)[0] == 0.0F) == ((*photo.clipping)[0] == (kLowR | kHighG | kHighB)));
  }
}

TEST_CASE("Rows beyond one block of a turned photograph keep their places") {
  std::vector<std::uint16_t> gray(40 * 50);
  for (std::size_t i = 0; i < gray.size(); ++i) gray[i] = static_cast<std::uint16_t>(i * 30);
  ArrayOptions options;
  options.encoding = NamedEncoding::kLinearSrgb;
  options.orientation = 6;
  const Photo photo = photo_from_array({50, 40, 1, std::span<const std::uint16_t>(gray)}, options);
  REQUIRE(photo.width == 40);
  for (int y = 0; y < 50; ++y) {
    for (int x = 0; x < 40; ++x) {
      const int code = ((39 - x) * 50 + y) * 30;
      CHECK(photo.pixel(x, y)[1] == Approx(code / 65535.0).margin(1e-6));
    }
  }
}

TEST_CASE("Camera light is kept to the last bit") {
  ArrayOptions options;
  options.encoding = NamedEncoding::kCameraLinear;
  const Photo photo = photo_from_array({3, 2, 3, std::span<const float>(kPixels)}, options);
  CHECK(std::equal(photo.rgb->begin(), photo.rgb->end(), kPixels.begin()));
  CHECK(photo.native == Eigen::Matrix3d::Identity());
  CHECK(photo.warnings.empty());
  CHECK(photo.metadata.format == "array");
  CHECK(photo.metadata.bits_per_sample == 32);
}

TEST_CASE("A full scale below 65535 makes its code white and clipped") {
  const std::vector<std::uint16_t> codes = {1023 << 6, 512 << 6, 0};
  ArrayOptions options;
  options.encoding = NamedEncoding::kLinearSrgb;
  options.full_scale = 1023 << 6;
  const Photo photo = photo_from_array({1, 1, 3, std::span(codes)}, options);
  CHECK((*photo.rgb)[0] == 1.0F);
  CHECK((*photo.rgb)[1] == Approx(512.0 / 1023));
  CHECK((*photo.clipping)[0] == (kHighR | kLowB));
}

TEST_CASE("The file behind an array gives its SHA-256") {
  const std::string abc = "abc";
  ArrayOptions options;
  options.file = std::as_bytes(std::span(abc));
  const Photo photo = photo_from_array({3, 2, 3, std::span<const float>(kPixels)}, options);
  // FIPS 180-4 example "abc"
  CHECK(photo.metadata.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("samples that are no numbers, or too large for light, are refused by the name of the function or the file") {
  ArrayOptions options;
  options.encoding = NamedEncoding::kSrgb;
  const auto refused = [&options](float sample) -> std::string {
    const std::vector<float> samples{0.5F, sample, 0.5F};
    try {
      (void)photo_from_array({1, 1, 3, std::span<const float>(samples)}, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  CHECK(refused(1.0F).empty());
  CHECK(refused(9e5F).empty());
  CHECK(refused(-9e5F).empty());
  CHECK(refused(std::numeric_limits<float>::infinity())
            .starts_with("photo_from_array: expected finite samples, got NaN or infinity"));
  CHECK(refused(1e30F).starts_with("photo_from_array: expected samples within a million times full scale, got 1e+30"));
  const std::string file = "any";
  options.file = std::as_bytes(std::span(file));
  CHECK(refused(1e30F).starts_with("read_photo: expected samples within a million"));
  options.file = {};
  options.limits.pixels = 0;
  CHECK(refused(0.5F).starts_with("photo_from_array: expected "));
}

TEST_CASE("photo_from_array refuses sizes that do not fit") {
  const std::span<const float> pixels(kPixels);
  CHECK_THROWS_WITH(photo_from_array({3, 3, 3, pixels}), "photo_from_array: expected 27 samples, got 18");
  CHECK_THROWS_WITH(photo_from_array({3, 2, 2, pixels}), "photo_from_array: expected 1 or 3 channels, got 2");
  CHECK_THROWS_WITH(photo_from_array({0, 2, 3, pixels}), "photo_from_array: expected at least one pixel, got 0 x 2");
  ArrayOptions options;
  options.limits.pixels = 5;
  CHECK_THROWS_AS(photo_from_array({3, 2, 3, pixels}, options), LimitExceeded);
  options = {};
  options.orientation = 0;
  CHECK_THROWS_WITH(photo_from_array({3, 2, 3, pixels}, options),
                    "photo_from_array: expected an orientation of 1-8, got 0");
  options = {};
  options.full_scale = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(photo_from_array({3, 2, 3, pixels}, options), std::invalid_argument);
  const std::vector<std::uint8_t> bytes(3, 200);
  options.full_scale = 1e-4;
  CHECK_THROWS_WITH(
      photo_from_array({1, 1, 3, std::span<const std::uint8_t>(bytes)}, options),
      "photo_from_array: expected a full_scale of at least a millionth of the largest code, got 0.000100");
  options.full_scale = 1e-3;
  CHECK((*photo_from_array({1, 1, 3, std::span<const std::uint8_t>(bytes)}, options).rgb)[0] > 1e5F);
}

namespace {

constexpr int kWide = 23, kHigh = 14;

Photo of_bytes(const std::vector<std::uint8_t>& codes, NamedEncoding encoding, int orientation) {
  ArrayOptions options;
  options.encoding = encoding;
  options.orientation = orientation;
  return photo_from_array({kWide, kHigh, 3, std::span<const std::uint8_t>(codes)}, options);
}

std::vector<std::uint8_t> ramp() {
  std::vector<std::uint8_t> codes(std::size_t{3} * kWide * kHigh);
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::uint8_t>((i * 37) % 256);
  return codes;
}

}  // namespace

TEST_CASE("parts of a photograph of integer codes are the same as in the whole, and nothing else is made") {
  for (const NamedEncoding encoding : {NamedEncoding::kSrgb, NamedEncoding::kAdobeRgb}) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
      CAPTURE(orientation);
      const Photo photo = of_bytes(ramp(), encoding, orientation), whole = of_bytes(ramp(), encoding, orientation);
      std::vector<float> buffer;
      std::vector<std::uint8_t> flags;
      for (int y = 0; y < photo.height; ++y) {
        const std::size_t first = photo.index(2, y);
        const auto count = static_cast<std::size_t>(photo.width - 3);
        const float* row = photo.rgb.row(first, count, buffer);
        CHECK(std::equal(row, row + 3 * count, whole.rgb->data() + 3 * first));
        const std::uint8_t* clipping = photo.clipping.row(first, count, flags);
        CHECK(std::equal(clipping, clipping + count, whole.clipping->data() + first));
        CHECK(photo.clipped_high(1, y) == (((*whole.clipping)[whole.index(1, y)] & kHighAny) != 0));
        CHECK(photo.pixel(1, y)[2] == (*whole.rgb)[3 * whole.index(1, y) + 2]);
      }
      CHECK_FALSE(photo.rgb.made());
      CHECK_FALSE(photo.clipping.made());
    }
  }
}

TEST_CASE("bytes of a larger full scale are never clipped at the upper end") {
  ArrayOptions options;
  options.encoding = NamedEncoding::kLinearSrgb;
  options.full_scale = 1023;
  const std::vector<std::uint8_t> codes{255, 251, 5, 4, 0, 128};
  const Photo photo = photo_from_array({2, 1, 3, std::span<const std::uint8_t>(codes)}, options);
  CHECK((*photo.clipping)[0] == 0);
  CHECK((*photo.clipping)[1] == (kLowR | kLowG));
}

TEST_CASE("a photograph keeps its own codes: what happens to the array later does not reach it") {
  std::vector<std::uint8_t> codes = ramp();
  const Photo photo = of_bytes(codes, NamedEncoding::kSrgb, 1);
  std::fill(codes.begin(), codes.end(), std::uint8_t{0});
  CHECK(*photo.rgb == *of_bytes(ramp(), NamedEncoding::kSrgb, 1).rgb);
}

TEST_CASE("a reduced photograph holds the light of mean codes, upright, what is left over left out") {
  constexpr int kFactor = 4;
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const Photo photo = of_bytes(ramp(), NamedEncoding::kLinearSrgb, orientation);
    const int columns = photo.width / kFactor, rows = photo.height / kFactor;
    std::vector<float> reduced(std::size_t{3} * static_cast<std::size_t>(columns * rows), -1.0F), again = reduced;
    REQUIRE(photo.rgb.reduced(kFactor, reduced.data()));
    CHECK(photo.rgb->size() == photo.rgb.size());
    REQUIRE(photo.rgb.reduced(kFactor, again.data()));
    CHECK(again == reduced);  // looking changes nothing
    for (int y = 0; y < rows; ++y) {
      for (int x = 0; x < columns; ++x) {
        double mean = 0.0;
        for (int i = 0; i < kFactor * kFactor; ++i) {
          const auto pixel = photo.pixel(kFactor * x + i % kFactor, kFactor * y + i / kFactor);
          mean += static_cast<double>(pixel[1]) / (kFactor * kFactor);
        }
        const std::size_t at = 3 * static_cast<std::size_t>(y * columns + x) + 1;
        CHECK(static_cast<double>(reduced[at]) == Approx(mean).margin(1e-6));
      }
    }
  }
}
