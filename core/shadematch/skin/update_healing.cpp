// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/skin/coverage.hpp>
#include <shadematch/skin/skin_fit.hpp>
#include <shadematch/skin/update_healing.hpp>
#include <shadematch/solve/least_squares.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kStep = 1e-4;            // of the forward differences, in the logarithms
constexpr double kOneInAMillion = 4.753;  // standard deviations, one-sided

std::string text_of(const Eigen::Vector3d& lab) {
  std::string text;
  for (const double value : lab) {
    const auto tenths = static_cast<long>(std::lround(10.0 * value));
    text += (text.empty() ? "" : " ") + std::string(tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) +
            "." + std::to_string(std::abs(tenths) % 10);
  }
  return text;
}

/// Quantile of chi square by the cube-root normal approximation of Wilson & Hilferty 1931 [wilson1931].
double chi_square_limit(double degrees, double z) {
  const double ninth = 2.0 / (9.0 * degrees);
  return degrees * std::pow(1.0 - ninth + z * std::sqrt(ninth), 3);
}

/// One photograph with what does not change during the fit.
class Sight {
 public:
  Sight(const TreatedPhotograph& photograph, double model_sd) : photograph_(photograph) {
    const Eigen::Matrix3d covariance = photograph.seen.covariance + model_sd * model_sd * Eigen::Matrix3d::Identity();
    root_.compute(covariance);
    if (root_.info() != Eigen::Success || !covariance.allFinite()) {
      throw std::invalid_argument("update_healing: expected a positive covariance of every photograph, got variances " +
                                  text_of(photograph.seen.covariance.diagonal()));
    }
    const std::optional<Reflectance>& ground = photograph.treatment.between_dots;
    between_dots_ = ground ? *ground : photograph.skin.reflectance();
  }

  [[nodiscard]] Eigen::Vector3d lab(const Healing& healed) const {
    const Healing healing = photograph_.fresh ? healed.fresh() : healed;
    const Reflectance dot = photograph_.skin.reflectance(deposited_zone(photograph_.treatment, healing));
    return to_vector(lab_from_reflectance(
        pooled_reflectance(between_dots_, dot, photograph_.treatment.coverage, healing.yule_nielsen_n), weights_d50()));
  }

  /// Fitted minus seen in standard deviations, uncorrelated.
  [[nodiscard]] Eigen::Vector3d misfit(const Healing& healing) const {
    return root_.matrixL().solve(lab(healing) - seen());
  }

  [[nodiscard]] Eigen::Vector3d seen() const { return to_vector(photograph_.seen.lab); }

 private:
  const TreatedPhotograph& photograph_;
  Eigen::LLT<Eigen::Matrix3d> root_;
  Reflectance between_dots_;
};

std::vector<Sight> sights_of(std::span<const TreatedPhotograph> photographs, double model_sd) {
  if (photographs.empty()) throw std::invalid_argument("update_healing: expected at least one photograph, got none");
  std::vector<Sight> sights;
  sights.reserve(photographs.size());
  for (const TreatedPhotograph& photograph : photographs) sights.emplace_back(photograph, model_sd);
  return sights;
}

void expect_explained(const Sight& sight, std::size_t number, const Healing& healing, double chi_square) {
  if (chi_square <= chi_square_limit(3.0, kOneInAMillion)) return;
  throw MeasurementRefused("contradicts_model",
                           "update_healing: expected photographs within reach of the model, got photograph " +
                               std::to_string(number) + " with Lab " + text_of(sight.seen()) +
                               " where the best fit is " + text_of(sight.lab(healing)) + ".",
                           "Check its light, region, coverage, pigment and dilution, or leave it out.");
}

std::vector<Lab> labs_of(const std::vector<Sight>& sights, const Healing& healing) {
  std::vector<Lab> labs;
  labs.reserve(sights.size());
  for (const Sight& sight : sights) {
    const Eigen::Vector3d lab = sight.lab(healing);
    labs.push_back({lab(0), lab(1), lab(2)});
  }
  return labs;
}

void expect_total(double sum_of_squares, std::size_t photographs) {
  if (sum_of_squares <= chi_square_limit(3.0 * static_cast<double>(photographs), kOneInAMillion)) return;
  throw MeasurementRefused("contradicts_model",
                           "update_healing: expected photographs that one healing explains, got " +
                               std::to_string(photographs) + " with a chi square of " +
                               std::to_string(std::lround(sum_of_squares)) + ".",
                           "Check coverage, pigment and dilution of all, or fit clients apart.");
}

}  // namespace

HealingUpdate update_healing(const Healing& prior, std::span<const TreatedPhotograph> photographs,
                             const HealingUpdateOptions& options) {
  const std::vector<Sight> sights = sights_of(photographs, options.model_sd);
  const Eigen::Vector4d start = prior.logarithms();
  const Eigen::LLT<Eigen::Matrix4d> prior_root(prior.covariance);
  if (prior_root.info() != Eigen::Success) {
    throw std::invalid_argument("update_healing: expected a prior with a positive covariance, got one that is not");
  }
  const Residuals misfit = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    const Healing healing = prior.with_logarithms(x);
    Eigen::VectorXd out(static_cast<Eigen::Index>(3 * sights.size()) + Healing::kSize);
    Eigen::Index row = 0;
    for (const Sight& sight : sights) {
      out.segment<3>(row) = sight.misfit(healing);
      row += 3;
    }
    out.tail<Healing::kSize>() = prior_root.matrixL().solve(x - start);
    return out;
  };
  const LeastSquaresFit fit =
      least_squares(misfit, start, {.most_steps = options.most_steps, .difference = kStep, .smallest = 1e-5});
  HealingUpdate update{prior.with_logarithms(fit.x), labs_of(sights, prior), {}, {}};
  for (std::size_t i = 0; i < sights.size(); ++i) {
    update.chi_squares.push_back(fit.residuals.segment<3>(static_cast<Eigen::Index>(3 * i)).squaredNorm());
    expect_explained(sights[i], i + 1, update.healing, update.chi_squares.back());
  }
  expect_total(fit.sum_of_squares, sights.size());
  const Eigen::MatrixXd J = forward_jacobian(misfit, fit.x, fit.residuals, kStep);
  update.healing.covariance = (J.transpose() * J).ldlt().solve(Eigen::MatrixXd::Identity(4, 4));
  update.healing.photographs += static_cast<int>(sights.size());
  update.fitted = labs_of(sights, update.healing);
  return update;
}

}  // namespace shadematch::inline v0
