// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <catch2_shim.hpp>
#include <cstring>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/codes_to_lab.hpp>
#include <shadematch/camera/spectral_lattice.hpp>
#include <shadematch/camera/two_shot.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>
#include <shadematch/region/measure.hpp>
#include <shadematch/spectrum/bent_reflectance.hpp>

#include "../../core/response/made_capture.hpp"
#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr int kWidth = 800, kHeight = 600;

/// The light terms of a pixel when the chart of `photograph` lies in a picture of 800 x 600.
LightTerms terms_at(const Eigen::Vector2d& pixel) {
  const LightFrame frame{chart_middle(), {kWidth / 2.0, kHeight / 2.0}, std::hypot(kWidth / 2.0, kHeight / 2.0)};
  return frame.terms(pixel);
}

Bands classic_reflectance(const ChartDefinition& definition, int patch) {
  Reflectance base;
  std::copy_n(definition.reflectance.row(patch - 1).data(), kBandCount, base.R.begin());
  const auto lab = definition.edition().lab.row(patch - 1);
  return bent_reflectance(base, {lab(0), lab(1), lab(2)}, colorimetric_weights(illuminant("D50"), observer(2))).R;
}

/// A ColorChecker Classic as a camera with lobes of its own stores it.
Chart classic(const CaptureModel& camera) {
  Chart chart = photograph(MadeCamera{}, chart_definition("colorchecker-classic"));
  chart.photo_width = kWidth;
  chart.photo_height = kHeight;
  for (PatchSample& patch : chart.patches) {
    patch.rgb = stored(camera, classic_reflectance(chart.definition, patch.id), terms_at(patch.center));
  }
  return chart;
}

const Eigen::Vector2d kScalpAt(520, 380);

Eigen::Vector3d seen(const CaptureModel& camera, Eigen::Index row, const Eigen::Vector2d& pixel = kScalpAt) {
  Bands R;
  std::copy_n(scalp_reflectances().reflectance.row(row).data(), kBandCount, R.begin());
  return stored(camera, R, terms_at(pixel));
}

Lab truth(Eigen::Index row) {
  const LabTable& lab = scalp_reflectances().lab;
  return {lab(row, 0), lab(row, 1), lab(row, 2)};
}

double scalp_error(const CaptureModel& camera, const Calibration& calibration) {
  double sum = 0.0;
  int count = 0;
  for (Eigen::Index row = 0; row < 2400; row += 61, ++count) {
    sum += delta_e_ciede2000(calibration.measure(seen(camera, row), kScalpAt).lab, truth(row));
  }
  return sum / count;
}

const Calibration& made() {
  static const Calibration calibration = calibrate(classic(made_capture()));
  return calibration;
}

Photo photo_of_scalp() {
  Photo photo;
  photo.width = kWidth;
  photo.height = kHeight;
  std::vector<float> rgb(std::size_t{3} * kWidth * kHeight, 0.5F);
  for (int x = 0; x < kWidth; ++x) {
    for (int y = 0; y < 3; ++y) {
      const Eigen::Vector3d value = seen(made_capture(), (7 * x + 801 * y) % 2400, {x, y});
      for (int c = 0; c < 3; ++c)
        rgb[static_cast<std::size_t>(3 * (y * kWidth + x) + c)] = static_cast<float>(value(c));
    }
  }
  photo.rgb = std::make_shared<const std::vector<float>>(std::move(rgb));
  photo.clipping = std::make_shared<const std::vector<std::uint8_t>>(std::size_t{kWidth} * kHeight);
  return photo;
}

}  // namespace

TEST_CASE("skin and hair are read by the spectral rung, better than by any rung that treats them as paint") {
  REQUIRE(made().rung() == "spectral");
  const double spectral = scalp_error(made_capture(), made());
  const Calibration ladder = calibrate(classic(made_capture()), {.rung = made().state().ladder_rung});
  CHECK(spectral < 0.8);
  CHECK(scalp_error(made_capture(), ladder) > 1.5 * spectral);
}

