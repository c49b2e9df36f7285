// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/difference/ciede2000.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr double kChi95 = 7.815;  // 95 % quantile of chi-squared with 3 degrees of freedom

double mahalanobis(const Lab& lab, const Lab& truth, const Eigen::Matrix3d& covariance) {
  const Eigen::Vector3d d(lab.L - truth.L, lab.a - truth.a, lab.b - truth.b);
  return d.dot(covariance.inverse() * d);
}

ChartDefinition with_tolerance(double tolerance) {
  ChartDefinition chart = made_chart();
  chart.editions[0].tolerance_delta_e = tolerance;
  return chart;
}

struct Coverage {
  double parameters = 0;  ///< share of truths within the 95 % ellipsoid of the jackknife alone
  double total = 0;
  double mean_square =
      0;  ///< mean squared Mahalanobis distance under the whole uncertainty; 3 = exactly as wide as true
};

Coverage coverage(MadeCamera camera, const std::string& rung, double tolerance, int runs) {
  Coverage hit;
  int count = 0;
  for (int run = 0; run < runs; ++run) {
    camera.seed = 1000U + static_cast<std::uint64_t>(run);
    const Calibration calibration = calibrate(photograph(camera, with_tolerance(tolerance)), {.rung = rung});
    for (const Lab& truth : scalps_and_hairs()) {
      const Eigen::Vector3d rgb = camera.see(truth);
      const MeasuredLab seen = calibration.measure(rgb, chart_middle());
      const UncertaintyParts parts = uncertainty(calibration.state(), rgb, chart_middle());
      hit.parameters += mahalanobis(seen.lab, truth, parts.parameters) <= kChi95 ? 1 : 0;
      const double d2 = mahalanobis(seen.lab, truth, seen.covariance);
      hit.total += d2 <= kChi95 ? 1 : 0;
      hit.mean_square += d2;
      ++count;
    }
  }
  return {hit.parameters / count, hit.total / count, hit.mean_square / count};
}

}  // namespace

TEST_CASE("jackknife ellipsoids hold the truth at about their nominal rate") {
  MadeCamera camera;
  camera.noise = 0.02;
  const Coverage linear = coverage(camera, "matrix", 0.0, 60);
  INFO("matrix: parameters " << linear.parameters << ", total " << linear.total);
  CHECK(linear.parameters > 0.85);
  CHECK(linear.parameters < 0.995);
}

TEST_CASE("with scattered charts and a phone's curve the whole uncertainty holds the truth") {
  MadeCamera camera;
  camera.noise = 0.01;
  camera.rendered = true;
  camera.chart_scatter = 0.6;
  const Coverage phone = coverage(camera, "tone+affine", 0.8, 40);
  INFO("tone+affine: parameters " << phone.parameters << ", total " << phone.total);
  CHECK(phone.total >= 0.90);
  CHECK(phone.mean_square > 0.3);  // not safe by being meaninglessly wide
}

TEST_CASE("uncertainty grows with noise, with the chart's tolerance and with the distance from the chart") {
  MadeCamera camera;
  const Eigen::Vector3d skin = camera.see({62, 13, 19});
  const auto L_variance = [&](double noise, double tolerance, const Eigen::Vector2d& at) {
    camera.noise = noise;
    return calibrate(photograph(camera, with_tolerance(tolerance)), {.rung = "matrix"})
        .measure(skin, at)
        .covariance(0, 0);
  };
  const double base = L_variance(0.0, 0.0, chart_middle());
  CHECK(L_variance(0.03, 0.0, chart_middle()) > base + 0.01);
  CHECK(L_variance(0.0, 0.8, chart_middle()) > base + 0.2);
  CHECK(L_variance(0.0, 0.0, chart_middle() + Eigen::Vector2d(600, 0)) > base + 0.5);
}

