// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstring>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>
#include <shadematch/photo/photo_from_array.hpp>
#include <shadematch/profile/export_profile.hpp>

#include "simulated_chart.hpp"
#include "test_profiles.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr ProfileOptions kMatrix{ProfileKind::kMatrix};

MadeCamera phone() {
  MadeCamera camera;
  camera.rendered = true;
  camera.noise = 0.01;
  camera.shading = {0.05, 0.03};
  return camera;
}

Calibration made(const std::string& rung, const MadeCamera& camera = phone()) {
  return calibrate(photograph(camera), {.rung = rung});
}

std::string refusal(const Calibration& calibration, const ColorEncoding& file, const ProfileOptions& options) {
  try {
    (void)export_profile(calibration, file, options);
  } catch (const Error& error) {
    return error.code() + " | " + error.what();
  }
  return "accepted";
}

/// Largest CIEDE2000 between developing skin and hair with the exported profile, and developing them with the file's
/// own profile and then calibrating. The way back in is another one than that of the gate.
double largest_way_back(const Calibration& calibration, const ColorEncoding& file, const ExportedProfile& profile) {
  std::vector<float> codes;
  for (int i = 0; i < 60; ++i) {
    const float light = 0.15F + 0.01F * static_cast<float>(i);
    for (const float share : {1.0F, 0.85F, 0.7F}) codes.push_back(light * share);
  }
  const SampleArray array{60, 1, 3, std::span<const float>(codes)};
  ArrayOptions own, given;
  own.encoding = file;
  given.profile = IccProfile{profile.bytes};
  const Photo before = photo_from_array(array, own), after = photo_from_array(array, given);
  double most = 0.0;
  for (int x = 0; x < 60; ++x) {
    const auto rgb = [x](const Photo& photo) {
      return Eigen::Map<const Eigen::Vector3f>(photo.pixel(x, 0).data()).cast<double>().eval();
    };
    const Lab expected = calibration.lab(rgb(before), calibration.chart_center());
    most = std::max(most, delta_e_ciede2000(lab_from_linear_srgb(rgb(after)), expected));
  }
  return most;
}

}  // namespace

TEST_CASE("a table profile of every rung is the calibration, for files of every encoding") {
  const std::vector<ColorEncoding> files = {NamedEncoding::kSrgb, NamedEncoding::kLinearSrgb, CodingPoints{12, 13},
                                            matrix_icc("tabulated"), table_icc("p3")};
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    const Calibration calibration = made(rung);
    for (std::size_t i = 0; i < files.size(); ++i) {
      INFO(rung << ", file " << i);
      const ExportedProfile profile = export_profile(calibration, files[i]);
      CHECK(profile.colors == 24 + 4096);
      CHECK(profile.mean_delta_e < 0.1);
      CHECK(profile.max_delta_e < 0.5);
      CHECK(largest_way_back(calibration, files[i], profile) < 0.25);
    }
  }
}

TEST_CASE("a matrix profile holds gains, matrices, offsets and tone curves to the rounding of its 16-bit curves") {
  for (const char* rung : {"none", "gain", "matrix", "affine", "tone+matrix", "tone+affine", "tone+matrix+shading"}) {
    INFO(rung);
    const Calibration calibration = made(rung);
    const ExportedProfile profile = export_profile(calibration, NamedEncoding::kSrgb, kMatrix);
    CHECK(profile.max_delta_e < 0.05);
    CHECK(largest_way_back(calibration, NamedEncoding::kSrgb, profile) < 0.05);
  }
}

TEST_CASE("gains and matrices change places with the primaries of the file") {
  MadeCamera camera;
  camera.flare = 0.01;
  for (const char* rung : {"gain", "matrix", "affine"}) {
    INFO(rung);
    const Calibration calibration = made(rung, camera);
    const ExportedProfile profile = export_profile(calibration, matrix_icc("p3"), kMatrix);
    CHECK(profile.max_delta_e < 0.05);
    CHECK(largest_way_back(calibration, matrix_icc("p3"), profile) < 0.1);
  }
  CHECK(export_profile(made("tone+matrix"), matrix_icc("srgb"), kMatrix).max_delta_e < 0.1);
}