TEST_CASE("the spectral uncertainty is as wide as the error") {
  double squares = 0.0;
  int count = 0;
  for (Eigen::Index row = 0; row < 2400; row += 61, ++count) {
    const MeasuredLab read = made().measure(seen(made_capture(), row), kScalpAt);
    const Eigen::Vector3d off(read.lab.L - truth(row).L, read.lab.a - truth(row).a, read.lab.b - truth(row).b);
    squares += off.dot(read.covariance.inverse() * off);
  }
  CHECK(squares / count > 0.3);  // 3 = exactly; the skin is the model's
  CHECK(squares / count < 6.0);
}

TEST_CASE("a saturated green is no scalp: there the ladder answers alone") {
  const Eigen::Vector3d green = classic(made_capture()).patches[13].rgb;
  const Calibration ladder = calibrate(classic(made_capture()), {.rung = made().state().ladder_rung});
  CHECK(delta_e_ciede2000(made().measure(green, chart_middle()).lab, ladder.measure(green, chart_middle()).lab) < 1e-3);
}

TEST_CASE("picture and single color agree within 0.05 CIEDE2000 on skin and hair") {
  const Photo photo = photo_of_scalp();
  const LabImage image = made().to_lab(photo);
  double worst = 0.0;
  for (int x = 0; x < kWidth; x += 3) {
    for (int y = 0; y < 3; ++y) {
      const auto rgb = photo.pixel(x, y);
      const float* lab = image.lab->data() + 3 * (y * kWidth + x);
      const Lab one = made().measure({rgb[0], rgb[1], rgb[2]}, {x, y}).lab;
      worst = std::max(worst, delta_e_ciede2000(one, {lab[0], lab[1], lab[2]}));
    }
  }
  CHECK(worst < 0.05);
}

TEST_CASE("picture and single color agree on the way from skin to a color that the ladder answers alone") {
  const Eigen::Vector3d green = classic(made_capture()).patches[13].rgb, skin = seen(made_capture(), 900);
  std::vector<float> rgb;
  for (int x = 0; x < kWidth; ++x) {
    const double share = static_cast<double>(x) / kWidth;
    for (int c = 0; c < 3; ++c) rgb.push_back(static_cast<float>(skin(c) + share * (green(c) - skin(c))));
  }
  Photo photo;
  photo.width = kWidth;
  photo.height = kHeight;
  rgb.resize(std::size_t{3} * kWidth * kHeight, 0.5F);
  photo.rgb = std::make_shared<const std::vector<float>>(rgb);
  const LabImage image = made().to_lab(photo);
  int between = 0;
  double worst = 0.0;
  for (int x = 0; x < kWidth; ++x) {
    const float *from = rgb.data() + std::ptrdiff_t{3} * x, *lab = image.lab->data() + std::ptrdiff_t{3} * x;
    const Eigen::Vector3d color(from[0], from[1], from[2]);
    const double trust = made().state().spectral->at(color, {x, 0}).trust;
    between += trust > 0.05 && trust < 0.95 ? 1 : 0;
    worst = std::max(worst, delta_e_ciede2000(made().measure(color, {x, 0}).lab, {lab[0], lab[1], lab[2]}));
  }
  CHECK(between > 10);
  CHECK(worst < 0.3);
}

