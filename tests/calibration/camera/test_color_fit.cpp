// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <array>
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/camera/color_problem.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

using Curvature = RobustLab::Curvature;
constexpr double kStep = 1e-5;

TrainingSet noisy_patches() {
  MadeCamera camera;
  camera.noise = 0.03;
  camera.shading = {0.1, -0.05};
  return training_set(photograph(camera));
}

CameraMap with_gains(const TrainingSet& patches, Terms terms) {
  CameraMap map;
  map.terms = terms;
  fit_gains(patches, map);
  return map;
}

template <typename Problem>
struct Derivatives {
  typename Problem::Parameters gradient;
  typename Problem::Normal second;
};

template <typename Problem>
Derivatives<Problem> derivatives(Problem& problem, const typename Problem::Parameters& at, Curvature curvature) {
  Derivatives<Problem> out;
  (void)problem.loss(at);
  problem.derivatives(curvature, out.gradient, out.second);
  return out;
}

template <typename Problem>
void check_derivatives(Terms terms) {
  const TrainingSet patches = noisy_patches();
  Problem problem(patches, {}, with_gains(patches, terms));
  problem.set_ridge(1e-2);
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal(0.0, 0.02);
  typename Problem::Parameters at = problem.start(1e-2);
  for (double& value : at) value += normal(random);
  const auto here = derivatives(problem, at, Curvature::kExact);
  for (int k = 0; k < Problem::kSize; ++k) {
    typename Problem::Parameters step = Problem::Parameters::Zero();
    step(k) = kStep;
    const double rise = (problem.loss(at + step) - problem.loss(at - step)) / (4.0 * kStep);
    CHECK(here.gradient(k) == Approx(rise).epsilon(1e-6).margin(1e-5));
    const typename Problem::Parameters bend = (derivatives(problem, at + step, Curvature::kExact).gradient -
                                               derivatives(problem, at - step, Curvature::kExact).gradient) /
                                              (2.0 * kStep);
    for (int j = k; j < Problem::kSize; ++j) CHECK(here.second(j, k) == Approx(bend(j)).epsilon(1e-5).margin(1e-3));
  }
}

/// Full Newton steps from a start that is near.
template <typename Problem>
typename Problem::Parameters minimum(Problem& problem) {
  typename Problem::Parameters p = problem.start(1e-2);
  for (int step = 0; step < 12; ++step) {
    const auto at = derivatives(problem, p, step < 6 ? Curvature::kGaussNewton : Curvature::kExact);
    p -= at.second.llt().solve(at.gradient);
  }
  return p;
}

/// Residual of a patch through a map, without its weight.
double residual(const TrainingPatch& patch, const CameraMap& map) {
  const Eigen::Vector3d linear(map.tone[0](patch.rgb(0)), map.tone[1](patch.rgb(1)), map.tone[2](patch.rgb(2)));
  const double light = std::exp(-map.shading.dot(patch.place));
  const Lab lab = lab_from_linear_srgb(map.matrix * (light * make_terms(map.terms, linear)));
  const double l2 = std::pow(patch.reference.L - 50.0, 2);
  const double S_C = 1.0 + 0.03 * std::hypot(patch.reference.a, patch.reference.b);
  return Eigen::Vector3d((lab.L - patch.reference.L) / (1.0 + 0.015 * l2 / std::sqrt(20.0 + l2)),
                         (lab.a - patch.reference.a) / S_C, (lab.b - patch.reference.b) / S_C)
      .norm();
}

template <typename Problem>
void check_left_out_error(Terms terms) {
  const TrainingSet patches = noisy_patches();
  const CameraMap map = with_gains(patches, terms);
  const auto fitted = [&](const TrainingSet& to, CameraMap& out, double* left_out) {
    Problem problem(to, {}, map);
    problem.set_ridge(1e-2);
    const typename Problem::Parameters p = minimum(problem);
    Problem::unpack(p, out);
    if (left_out == nullptr) return;
    const auto at = derivatives(problem, p, Curvature::kGaussNewton);
    *left_out = problem.left_out_error(at.second.llt().solve(Problem::Normal::Identity()));
  };
  CameraMap all = map;
  double said = 0.0, seen = 0.0, weights = 0.0, within = 0.0;
  fitted(patches, all, &said);
  for (std::size_t i = 0; i < patches.size(); ++i) {
    TrainingSet others = patches;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    CameraMap refit = map;
    fitted(others, refit, nullptr);
    seen += patches[i].weight * residual(patches[i], refit);
    within += patches[i].weight * residual(patches[i], all);
    weights += patches[i].weight;
  }
  INFO(said << " said, " << seen / weights << " seen, " << within / weights << " by the fit to all");
  CHECK(said == Approx(seen / weights).epsilon(0.03));
  CHECK(said > 1.1 * within / weights);
}

}  // namespace

TEST_CASE("derivatives of a color fit are those of differences, with light and without") {
  check_derivatives<ColorProblem<3, 0>>(Terms::kLinear);
  check_derivatives<ColorProblem<4, 0>>(Terms::kAffine);
  check_derivatives<ColorProblem<3, 2>>(Terms::kLinear);
  check_derivatives<ColorProblem<6, 2>>(Terms::kRootPolynomial);
}

TEST_CASE("the error by leverages is about that of fits without each patch") {
  check_left_out_error<ColorProblem<3, 0>>(Terms::kLinear);
  check_left_out_error<ColorProblem<3, 2>>(Terms::kLinear);
  check_left_out_error<ColorProblem<6, 2>>(Terms::kRootPolynomial);
}

TEST_CASE("a fit settles with ridges of 0.001, 0.01 and 0.05") {
  using Problem = ColorProblem<4, 0>;
  const TrainingSet patches = noisy_patches();
  CameraMap map = with_gains(patches, Terms::kAffine);
  ColorTrail trail;
  fit_colors(patches, {}, map, trail);
  REQUIRE(trail.found.size() == 3);
  Problem problem(patches, {}, map);
  for (std::size_t i = 0; i < 3; ++i) {
    problem.set_ridge(std::array{0.001, 0.01, 0.05}[i]);
    CHECK(derivatives<Problem>(problem, trail.found[i], Curvature::kExact).gradient.norm() < 1e-3);
    CHECK(derivatives<Problem>(problem, problem.start(0.01), Curvature::kExact).gradient.norm() > 0.1);
  }
}

TEST_CASE("a trail leads a fit past what moved before") {
  const ColorTrail all{nullptr,
                       {ColorTrail::Parameters::Constant(4, 1.0), ColorTrail::Parameters::Constant(4, 3.0),
                        ColorTrail::Parameters::Constant(4, 7.0)}};
  CHECK_FALSE(all.leads());
  ColorTrail refit{&all, {}};
  CHECK(refit.leads());
  CHECK(refit.start(2)(0) == 1.0);
  refit.found.push_back(ColorTrail::Parameters::Constant(4, 1.5));
  CHECK(refit.start(2)(0) == 3.5);
  refit.found.push_back(ColorTrail::Parameters::Constant(4, 3.25));
  CHECK(refit.start(2)(0) == 7.5);
  CHECK(refit.start(1)(0) == 7.25);
  refit.found.push_back(ColorTrail::Parameters::Constant(4, 8.0));
  CHECK_FALSE(refit.leads());
}

TEST_CASE("a constant term in light that is fitted is refused") {
  CameraMap map;
  map.terms = Terms::kAffine;
  ColorTrail trail;
  CHECK_THROWS_WITH(fit_colors(noisy_patches(), {.shading = true}, map, trail),
                    "fit_colors: expected terms that light scales, got a constant one; fit them in even light");
}
