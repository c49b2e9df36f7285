// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include <shadematch/light/picture_area.hpp>
#include <shadematch/light/skin.hpp>

namespace shadematch::inline v0 {
namespace {

// Start values, set on rendered photographs (seed 777) with and without skin that drifts by 10 % of melanin and blood
// from the middle to the border; to be validated on photographs.
constexpr std::size_t kLeastPlaces = 60;        // about 3 % of a picture
constexpr double kMostScatter = 0.12;           // of ln light
constexpr double kDrift = 2.0;                  // sd of the skin's slope over half a diagonal, in units of its scatter
constexpr double kLeastDrift = 0.015;           // … and never less: 1 % of light is less than .3 L*
constexpr double kToneSd = 0.05;                // of the first tone curve's slope
constexpr double kPlacesPerIndependent = 16.0;  // neighboring places are alike
constexpr double kOutlier = 2.5;                // scatters at which a place counts half
constexpr double kLeastScatter = 0.004;
constexpr int kRounds = 6;
constexpr Eigen::Index kTerms = 6;  // level, light (3), chroma (2)
using Coefficients = Eigen::Vector<double, kTerms>;
using Normal = Eigen::Matrix<double, kTerms, kTerms>;

/// Precision of the prior around `kMean`: level and chroma nearly free, light wide, falloff towards the corners usual.
const Coefficients kPrecision = (Coefficients() << 1e-6, 1.0, 1.0, 11.0, 0.25, 0.25).finished();
const Coefficients kMean = (Coefficients() << 0.0, 0.0, 0.0, -0.05, 0.0, 0.0).finished();

struct Problem {
  Eigen::Matrix<double, Eigen::Dynamic, kTerms> terms;
  Eigen::VectorXd light;
};

double middle(Eigen::VectorXd values) {
  const auto half = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

Problem pose(const std::vector<SkinSample>& samples) {
  Problem problem{{std::ssize(samples), kTerms}, Eigen::VectorXd(std::ssize(samples))};
  for (Eigen::Index i = 0; i < problem.light.size(); ++i) {
    const SkinSample& sample = samples[static_cast<std::size_t>(i)];
    const Eigen::Vector3d& ln = sample.ln_light;
    problem.light(i) = ln.mean();
    problem.terms.row(i) << 1.0, sample.terms.transpose(), ln(0) - ln(1), ln(2) - ln(1);
  }
  for (const Eigen::Index column : {4, 5}) {
    problem.terms.col(column).array() -= middle(problem.terms.col(column));
  }
  problem.light.array() -= middle(problem.light);
  return problem;
}

struct Solution {
  Coefficients coefficients;
  Normal covariance;
  double scatter = 0.05;
};

/// Least squares with weights of a Cauchy distribution whose width is the scatter of the round before.
Solution solve(const Problem& problem) {
  Solution out;
  Eigen::VectorXd weight = Eigen::VectorXd::Ones(problem.light.size());
  for (int round = 0; round < kRounds; ++round) {
    weight /= out.scatter * out.scatter * kPlacesPerIndependent;
    Normal normal = problem.terms.transpose() * weight.asDiagonal() * problem.terms;
    normal.diagonal() += kPrecision;
    const Eigen::LDLT<Normal> factor(normal);
    const Coefficients right = problem.terms.transpose() * weight.cwiseProduct(problem.light);
    out.coefficients = factor.solve(right + kPrecision.cwiseProduct(kMean));
    out.covariance = factor.solve(Normal::Identity());
    const Eigen::VectorXd off = problem.light - problem.terms * out.coefficients;
    out.scatter = std::max(robust_sd({off.begin(), off.end()}), kLeastScatter);
    weight = (1.0 + (off / (kOutlier * out.scatter)).array().square()).inverse();
  }
  return out;
}

}  // namespace

std::optional<SkinLight> skin_light(const std::vector<SkinSample>& samples) {
  if (samples.size() < kLeastPlaces) return std::nullopt;
  const Solution solution = solve(pose(samples));
  if (!(solution.scatter <= kMostScatter)) return std::nullopt;
  SkinLight out;
  out.places = static_cast<int>(samples.size());
  out.scatter = solution.scatter;
  out.seen.light = solution.coefficients.segment<3>(1);
  const double drift = std::pow(kLeastDrift, 2) + std::pow(kDrift * solution.scatter, 2);
  const Eigen::Vector3d bent = kToneSd * out.seen.light;
  const Eigen::Matrix3d covariance =
      solution.covariance.block<3, 3>(1, 1) + drift * Eigen::Matrix3d::Identity() + bent * bent.transpose();
  out.seen.information = covariance.inverse();
  return out;
}

}  // namespace shadematch::inline v0