TEST_CASE("skin and hair have the same bits with one and eight threads, and need a part of the lattice") {
  const Photo photo = photo_of_scalp();
  const auto one = made().to_lab(photo, 1).lab, other = made().to_lab(photo, 8).lab;
  CHECK(std::memcmp(one->data(), other->data(), one->size() * sizeof(float)) == 0);
  const SpectralLattice lattice(made().state().spectral);
  CHECK(lattice.computed() == 0);
  const auto z = made().state().spectral->scalp().surfaces().row(7).cast<float>().eval();
  TangentCell first, again;
  CHECK(lattice.find(z.data(), first));
  CHECK(lattice.find(z.data(), again));
  CHECK(lattice.computed() == 8);
  CHECK(std::equal(first.corner, first.corner + 8, again.corner));
  float answer[4];
  blend_tangents(&first, 1, SpectralLattice::kStep, answer);
  CHECK(answer[3] > 0.9F);
  const float far[] = {0.9F, 0.1F, 0.9F}, outside[] = {-5.0F, 0.5F, 0.5F};
  CHECK_FALSE(lattice.find(far, first));
  CHECK_FALSE(lattice.find(outside, first));
  CHECK(lattice.computed() == 8);
}

TEST_CASE("codes of skin and hair are read by the spectral rung too") {
  const Photo photo = photo_of_scalp();
  std::vector<std::uint16_t> codes;
  for (int i = 0; i < 3 * kWidth * 3; ++i) {
    codes.push_back(
        static_cast<std::uint16_t>(std::lround(65535.0F * std::min((*photo.rgb)[static_cast<std::size_t>(i)], 1.0F))));
  }
  std::vector<float> lab(codes.size());
  codes_to_lab(made(), {kWidth, 3, 3, std::span<const std::uint16_t>(codes)}, lab,
               {.encoding = NamedEncoding::kLinearSrgb, .threads = 1});
  const LabImage image = made().to_lab(photo);
  double worst = 0.0;
  for (std::size_t i = 0; i < lab.size(); ++i) worst = std::max<double>(worst, std::abs(lab[i] - (*image.lab)[i]));
  CHECK(worst < 0.1);  // what rounding to 16 bits moves a dark hair
  CHECK(delta_e_ciede2000({lab[0], lab[1], lab[2]},
                          made().lab({(*photo.rgb)[0], (*photo.rgb)[1], (*photo.rgb)[2]}, {0, 0})) < 0.05);
}

TEST_CASE("a region is measured without converting the picture, to the same bits") {
  const LabImage image = made().to_lab(photo_of_scalp());
  const Region region = region_from_rectangle(10, 0, 333, 3, kWidth, kHeight);
  const Reading alone = measure(image, region);
  CHECK_FALSE(image.lab.made());
  REQUIRE(image.lab->size() == std::size_t{3} * kWidth * kHeight);
  const Reading again = measure(image, region);
  CHECK(alone.lab == again.lab);
  CHECK(alone.covariance == again.covariance);
  CHECK(alone.median == again.median);
}

TEST_CASE("a spectral calibration written as JSON and read again behaves to the last bit alike") {
  const Calibration again = parse_calibration(made().to_json(), "calibration.json");
  CHECK(again.to_json() == made().to_json());
  CHECK(again.report() == made().report());
  const Photo photo = photo_of_scalp();
  const auto one = made().to_lab(photo).lab, other = again.to_lab(photo).lab;
  CHECK(std::memcmp(one->data(), other->data(), one->size() * sizeof(float)) == 0);
  CHECK(again.measure(seen(made_capture(), 5), kScalpAt).covariance ==
        made().measure(seen(made_capture(), 5), kScalpAt).covariance);
}

TEST_CASE("the calibration of a second shot survives its JSON too") {
  const LabImage lab = two_shot(made(), photo_of_scalp(), std::nullopt);
  const std::string json = lab.calibration->to_json();
  CHECK(parse_calibration(json, "calibration.json").to_json() == json);
}

