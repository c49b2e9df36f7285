// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <catch2_shim.hpp>

#include <shadematch/camera/color_problem.hpp>
#include <shadematch/camera/robust_lab.hpp>

#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

using Curvature = RobustLab::Curvature;
constexpr double kStep = 1e-5;

/// Shares of patches that a camera sees wrong by 5 %, one of them darker than the straight part of L*a*b* and one far
/// from its reference.
RobustLab::Shares seen(const TrainingSet& patches) {
  RobustLab::Shares shares(3, static_cast<Eigen::Index>(patches.size()));
  for (Eigen::Index i = 0; i < shares.cols(); ++i) {
    shares.col(i) = shares_from_linear_srgb() * patches[static_cast<std::size_t>(i)].light;
    shares.col(i) *= Eigen::Array3d(1.05, 0.97, 1.0 + 0.005 * static_cast<double>(i));
  }
  shares.col(23).setConstant(0.005);
  shares.col(5) *= 1.4;
  return shares;
}

struct Derivatives {
  RobustLab::Shares gradient;
  RobustLab::Symmetric second;
};

Derivatives derivatives(RobustLab& colors, const RobustLab::Shares& at, Curvature curvature) {
  Derivatives out{at, RobustLab::Symmetric(6, at.cols())};
  (void)colors.loss(at);
  colors.derivatives(curvature, out.gradient, out.second);
  return out;
}

}  // namespace

TEST_CASE("the loss of a patch is Geman and McClure's of its L*a*b* in steps of CIEDE2000's S_L and S_C") {
  const TrainingSet patches = training_set(photograph(MadeCamera{}));
  const RobustLab::Shares shares = seen(patches);
  double expected = 0.0;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const Lab& want = patches[i].reference;
    const Eigen::Vector3d share = shares.col(static_cast<Eigen::Index>(i));
    const Lab lab = lab_from_xyz({share(0) * kWhiteD50.X, share(1) * kWhiteD50.Y, share(2) * kWhiteD50.Z});
    const double l2 = std::pow(want.L - 50.0, 2);
    const double S_L = 1.0 + 0.015 * l2 / std::sqrt(20.0 + l2), S_C = 1.0 + 0.03 * std::hypot(want.a, want.b);
    const double r2 =
        std::pow((lab.L - want.L) / S_L, 2) + std::pow((lab.a - want.a) / S_C, 2) + std::pow((lab.b - want.b) / S_C, 2);
    expected += patches[i].weight * r2 / (1.0 + r2 / 36.0);
  }
  CHECK(RobustLab(patches).loss(shares) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("gradient and exact curvature are those of differences of the loss") {
  const TrainingSet patches = training_set(photograph(MadeCamera{}));
  RobustLab colors(patches);
  const RobustLab::Shares at = seen(patches);
  const Derivatives here = derivatives(colors, at, Curvature::kExact);
  for (Eigen::Index k = 0; k < 3; ++k) {
    RobustLab::Shares step = RobustLab::Shares::Zero(3, at.cols());
    step.row(k) = kStep * at.row(k);
    const Derivatives above = derivatives(colors, at + step, Curvature::kExact);
    const Derivatives below = derivatives(colors, at - step, Curvature::kExact);
    for (Eigen::Index i = 0; i < at.cols(); ++i) {
      RobustLab::Shares one = RobustLab::Shares::Zero(3, at.cols());
      one(k, i) = step(k, i);
      const double rise = (colors.loss(at + one) - colors.loss(at - one)) / (4.0 * step(k, i));
      CHECK(here.gradient(k, i) == Approx(rise).epsilon(1e-5).margin(1e-4));
      const Eigen::Vector3d bend = (above.gradient.col(i) - below.gradient.col(i)) / (2.0 * step(k, i));
      const auto s = here.second.col(i);
      const Eigen::Matrix3d second =
          (Eigen::Matrix3d() << s(0), s(1), s(3), s(1), s(2), s(4), s(3), s(4), s(5)).finished();
      CHECK((second.col(k) - bend).norm() <= 1e-5 * second.norm());
    }
  }
}

TEST_CASE("the curvature of Gauss and Newton is never negative, the exact one of a far patch is") {
  const TrainingSet patches = training_set(photograph(MadeCamera{}));
  RobustLab colors(patches);
  const auto least = [&](Curvature curvature, Eigen::Index patch) {
    const auto s = derivatives(colors, seen(patches), curvature).second.col(patch).eval();
    return s(0) * s(2) - s(1) * s(1) < 0.0 || s(2) < 0.0;
  };
  CHECK(least(Curvature::kExact, 5));
  for (Eigen::Index patch = 0; patch < 24; ++patch) CHECK_FALSE(least(Curvature::kGaussNewton, patch));
}

TEST_CASE("a patch that the fit leans on wholly would be infinitely far off without it") {
  const TrainingSet patches = training_set(photograph(MadeCamera{}));
  RobustLab colors(patches);
  const auto s = derivatives(colors, seen(patches), Curvature::kGaussNewton).second.col(2).eval();
  const Eigen::Matrix3d second = (Eigen::Matrix3d() << s(0), s(1), s(3), s(1), s(2), s(4), s(3), s(4), s(5)).finished();
  const double alone = colors.left_out(2, Eigen::Matrix3d::Zero());
  CHECK(alone > 0.1);
  // A leverage of h in every direction: r / (1 - h).
  CHECK(colors.left_out(2, 0.5 * second.inverse()) == Approx(2.0 * alone));
  CHECK(colors.left_out(2, 0.9 * second.inverse()) == Approx(10.0 * alone));
}
