// SPDX-License-Identifier: Apache-2.0
// A later visit, compared with the first one.
#include <Eigen/Eigenvalues>
#include <catch2_shim.hpp>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

using Flags = std::vector<std::string>;

MadeCamera phone() {
  MadeCamera camera;
  camera.rendered = true;
  return camera;
}

Flags moved_flags(const MadeCamera& later, const MadeCamera& first = phone()) {
  const Calibration baseline = calibrate(photograph(first), {.rung = "tone+matrix"});
  return calibrate(photograph(later), {.baseline = &baseline}).flags();
}

std::string refusal(const Chart& chart, const Calibration& baseline, const std::string& rung = "auto") {
  try {
    (void)calibrate(chart, {.rung = rung, .baseline = &baseline});
  } catch (const MeasurementRefused& error) {
    return error.code() + " | " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a later visit takes the rung of the first one, even where another would fit better") {
  const Calibration baseline = calibrate(photograph(phone()), {.rung = "affine"});
  CHECK(calibrate(photograph(phone())).rung() != "affine");
  const Calibration later = calibrate(photograph(phone()), {.baseline = &baseline});
  CHECK(later.rung() == "affine");
  CHECK(later.flags() == baseline.flags());
}

TEST_CASE("a first visit of a follow-up takes a rung that evens out light") {
  const Calibration first = calibrate(photograph(phone()), {.rung = "follow-up"});
  CHECK(first.rung().ends_with("+shading"));
}

TEST_CASE(
    "uneven light that turns between visits moves skin with a rung that does not see it, and not with one that does") {
  MadeCamera left = phone(), right = phone();
  left.shading = {0.12, 0.0};
  right.shading = {-0.12, 0.06};
  const auto largest_move = [&](const std::string& rung) {
    const Calibration first = calibrate(photograph(left), {.rung = rung});
    const Calibration later = calibrate(photograph(right), {.baseline = &first});
    double most = 0.0;
    const Eigen::Vector2d place(0.8, 0.4);
    const Eigen::Vector2d pixel = chart_middle() + place * 2.5 * kPitch;
    for (const Lab& lab : scalps_and_hairs()) {
      most = std::max(
          most, delta_e_ciede2000(first.lab(left.see(lab, place), pixel), later.lab(right.see(lab, place), pixel)));
    }
    return most;
  };
  CHECK(largest_move("follow-up") < 0.8);
  CHECK(largest_move("tone+matrix") > 2.0);
}

TEST_CASE("what differs from the baseline by its way of measuring is refused by name") {
  const Chart chart = photograph(phone());
  const Calibration baseline = calibrate(chart, {.rung = "affine"});
  const std::string advice = ". Measure both visits alike; a difference between unlike ways is no change of color";
  Chart other = chart;
  other.definition.id = "another";
  CHECK(refusal(other, baseline) ==
        "baseline_chart | calibrate: expected the chart of the baseline, made, got another" + advice);
  other = chart;
  other.edition = other.definition.default_edition = other.definition.editions[0].name = "newer";
  CHECK(refusal(other, baseline) ==
        "baseline_edition | calibrate: expected the edition of the baseline, only, got newer" + advice);
  other = chart;
  other.profile_sha256 = "0123456789abcdef";
  CHECK(refusal(other, baseline) ==
        "baseline_profile | calibrate: expected the profile of the baseline, the file's own, "
        "got SHA-256 0123456789ab" +
            advice);
  CHECK(refusal(chart, baseline, "matrix") ==
        "baseline_rung | calibrate: expected the rung of the baseline, affine, got matrix" + advice);
  CHECK(refusal(chart, baseline, "affine") == "accepted");
}

TEST_CASE("a visit without a gray patch in common with the first is refused") {
  ChartDefinition wide = made_chart();
  wide.neutrals = {19, 20, 21, 22, 23, 24, 1, 2, 3, 4};
  Chart first = photograph(phone(), wide), later = photograph(phone(), wide);
  for (const int id : {19, 20, 21, 22, 23, 24}) first.patches[static_cast<std::size_t>(id - 1)].valid = false;
  for (const int id : {1, 2, 3, 4}) later.patches[static_cast<std::size_t>(id - 1)].valid = false;
  const Calibration baseline = calibrate(first, {.rung = "gain", .max_held_out_delta_e = 100});
  CHECK_THROWS_WITH(calibrate(later, {.max_held_out_delta_e = 100, .baseline = &baseline}),
                    "calibrate: expected a gray patch that both photographs show, got none. Take the photograph again "
                    "with the gray row uncovered and not clipped");
}

TEST_CASE("flags say whether exposure or white balance of the neutrals moved") {
  CHECK(moved_flags(phone()).empty());
  MadeCamera darker = phone();
  darker.rendered = false;
  const MadeCamera plain = darker;
  darker.exposure = 0.85;
  CHECK(moved_flags(darker, plain).empty());
  darker.exposure = 0.75;
  CHECK(moved_flags(darker, plain) == Flags{"exposure_moved"});
  MadeCamera warmer = plain;
  warmer.matrix.row(2) *= 0.95;
  CHECK(moved_flags(warmer, plain).empty());
  warmer.matrix.row(2) *= 0.95;
  CHECK(moved_flags(warmer, plain) == Flags{"white_balance_moved"});
}

TEST_CASE("grays that stay off after both fits are flagged") {
  MadeCamera camera;
  Chart first = photograph(camera), later = first;
  for (std::size_t i = 18; i < 24; ++i) later.patches[i].rgb *= 1.12;  // a shadow over the colors, not over the grays
  const Calibration baseline = calibrate(first, {.rung = "matrix"});
  const Calibration now = calibrate(later, {.baseline = &baseline});
  CHECK(now.flags().back() == "neutrals_moved");
  CHECK(now.report().find("\"lightness_shift\"") != std::string::npos);
}

TEST_CASE("a calibration with a baseline survives its JSON to the last bit") {
  Chart first = photograph(phone());
  first.photo_sha256 = "00ff";
  const Calibration baseline = calibrate(first, {.rung = "tone+matrix"});
  MadeCamera darker = phone();
  darker.exposure = 0.7;
  const Calibration later = calibrate(photograph(darker), {.baseline = &baseline});
  CHECK(later.to_json().find("\"baseline_sha256\": \"00ff\"") != std::string::npos);
  CHECK(parse_calibration(later.to_json(), "c.json").to_json() == later.to_json());
}

TEST_CASE("what a visit draws anew is less than the whole uncertainty, and still knows where light is uncertain") {
  MadeCamera camera = phone();
  camera.noise = 0.01;
  ChartDefinition definition = made_chart();
  definition.editions[0].tolerance_delta_e = 1.0;
  const Calibration calibration = calibrate(photograph(camera, definition), {.rung = "tone+matrix"});
  const Eigen::Vector3d rgb = camera.see({62, 13, 19});
  const Eigen::Matrix3d visit = calibration.visit_covariance(rgb, chart_middle());
  const Eigen::Matrix3d rest = calibration.measure(rgb, chart_middle()).covariance - visit;
  CHECK(Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(visit).eigenvalues().minCoeff() > 0.0);
  CHECK(Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(rest).eigenvalues().minCoeff() > 0.3);
  CHECK(calibration.visit_covariance(rgb, {2000, 2000})(0, 0) > 4.0 * visit(0, 0));
}