TEST_CASE("a spectral document whose numbers cannot be is refused with its place") {
  const auto refusal = [](const std::string& key, const std::string& by, std::size_t items) {
    std::string json = made().to_json();
    std::size_t from = json.find("\"" + key + "\": [", json.find("\"spectral\": {"));
    for (std::size_t i = 0; i < items; ++i) from = json.find('\n', from) + 1;
    json.replace(from, json.find_first_of(",\n", from) - from, by);
    try {
      (void)parse_calibration(json, "c.json");
    } catch (const InvalidDocument& error) {
      return error.code() + " | " + error.what();
    }
    return std::string("accepted");
  };
  CHECK(refusal("light_shares", "-1", 1).starts_with("out_of_range | c.json, $.spectral.light_shares[0]: expected"));
  CHECK(refusal("light_shares", "0.5", 4)
            .starts_with("out_of_range | c.json, $.spectral.light_shares: expected shares that sum to 1, got "));
  CHECK(refusal("ln_slope", "4", 2).starts_with("out_of_range | c.json, $.spectral.model.ln_slope[1]: expected"));
  CHECK(refusal("response", "19.9", 3)
            .starts_with("out_of_range | c.json, $.spectral.model.response: expected channels whose sizes sum to 20"));
}

TEST_CASE("a position far outside of the photograph has a finite uncertainty") {
  const MeasuredLab far = made().measure(seen(made_capture(), 5), {1e6, -1e6});
  CHECK(far.covariance.allFinite());
  CHECK(far.covariance(0, 0) > made().measure(seen(made_capture(), 5), kScalpAt).covariance(0, 0));
}

TEST_CASE("what another visit draws anew of a spectral answer is less than its whole uncertainty") {
  const Eigen::Vector3d rgb = seen(made_capture(), 5);
  const Eigen::Matrix3d visit = made().visit_covariance(rgb, kScalpAt);
  const Eigen::Matrix3d rest = made().measure(rgb, kScalpAt).covariance - visit;
  CHECK(Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(visit).eigenvalues().minCoeff() > 0.0);
  CHECK(Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(rest).eigenvalues().minCoeff() > 0.0);
}

TEST_CASE("a photograph that no known camera makes of this chart stays on the ladder and says so") {
  Chart odd = classic(made_capture());
  for (PatchSample& patch : odd.patches) {
    if (patch.id < 19) patch.rgb(patch.id % 3) *= patch.id % 2 == 0 ? 1.6 : 0.5;
  }
  const Calibration calibration = calibrate(odd, {.max_held_out_delta_e = 50});
  CHECK(calibration.rung() == calibration.state().ladder_rung);
  const auto& flags = calibration.flags();
  CHECK(std::find(flags.begin(), flags.end(), "outside_spectral_prior") != flags.end());
  const Calibration forced = calibrate(odd, {.rung = "spectral", .max_held_out_delta_e = 50});
  CHECK(forced.rung() == "spectral");
  const Eigen::Vector3d skin = seen(made_capture(), 100);
  CHECK(spectral_uncertainty(forced.state(), skin, kScalpAt).misfit.trace() > 1.0);
  CHECK(spectral_uncertainty(made().state(), skin, kScalpAt).misfit.trace() == 0.0);
  CHECK(std::find(forced.flags().begin(), forced.flags().end(), "outside_spectral_prior") != forced.flags().end());
}

TEST_CASE("a chart without reflectances stays on the ladder; asking for the spectral rung is refused") {
  CHECK(calibrate(photograph(MadeCamera{})).rung() != "spectral");
  try {
    (void)calibrate(photograph(MadeCamera{}), {.rung = "spectral"});
    FAIL("expected a refusal");
  } catch (const MeasurementRefused& refusal) {
    CHECK(refusal.code() == "no_spectra");
    CHECK(std::string(refusal.what())
              .find("expected a chart with known reflectances for the spectral rung, got 'made'") != std::string::npos);
  }
}

TEST_CASE("a fluorescent tube is named and widens the uncertainty") {
  const Calibration tube = calibrate(classic(made_capture("FL11")));
  REQUIRE(tube.state().spectral);
  const double share = fluorescent_share(tube.state().spectral->fit());
  CHECK(share > fluorescent_share(made().state().spectral->fit()));
  CHECK(share > 0.5);
}
