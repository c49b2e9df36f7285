// SPDX-License-Identifier: Apache-2.0
// Evidence -> light field: weighted least squares with a normal prior on each coefficient.
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/error.hpp>
#include <shadematch/light/evidence.hpp>
#include <shadematch/light/field_terms.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

// Start values, to be validated on photographs.
constexpr double kFlatFloor = 0.01;   // sd of ln light: a card's own evenness, and a scalp that is not its plane
constexpr double kPaperFloor = 0.01;  // same, of paper that lies around the chart
constexpr double kPaperNoise = 0.02;  // sd of one area: its tilt, its own white
// A small lamp over a plane: light = (distance^2)^(-3/2), so that light^(-2/3) is 1, x, y and x^2 + y^2 exactly
// (inverse square times cosine). Wider lamps and lenses bend otherwise; a free quadratic form takes them up.
constexpr double kLampPower = 1.5;
constexpr double kLampSlope = 0.5;      // prior sd of x and y, from center to border, the mean being 1
constexpr double kLampBowl = 0.3;       // … of x^2 + y^2
constexpr double kLampOddity = 0.1;     // … of x^2 - y^2 and 2xy, which no lamp makes
constexpr double kLeastLamp = 0.05;     // light^(-2/3) of a place 90 times as bright as the mean: gone astray
constexpr double kPaperOutlier = 4.0;   // standardized residual of an area that does not belong
constexpr double kFlatOutlier = 0.04;   // least residual in ln of a block that is not card
constexpr double kMostOutliers = 0.02;  // share of the blocks
constexpr double kMostResidual = 0.03;  // robust sd of all residuals
constexpr double kMostLightRatio = 8.0;
constexpr double kBlocksPerIndependent = 4.0;  // neighboring blocks share what the polynomial cannot follow
constexpr int kRounds = 6;

struct Problem {
  Eigen::MatrixXd terms;                           // samples x terms
  Eigen::Matrix<double, Eigen::Dynamic, 3> light;  // ln light of the samples
  Eigen::VectorXd prior_precision;                 // per term
  double noise = 1;                                // sd of one sample
};

struct Solution {
  Eigen::Matrix<double, Eigen::Dynamic, 3> coefficients;
  Eigen::MatrixXd covariance;
  Eigen::VectorXd residual;  // per sample, mean of the channels
};

Problem pose(const LightEvidence& evidence, const LightResponse& response, int degree) {
  Problem problem;
  const auto n = static_cast<Eigen::Index>(evidence.samples.size());
  problem.terms.resize(n, term_count_of_degree(degree));
  problem.light.resize(n, 3);
  for (Eigen::Index i = 0; i < n; ++i) {
    const LightEvidence::Sample& sample = evidence.samples[static_cast<std::size_t>(i)];
    const Eigen::Vector2d place = picture_place(sample.pixel, evidence.width, evidence.height);
    problem.terms.row(i) = field_terms(place, degree).transpose();
    for (Eigen::Index c = 0; c < 3; ++c) {
      problem.light(i, c) = response.ln_light(static_cast<std::size_t>(c), sample.ln_value(c));
    }
  }
  problem.prior_precision.setZero(problem.terms.cols());
  return problem;
}

Solution solve(const Problem& problem, const Eigen::VectorXd& weights) {
  const double precision = 1.0 / (problem.noise * problem.noise);
  Eigen::MatrixXd normal = precision * problem.terms.transpose() * weights.asDiagonal() * problem.terms;
  normal.diagonal() += problem.prior_precision;
  const Eigen::LDLT<Eigen::MatrixXd> factor(normal);
  Solution solution;
  solution.covariance = factor.solve(Eigen::MatrixXd::Identity(normal.rows(), normal.cols()));
  solution.coefficients = factor.solve(precision * problem.terms.transpose() * weights.asDiagonal() * problem.light);
  solution.residual = (problem.light - problem.terms * solution.coefficients).rowwise().mean();
  return solution;
}

LightField field_of(const LightEvidence& evidence, const LightResponse& response, int degree, Solution&& solution) {
  LightField field;
  field.kind = evidence.kind;
  field.width = evidence.width;
  field.height = evidence.height;
  field.degree = degree;
  field.response = response;
  field.coefficients = std::move(solution.coefficients);
  field.coefficients.row(0).setZero();  // the light at the picture's center is 1
  field.covariance = std::move(solution.covariance);
  field.source_sha256 = evidence.source_sha256;
  return field;
}

