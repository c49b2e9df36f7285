// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// Largest CIEDE2000 over scalps and hairs at the chart's middle.
double worst_error(const Calibration& calibration, const MadeCamera& camera) {
  double worst = 0.0;
  for (const Lab& lab : scalps_and_hairs()) {
    const Lab seen = calibration.measure(camera.see(lab), chart_middle()).lab;
    worst = std::max(worst, delta_e_ciede2000(seen, lab));
  }
  return worst;
}

bool has_flag(const Calibration& calibration, const std::string& flag) {
  return std::find(calibration.flags().begin(), calibration.flags().end(), flag) != calibration.flags().end();
}

std::string refusal(const Chart& chart, const CalibrateOptions& options = {}) {
  try {
    (void)calibrate(chart, options);
  } catch (const MeasurementRefused& error) {
    return error.code() + " | " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a perfect linear camera is recovered, and the matrix is enough for it") {
  const MadeCamera camera;
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.rung() == "matrix");
  CHECK(calibration.held_out().mean < 0.3);
  CHECK(worst_error(calibration, camera) < 0.3);
}

TEST_CASE("flare needs the offset of the affine rung") {
  MadeCamera camera;
  camera.flare = 0.01;
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.rung() == "affine");
  CHECK(worst_error(calibration, camera) < 0.3);
  CHECK(worst_error(calibrate(photograph(camera), {.rung = "matrix"}), camera) > 1.0);
}

TEST_CASE("a phone's curve needs a tone curve") {
  MadeCamera camera;
  camera.rendered = true;
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.rung().starts_with("tone+"));
  CHECK(worst_error(calibration, camera) < 1.5);
  CHECK(worst_error(calibrate(photograph(camera), {.rung = "matrix"}), camera) > 2.5);
}

TEST_CASE("light that falls off across the chart is found, corrected and flagged") {
  MadeCamera camera;
  camera.shading = {0.15, -0.05};
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.rung() == "tone+matrix+shading");
  CHECK(has_flag(calibration, "uneven_light"));
  CHECK(worst_error(calibration, camera) < 0.7);
  CHECK(!has_flag(calibrate(photograph(MadeCamera{})), "uneven_light"));
  const Lab skin{62, 13, 19};
  const Eigen::Vector2d right = chart_middle() + Eigen::Vector2d(2.5 * kPitch, 0);
  const Lab seen = calibration.measure(camera.see(skin, {1, 0}), right).lab;
  CHECK(delta_e_ciede2000(seen, skin) < 0.7);
}

TEST_CASE("exposure from half to double gives the same Lab") {
  for (const bool rendered : {false, true}) {
    MadeCamera middle;
    middle.rendered = rendered;
    middle.exposure = 0.6;
    const Calibration reference = calibrate(photograph(middle));
    for (const double factor : {0.5, 0.7, 1.4, 2.0}) {
      MadeCamera camera = middle;
      camera.exposure = middle.exposure * factor;
      const Calibration calibration = calibrate(photograph(camera));
      for (const Lab& lab : scalps_and_hairs()) {
        const Lab one = reference.measure(middle.see(lab), chart_middle()).lab;
        const Lab other = calibration.measure(camera.see(lab), chart_middle()).lab;
        INFO(calibration.rung() << " " << factor);
        CHECK(delta_e_ciede2000(one, other) <= 0.7);
      }
    }
  }
}

TEST_CASE("one wrong patch does not break the fit") {
  const MadeCamera camera;
  for (const int id : {1, 9, 14, 21, 23}) {
    Chart chart = photograph(camera);
    chart.patches[static_cast<std::size_t>(id - 1)].rgb = camera.see({75, 5, 5});
    CHECK(worst_error(calibrate(chart), camera) < 1.0);
  }
}

TEST_CASE("invalid patches take no part") {
  const MadeCamera camera;
  Chart chart = photograph(camera);
  for (const int id : {3, 7, 20}) {
    chart.patches[static_cast<std::size_t>(id - 1)].rgb = {5, 5, 5};
    chart.patches[static_cast<std::size_t>(id - 1)].valid = false;
  }
  chart.status = "partial";
  const Calibration calibration = calibrate(chart);
  CHECK(worst_error(calibration, camera) < 0.3);
  CHECK(calibration.held_out().patch_ids.size() == 21);
  CHECK(has_flag(calibration, "partial_chart"));
}

TEST_CASE("the held-out summary is that of its patches") {
  MadeCamera camera;
  camera.noise = 0.03;
  const HeldOutError error = calibrate(photograph(camera)).held_out();
  const auto& all = error.per_patch;
  REQUIRE(all.size() == 24);
  double sum = 0, neutrals = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    sum += all[i];
    if (i >= 18) neutrals += all[i];
  }
  CHECK(error.mean == Approx(sum / 24));
  CHECK(error.skin == Approx((all[0] + all[1]) / 2));
  CHECK(error.neutrals == Approx(neutrals / 6));
  CHECK(error.max == *std::max_element(all.begin(), all.end()));
  CHECK(error.p95 < error.max);
  CHECK(error.p95 > error.mean);
}

