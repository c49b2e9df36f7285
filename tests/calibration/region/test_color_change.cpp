// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>
#include <shadematch/region/color_change.hpp>

#include "../camera/simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

MadeCamera phone(std::uint64_t seed) {
  MadeCamera camera;
  camera.noise = 0.01;
  camera.seed = seed;
  return camera;
}

/// A flat picture of one color beside the chart, seen by the camera.
Photo flat(const MadeCamera& camera, const Lab& lab) {
  const Eigen::Vector3f rgb = camera.see(lab).cast<float>();
  Photo photo;
  photo.width = photo.height = 40;
  std::vector<float> pixels;
  for (int i = 0; i < 1600; ++i) pixels.insert(pixels.end(), {rgb(0), rgb(1), rgb(2)});
  photo.rgb = std::make_shared<const std::vector<float>>(std::move(pixels));
  photo.clipping = std::make_shared<const std::vector<std::uint8_t>>(1600);
  return photo;
}

Reading visit(const MadeCamera& camera, const Lab& lab, const Calibration* baseline = nullptr) {
  const Calibration calibration =
      calibrate(photograph(camera), {.rung = baseline == nullptr ? "matrix" : "auto", .baseline = baseline});
  return measure(calibration.to_lab(flat(camera, lab)), region_from_rectangle(5, 5, 30, 30, 40, 40));
}

const Lab kScalp{60, 13, 18};

}  // namespace

TEST_CASE("a change is after minus before, with the covariance of what each visit draws anew") {
  const Reading before = visit(phone(1), kScalp);
  const Reading after = visit(phone(2), {56, 12, 18}, before.calibration.get());
  const ColorChange change = color_change(before, after);
  CHECK(change.step.L == after.lab.L - before.lab.L);
  CHECK(change.step.a == after.lab.a - before.lab.a);
  CHECK(change.step.b == after.lab.b - before.lab.b);
  CHECK(change.covariance == before.visit_covariance + after.visit_covariance);
  CHECK(change.covariance.trace() < before.covariance.trace() + after.covariance.trace());
  CHECK(change.delta_e == delta_e_ciede2000(before.lab, after.lab));
  CHECK(change.low <= change.delta_e);
  CHECK(change.high > change.delta_e);
}

TEST_CASE("the 95 % ellipsoid of a change holds the true change in simulated visits") {
  int hits = 0;
  constexpr int kVisits = 200;
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  for (int i = 0; i < kVisits; ++i) {
    MadeCamera first = phone(static_cast<std::uint64_t>(2 * i + 1)),
               later = phone(static_cast<std::uint64_t>(2 * i + 2));
    const Reading before = visit(first, kScalp);
    later.exposure = std::exp(0.1 * normal(random));
    // The light on the scalp differs from that on the chart by the 2 % that the uncertainty is told, anew each visit.
    const auto lit = [&](const Lab& lab) {
      const double factor = std::exp(0.02 * normal(random));
      return lab_from_linear_srgb(linear_srgb_from_lab(lab) * factor);
    };
    const Lab truth{57, 12, 17};
    const Calibration calibration = calibrate(photograph(first), {.rung = "matrix"});
    const Reading lit_before =
        measure(calibration.to_lab(flat(first, lit(kScalp))), region_from_rectangle(5, 5, 30, 30, 40, 40));
    const Reading after = visit(later, lit(truth), before.calibration.get());
    const ColorChange change = color_change(lit_before, after);
    const Eigen::Vector3d off(change.step.L + 3, change.step.a + 1, change.step.b + 1);
    hits += off.dot(change.covariance.ldlt().solve(off)) <= 7.815 ? 1 : 0;
  }
  INFO(hits << " of " << kVisits);
  CHECK(hits >= 0.92 * kVisits);
}

TEST_CASE("no change is proven where there is none") {
  const Reading before = visit(phone(1), kScalp);
  CHECK(color_change(before, visit(phone(2), kScalp, before.calibration.get())).low == 0.0);
  CHECK(color_change(before, visit(phone(2), {50, 13, 18}, before.calibration.get())).low > 4.0);
}

TEST_CASE("readings that were not measured alike are not compared") {
  const Reading before = visit(phone(1), kScalp);
  const Calibration other = calibrate(photograph(phone(2)), {.rung = "affine"});
  const Reading after = visit(phone(2), kScalp, &other);
  CHECK_THROWS_WITH(color_change(before, after),
                    "color_change: expected the rung of the baseline, matrix, got affine. Measure both visits alike; a "
                    "difference between unlike ways is no change of color");
  CHECK_THROWS_WITH(color_change(Reading{}, after),
                    "color_change: expected two readings of measure, got one without a calibration");
}