std::vector<double> values_of(const Eigen::VectorXd& vector) {
  return {vector.begin(), vector.end()};
}

LightField fit_flat(const LightEvidence& evidence, const LightResponse& response) {
  Problem problem = pose(evidence, response, kMostDegree);
  Eigen::VectorXd weights = Eigen::VectorXd::Ones(problem.terms.rows());
  Solution solution;
  for (int round = 0; round < kRounds; ++round) {
    solution = solve(problem, weights);
    const double scale = 3.0 * robust_sd(values_of(solution.residual)) + 1e-6;
    weights = (1.0 + (solution.residual / scale).array().square()).square().inverse();
  }
  const double sd = robust_sd(values_of(solution.residual));
  const double limit = std::max(kFlatOutlier, 5.0 * sd);
  const double off = (solution.residual.array().abs() > limit).cast<double>().mean();
  if (sd > kMostResidual || off > kMostOutliers) {
    throw MeasurementRefused("flat_edges",
                             "fit_light_field: expected a card that fills the frame, got something else on " +
                                 short_number(100.0 * off) + " % of it and a scatter of " + short_number(100.0 * sd) +
                                 " %",
                             "Fill the whole frame with the card, without edges, fingers, writing or hard shadows");
  }
  problem.noise = std::max(sd, 1e-4) * std::sqrt(kBlocksPerIndependent);
  solution = solve(problem, weights);
  LightField field = field_of(evidence, response, kMostDegree, std::move(solution));
  field.floor_sd = std::hypot(kFlatFloor, sd);
  const double ratio = field.light_ratio();
  if (!(ratio <= kMostLightRatio)) {
    throw MeasurementRefused(
        "flat_uneven",
        "fit_light_field: expected light within 8 : 1 over the card, got " + short_number(ratio) + " : 1",
        "Fill the whole frame with one card and move the lamp farther away");
  }
  return field;
}

/// Terms of the lamp's law: 1, x, y, x^2 + y^2, x^2 - y^2, 2xy, with y in the unit of x.
Eigen::Matrix<double, 6, 1> lamp_terms(const Eigen::Vector2d& place, double aspect) {
  const double x = place(0), y = aspect * place(1);
  Eigen::Matrix<double, 6, 1> terms;
  terms << 1.0, x, y, x * x + y * y, x * x - y * y, 2.0 * x * y;
  return terms;
}

/// The samples of one channel as u = (light / mean light)^(-2/3).
Solution solve_lamp(const Eigen::MatrixXd& terms, const Eigen::VectorXd& ln_light) {
  Eigen::VectorXd precision(6);
  precision << 1e-6, Eigen::Vector2d::Constant(1.0 / (kLampSlope * kLampSlope)), 1.0 / (kLampBowl * kLampBowl),
      Eigen::Vector2d::Constant(1.0 / (kLampOddity * kLampOddity));
  const Eigen::VectorXd u = ((ln_light.array() - ln_light.mean()) / -kLampPower).exp();
  const Eigen::VectorXd weights = (kPaperNoise / kLampPower * u.array()).square().inverse();
  Eigen::MatrixXd normal = terms.transpose() * weights.asDiagonal() * terms;
  normal.diagonal() += precision;
  const Eigen::LDLT<Eigen::MatrixXd> factor(normal);
  Solution solution;
  solution.covariance = factor.solve(Eigen::MatrixXd::Identity(6, 6));
  const Eigen::VectorXd fit = factor.solve(terms.transpose() * (weights.array() * u.array()).matrix());
  solution.coefficients = fit.replicate(1, 3);
  solution.residual = kLampPower * ((terms * fit).array() / u.array() - 1.0);
  return solution;
}