TEST_CASE("what is no curves and matrix is refused with the way out") {
  CHECK(refusal(made("tone+root-polynomial"), NamedEncoding::kSrgb, kMatrix) ==
        "not_a_matrix | export_profile: expected a calibration that is three curves and a matrix, got rung "
        "'tone+root-polynomial', which multiplies channels. Export a clut, or calibrate with rung 'tone+affine'");
  CHECK(refusal(made("tone+matrix"), matrix_icc("p3"), kMatrix) ==
        "not_a_matrix | export_profile: expected a calibration that is three curves and a matrix, got tone curves of "
        "sRGB channels on a file with other primaries. Export a clut, or calibrate with rung 'affine'");
  CHECK(refusal(made("matrix"), table_icc("p3"), kMatrix) ==
        "not_a_matrix | export_profile: expected a calibration that is three curves and a matrix, got a file whose own "
        "profile is a table. Export a clut");
}

TEST_CASE("a profile that misses the limits is refused with its figures") {
  ProfileOptions strict;
  strict.max_delta_e = 1e-4;
  const std::string message = refusal(made("tone+matrix"), NamedEncoding::kSrgb, strict);
  CHECK(
      message.starts_with("profile_gate | export_profile: expected a profile within CIEDE2000 0.10 (mean) and 0.00 "
                          "(largest) of the calibration, got 0.0"));
  CHECK(message.ends_with(". Export the other kind of profile, or calibrate with a simpler rung"));
}

TEST_CASE("a photograph brings its own encoding, and one that was made from light has none") {
  const std::vector<float> codes(3, 0.5F);
  ArrayOptions options;
  options.encoding = matrix_icc("p3");
  const Photo photo = photo_from_array({1, 1, 3, std::span<const float>(codes)}, options);
  const Calibration calibration = made("matrix");
  CHECK(export_profile(calibration, photo).bytes == export_profile(calibration, matrix_icc("p3")).bytes);
  CHECK_THROWS_WITH(export_profile(calibration, Photo{}),
                    "export_profile: expected a photo that was decoded from codes, got one of light alone");
}

TEST_CASE("an encoding that is none is refused") {
  CHECK(
      refusal(made("matrix"), gray_icc(2.2), {}) ==
      "profile_unusable | export_profile: expected the RGB encoding of the photograph's file, got one that is damaged "
      "or not RGB. Give the encoding that the photograph was read with");
}

TEST_CASE("a profile names what it was made from, and one calibration gives the same bytes every time") {
  Chart chart = photograph(phone());
  chart.photo_sha256 = "0123456789abcdef0123";
  const Calibration calibration = calibrate(chart, {.rung = "tone+matrix"});
  const ExportedProfile profile = export_profile(calibration, NamedEncoding::kUnknown);
  CHECK(profile.description == "shadematch tone+matrix for files in sRGB, made only, photo 0123456789ab");
  const std::string bytes(reinterpret_cast<const char*>(profile.bytes.data()), profile.bytes.size());
  CHECK(bytes.find(profile.description) != std::string::npos);
  CHECK(bytes.substr(8, 4) == std::string("\x02\x40\0\0", 4));
  CHECK(bytes.substr(12, 12) == "scnrRGB Lab ");
  CHECK(bytes.substr(24, 12) == std::string("\x07\xD0\0\x01\0\x01\0\0\0\0\0\0", 12));
  CHECK(export_profile(calibration, NamedEncoding::kSrgb).bytes == profile.bytes);
  CHECK(export_profile(calibration, NamedEncoding::kAdobeRgb).description.find(" for files in Adobe RGB (1998), ") !=
        std::string::npos);
}

TEST_CASE("a profile knows no place: light is that of the chart's middle") {
  MadeCamera camera;
  camera.shading = {0.2, 0.1};
  const Calibration shaded = made("tone+matrix+shading", camera);
  const ExportedProfile profile = export_profile(shaded, NamedEncoding::kSrgb);
  CHECK(largest_way_back(shaded, NamedEncoding::kSrgb, profile) < 0.25);
  const Eigen::Vector3d rgb(0.3, 0.2, 0.15);
  CHECK(std::abs(shaded.lab(rgb, {0, 0}).L - shaded.lab(rgb, shaded.chart_center()).L) > 2.0);
}