TEST_CASE("a left-out patch is predicted without having been seen") {
  Chart chart = photograph(MadeCamera{});
  chart.patches[6].rgb *= 0.4;
  const HeldOutError error = calibrate(chart, {.rung = "matrix"}).held_out();
  CHECK(error.per_patch[6] > 10.0);
  CHECK(error.per_patch[6] == error.max);
}

TEST_CASE("large held-out errors are flagged before they are refused") {
  MadeCamera camera;
  camera.chart_scatter = 6.0;
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.held_out().mean > 4.5);
  CHECK(has_flag(calibration, "large_error"));
}

TEST_CASE("the rungs are named simplest first") {
  CHECK(calibration_rungs() == std::vector<std::string>{"none", "gain", "matrix", "affine", "tone+matrix",
                                                        "tone+affine", "tone+matrix+shading", "tone+root-polynomial",
                                                        "tone+root-polynomial+shading", "spectral"});
}

TEST_CASE("the rung none fits nothing, so that its errors are those of the profile the photograph was developed with") {
  MadeCamera camera;
  camera.matrix.setIdentity();
  camera.noise = 0.02;
  const Chart chart = photograph(camera);
  const Calibration calibration = calibrate(chart, {.rung = "none"});
  const Lab lab = calibration.lab({0.2, 0.2, 0.2}, chart_middle());
  CHECK(lab.L == Approx(116.0 * std::cbrt(0.2) - 16.0));
  CHECK(std::hypot(lab.a, lab.b) < 1e-9);
  const auto& error = calibration.held_out();
  for (std::size_t i = 0; i < error.per_patch.size(); ++i) {
    const auto row = chart.definition.edition().lab.row(error.patch_ids[i] - 1);
    const Lab plain = lab_from_linear_srgb(chart.patches[i].rgb);
    CHECK(error.per_patch[i] == Approx(delta_e_ciede2000(plain, {row(0), row(1), row(2)})).margin(1e-9));
  }
}

TEST_CASE("auto reports a photograph that needs no fit but never takes it at its word") {
  MadeCamera camera;
  camera.matrix.setIdentity();
  const Calibration calibration = calibrate(photograph(camera));
  CHECK(calibration.rung() == "gain");
  CHECK(calibration.report().find("\"name\": \"none\"") != std::string::npos);
}

TEST_CASE("every rung fits and is used when it is asked for") {
  MadeCamera camera;
  camera.noise = 0.01;
  for (const std::string& rung : calibration_rungs()) {
    if (rung == "spectral") continue;  // the made chart has no reflectances
    const Calibration calibration = calibrate(photograph(camera), {.rung = rung});
    CHECK(calibration.rung() == rung);
    CHECK(worst_error(calibration, camera) < (rung == "none" || rung == "gain" ? 12.0 : 2.0));
  }
}

TEST_CASE("calibrate refuses with a code, what it expected, what came and what to do") {
  const Chart good = photograph(MadeCamera{});
  CHECK_THROWS_WITH(
      calibrate(good, {.rung = "cubic"}),
      "calibrate: expected a rung of auto, follow-up, spectral, none, gain, matrix, affine, tone+matrix, tone+affine, "
      "tone+matrix+shading, tone+root-polynomial, tone+root-polynomial+shading, got 'cubic'");
  Chart gray = good;
  gray.grayscale = true;
  CHECK(refusal(gray) ==
        "grayscale | calibrate: expected a color photograph, got one channel of gray. Take the photograph in color");
  gray = good;
  for (auto& patch : gray.patches) patch.rgb.setConstant(patch.rgb(1));
  CHECK(refusal(gray).starts_with("grayscale | "));
  Chart few = good;
  for (std::size_t i = 2; i < 12; ++i) few.patches[i].valid = false;
  CHECK(refusal(few) ==
        "too_few_patches | calibrate: expected at least 15 valid patches, got 14. Take the photograph again with the "
        "whole chart visible, evenly lit and not too bright");
  few.patches[2].valid = true;
  CHECK(refusal(few) == "accepted");
  Chart dark = good;
  for (const std::size_t i : {18U, 19U, 20U}) dark.patches[i].valid = false;
  CHECK(refusal(dark) ==
        "too_few_neutrals | calibrate: expected at least 4 valid neutral patches, got 3. Take the photograph again "
        "with the gray row uncovered, not clipped and without glare");
  Chart shuffled = good;
  for (std::size_t i = 0; i < 18; i += 2) std::swap(shuffled.patches[i].rgb, shuffled.patches[17 - i].rgb);
  CHECK(refusal(shuffled).starts_with("no_fit | calibrate: expected a held-out error of at most 10.0 CIEDE2000, got "));
  CHECK(
      refusal(shuffled).ends_with(". Check the chart type, its edition and the corners, or take the photograph again"));
}

TEST_CASE("colors that no camera makes are refused") {
  Chart chart = photograph(MadeCamera{});
  for (auto& patch : chart.patches) patch.rgb = {-patch.rgb(0), -patch.rgb(1), -patch.rgb(2)};
  CHECK(refusal(chart).starts_with("too_few_neutrals | "));
}