void expect_agreement(const Eigen::MatrixXd& terms, const Solution& solution) {
  Eigen::VectorXd standardized(terms.rows());
  for (Eigen::Index i = 0; i < terms.rows(); ++i) {
    const Eigen::VectorXd row = terms.row(i).transpose();
    const double u = row.dot(solution.coefficients.col(0));
    const double noise = std::pow(kPaperNoise / kLampPower, 2);
    const double left = std::max(noise - row.dot(solution.covariance * row) / (u * u), 1e-3 * noise);
    standardized(i) = std::abs(solution.residual(i)) / (kLampPower * std::sqrt(left));
  }
  Eigen::Index worst = 0;
  if (standardized.maxCoeff(&worst) <= kPaperOutlier) return;
  throw MeasurementRefused("paper_disagrees",
                           "fit_light_field: expected areas of paper that agree with one smooth light, got area " +
                               std::to_string(worst + 1) + " off by " +
                               short_number(100.0 * std::abs(solution.residual(worst))) + " %",
                           "Mark only flat paper of one kind, outside of shadows");
}

/// ln light of the lamp's law on a lattice over the picture, turned into the polynomial of a LightField.
class LampPolynomial {
 public:
  explicit LampPolynomial(double aspect) : lamp_(kPlaces, 6), field_(kPlaces, term_count_of_degree(kMostDegree)) {
    for (Eigen::Index i = 0; i < kPlaces; ++i) {
      const Eigen::Index column = i % kSide, row = i / kSide;
      const Eigen::Vector2d place(-1.0 + 2.0 * static_cast<double>(column) / (kSide - 1),
                                  -1.0 + 2.0 * static_cast<double>(row) / (kSide - 1));
      lamp_.row(i) = lamp_terms(place, aspect).transpose();
      field_.row(i) = field_terms(place, kMostDegree).transpose();
    }
    inverse_ = (field_.transpose() * field_).ldlt().solve(field_.transpose());
  }

  [[nodiscard]] Eigen::VectorXd coefficients(const Eigen::VectorXd& lamp) const {
    return inverse_ * (-kLampPower * values(lamp).log()).matrix();
  }
  [[nodiscard]] Eigen::MatrixXd covariance(const Eigen::VectorXd& lamp, const Eigen::MatrixXd& of_lamp) const {
    const Eigen::MatrixXd step = inverse_ * (-kLampPower * values(lamp).inverse()).matrix().asDiagonal() * lamp_;
    return step * of_lamp * step.transpose();
  }

 private:
  static constexpr Eigen::Index kSide = 13, kPlaces = kSide * kSide;

  [[nodiscard]] Eigen::ArrayXd values(const Eigen::VectorXd& lamp) const {
    return (lamp_ * lamp).array().max(kLeastLamp);
  }

  Eigen::MatrixXd lamp_, field_, inverse_;
};

LightField fit_paper(const LightEvidence& evidence, const LightResponse& response) {
  const Problem problem = pose(evidence, response, 0);
  const double aspect = evidence.width > 1 ? (evidence.height - 1.0) / (evidence.width - 1.0) : 1.0;
  Eigen::MatrixXd terms(problem.light.rows(), 6);
  for (Eigen::Index i = 0; i < terms.rows(); ++i) {
    const LightEvidence::Sample& sample = evidence.samples[static_cast<std::size_t>(i)];
    terms.row(i) = lamp_terms(picture_place(sample.pixel, evidence.width, evidence.height), aspect).transpose();
  }
  const Solution mean = solve_lamp(terms, problem.light.rowwise().mean());
  expect_agreement(terms, mean);
  const LampPolynomial polynomial(aspect);
  Solution field;
  field.coefficients.resize(term_count_of_degree(kMostDegree), 3);
  for (Eigen::Index c = 0; c < 3; ++c) {
    field.coefficients.col(c) = polynomial.coefficients(solve_lamp(terms, problem.light.col(c)).coefficients.col(0));
  }
  field.covariance = polynomial.covariance(mean.coefficients.col(0), mean.covariance);
  LightField out = field_of(evidence, response, kMostDegree, std::move(field));
  out.floor_sd = kPaperFloor;
  return out;
}

}  // namespace

LightField fit_light_field(const LightEvidence& evidence, const LightResponse& response) {
  if (evidence.kind == "flat" && evidence.samples.size() >= 64) return fit_flat(evidence, response);
  if (evidence.kind == "paper" && evidence.samples.size() >= 3) return fit_paper(evidence, response);
  throw std::invalid_argument("fit_light_field: expected evidence of light_from_flat or light_from_paper, got kind '" +
                              evidence.kind + "' with " + std::to_string(evidence.samples.size()) + " samples");
}

}  // namespace shadematch::inline v0