TEST_CASE("on the chart light is known to 2 %, one chart length away to 5 %") {
  const Calibration calibration = calibrate(photograph(MadeCamera{}));
  const Eigen::Vector3d skin = MadeCamera{}.see({58, 13, 19});
  const Lab lab = calibration.measure(skin, chart_middle()).lab;
  const auto sd = [&](const Eigen::Vector2d& at) {
    return std::sqrt(uncertainty(calibration.state(), skin, at).light(0, 0));
  };
  CHECK(sd(chart_middle()) == Approx(0.02 * (lab.L + 16) / 3));
  CHECK(sd(chart_middle() + Eigen::Vector2d(3 * kPitch, 0)) == Approx(0.02 * (lab.L + 16) / 3));
  CHECK(sd(chart_middle() + Eigen::Vector2d((3 + 6) * kPitch, 0)) == Approx(0.05 * (lab.L + 16) / 3));
}

TEST_CASE("uneven light that the rung leaves alone goes on beside the chart") {
  MadeCamera camera;
  camera.shading = {0.16, 0.0};
  const Eigen::Vector3d skin = camera.see({58, 13, 19});
  const Eigen::Vector2d beside = chart_middle() + Eigen::Vector2d(6 * kPitch, 0);
  const auto light_sd = [&](const std::string& rung) {
    const Calibration calibration = calibrate(photograph(camera), {.rung = rung});
    const Lab lab = calibration.measure(skin, beside).lab;
    return 3 * std::sqrt(uncertainty(calibration.state(), skin, beside).light(0, 0)) / (lab.L + 16);
  };
  CHECK(light_sd("tone+matrix+shading") < 0.05);
  CHECK(light_sd("matrix") == Approx(0.16 * 6 / 2.5).epsilon(0.25));
}

TEST_CASE("a sphere in CIEDE2000 has its mean square back, and one standard deviation is one unit") {
  for (const Lab& lab : {Lab{62, 13, 19}, Lab{30, 0, 0}, Lab{80, -20, 5}}) {
    CHECK(ciede2000_square(lab, ciede2000_sphere(lab, 0.7)) == Approx(0.7));
  }
  const Lab gray{50, 0, 0};
  const double sd = std::sqrt(ciede2000_sphere(gray, 3.0)(0, 0));
  CHECK(sd == Approx(delta_e_ciede2000({50 - sd / 2, 0, 0}, {50 + sd / 2, 0, 0})).epsilon(0.01));
}

TEST_CASE("what the model cannot follow widens the uncertainty where it happens") {
  MadeCamera camera;
  camera.rendered = true;
  const Calibration wrong = calibrate(photograph(camera), {.rung = "matrix"});
  const Calibration right = calibrate(photograph(MadeCamera{}), {.rung = "matrix"});
  const Eigen::Vector3d hair = camera.see({24, 4, 6});
  CHECK(uncertainty(wrong.state(), hair, chart_middle()).misfit(0, 0) > 1.0);
  CHECK(uncertainty(right.state(), MadeCamera{}.see({24, 4, 6}), chart_middle()).misfit(0, 0) < 0.01);
}

TEST_CASE("skin is metameric in proportion to its chroma, mostly in hue; grays are not") {
  const Calibration calibration = calibrate(photograph(MadeCamera{}));
  const auto part = [&](const Lab& lab) {
    return uncertainty(calibration.state(), MadeCamera{}.see(lab), chart_middle()).metamerism;
  };
  CHECK(part({50, 0, 0}).norm() < 0.01);
  const Eigen::Matrix3d red = part({50, 20, 0});
  CHECK(std::sqrt(red(0, 0)) == Approx(0.4).epsilon(0.05));
  CHECK(std::sqrt(red(1, 1)) == Approx(1.0).epsilon(0.05));
  CHECK(std::sqrt(red(2, 2)) == Approx(2.6).epsilon(0.05));
  const Eigen::Matrix3d yellow = part({50, 0, 20});
  CHECK(std::sqrt(yellow(1, 1)) == Approx(2.6).epsilon(0.05));
}
