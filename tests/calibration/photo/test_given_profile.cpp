// SPDX-License-Identifier: Apache-2.0
// An ICC profile that a person gives instead of what the file says of itself.
#include <catch2_shim.hpp>

#include <shadematch/error.hpp>
#include <shadematch/photo/photo_from_array.hpp>

#include "test_profiles.hpp"

using namespace shadematch;
using test::camera_icc;

namespace {

constexpr std::array<std::uint8_t, 12> kCodes = {0, 0, 0, 200, 30, 60, 10, 220, 90, 255, 255, 255};
constexpr std::array<double, 3> kNeutral = {1, 1, 1};

Photo develop(const std::optional<IccProfile>& profile, std::uint64_t icc_bytes = ReadLimits{}.icc_bytes) {
  ArrayOptions options;
  options.encoding = NamedEncoding::kSrgb;
  options.profile = profile;
  options.limits.icc_bytes = icc_bytes;
  return photo_from_array({4, 1, 3, std::span<const std::uint8_t>(kCodes)}, options);
}

std::vector<std::string> warnings(const IccProfile& profile) {
  std::vector<std::string> codes;
  for (const PhotoWarning& warning : develop(profile).warnings) codes.push_back(warning.code);
  return codes;
}

std::string refusal(const IccProfile& profile) {
  try {
    (void)develop(profile);
  } catch (const UnsupportedImage& error) {
    return error.code() + " | " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("A given profile is applied instead of what the file says, and the photograph tells which") {
  const IccProfile p3 = test::matrix_icc("p3");
  const Photo own = develop({}), given = develop(p3);
  CHECK(own.metadata.profile_sha256.empty());
  CHECK(std::get<NamedEncoding>(*own.encoding) == NamedEncoding::kSrgb);
  CHECK(given.metadata.profile_sha256.size() == 64);
  CHECK(std::get<IccProfile>(*given.encoding).bytes == p3.bytes);
  std::vector<float> device;
  for (const auto code : kCodes) device.push_back(static_cast<float>(code / 255.0));
  const auto expected = test::lcms_linear_srgb(p3, device);
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK((*given.rgb)[i] == Approx(expected[i]).margin(2e-5));
  CHECK((*given.rgb)[3] > (*own.rgb)[3] + 0.01F);
}

TEST_CASE("What is unusual in a given profile is a warning with the figure that came") {
  using Codes = std::vector<std::string>;
  CHECK(warnings(camera_icc(kNeutral, 0.0, 1.0)).empty());
  CHECK(warnings(camera_icc({0.9, 0.9, 0.9}, 0.0, 1.0)) == Codes{"profile_white"});
  CHECK(warnings(camera_icc(kNeutral, 0.01, 1.0)) == Codes{"profile_black"});
  CHECK(warnings(camera_icc({1.06, 1.0, 0.94}, 0.0, 1.0)) == Codes{"profile_gray"});
  CHECK(warnings(camera_icc({1.2, 1.2, 1.2}, 0.0, 1.0)) == Codes{"profile_range", "profile_white"});
  CHECK(develop(camera_icc({0.9, 0.9, 0.9}, 0.0, 1.0)).warnings[0].message ==
        "Usual is a profile whose device white has L* 98 to 102, got 96.0; the chart tells how good it is.");
}

TEST_CASE("The same profile is ignored where a file embeds it") {
  ArrayOptions options;
  options.encoding = camera_icc({0.9, 0.9, 0.9}, 0.0, 1.0);
  const Photo photo = photo_from_array({4, 1, 3, std::span<const std::uint8_t>(kCodes)}, options);
  REQUIRE(photo.warnings.size() == 1);
  CHECK(photo.warnings[0].code == "profile_invalid");
  CHECK(std::get<NamedEncoding>(*photo.encoding) == NamedEncoding::kSrgb);
}

TEST_CASE("A given profile that no camera can have is refused with what was expected and what came") {
  CHECK(
      refusal(camera_icc(kNeutral, 1.0, 0.0)) ==
      "profile_unusable | photo_from_array: expected a profile whose grays become lighter from black to white, got L* "
      "100.0 followed by 89.4. Choose the ICC profile that was made for this camera, or leave it away");
  IccProfile damaged = test::matrix_icc("srgb");
  damaged.bytes.resize(100);
  const std::string none =
      "photo_from_array: expected an RGB profile of a camera, display or color space, got one that is "
      "none or damaged. Choose the ICC profile that was made for this camera, or leave it away";
  CHECK(refusal(damaged) == "profile_unusable | " + none);
  CHECK(refusal(test::gray_icc(2.2)) == "profile_unusable | " + none);
  CHECK_THROWS_AS(develop(test::matrix_icc("srgb"), 100), LimitExceeded);
}
