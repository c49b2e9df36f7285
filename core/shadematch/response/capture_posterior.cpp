// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/response/capture_posterior.hpp>

namespace shadematch::inline v0 {
namespace {

// Standard deviations of the priors; start values, to be validated.
constexpr double kKnotSd = 0.25;
constexpr double kKnotStepSd = 0.15;
constexpr double kOffsetSd = 0.008;
constexpr double kGainSd = 0.35;
constexpr double kSlopeSd = 0.07;       // ln light over half a diagonal
constexpr double kFalloffMean = -0.05;  // ln light in the corner of the picture: lenses and lamps fall off
constexpr double kFalloffSd = 0.06;
constexpr double kLightFreedom = 4.0;    // Student's t around them: a small lamp near the head is rare, but seen
constexpr double kAbsoluteNoise = 0.11;  // of a channel near black, as a share of the relative noise
constexpr double kLowest = 0.001;        // stored values outside say nothing: 3 and 252 of 255
constexpr double kHighest = 0.97;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Minus ln density of Student's t, whitened.
double student_energy(const Eigen::Vector3d& p) {
  return 0.5 * (kLightFreedom + 1.0) * (p.array().square() / kLightFreedom).log1p().sum();
}

}  // namespace

CapturePosterior::CapturePosterior(const std::vector<ObservedPatch>& patches, const ResponsePrior& prior, double noise,
                                   const LightObservation& seen)
    : prior_(&prior), seen_(seen) {
  constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
  const auto most = static_cast<Eigen::Index>(3 * patches.size());
  expected_.resize(most);
  loadings_.resize(most, rank());
  Eigen::Index row = 0;
  for (Eigen::Index k = 0; k < 3; ++k) {
    for (const ObservedPatch& patch : patches) {
      if (!(patch.value(k) > kLowest && patch.value(k) < kHighest)) continue;
      const Eigen::Map<const Eigen::VectorXd> reflectance(patch.reflectance.data(), kBands);
      expected_(row) = prior.mean.segment(k * kBands, kBands).dot(reflectance);
      loadings_.row(row) = reflectance.transpose() * prior.components.middleRows(k * kBands, kBands);
      channels_.push_back({k, std::log(patch.value(k)), patch.terms});
      ++row;
    }
  }
  expected_.conservativeResize(row);
  loadings_.conservativeResize(row, Eigen::NoChange);
  weight_ = (noise * (expected_.array().abs() + kAbsoluteNoise)).square().inverse();
  const Eigen::MatrixXd weighted = weight_.asDiagonal() * loadings_;
  information_.compute(Eigen::MatrixXd::Identity(rank(), rank()) + loadings_.transpose() * weighted);
  gray_balance();
}

void CapturePosterior::gray_balance() {
  for (Eigen::Index k = 0; k < 3; ++k) {
    std::vector<double> gains;
    for (std::size_t i = 0; i < channels_.size(); ++i) {
      const double expected = std::max(expected_(static_cast<Eigen::Index>(i)), 1e-3);
      if (channels_[i].k == k) gains.push_back(std::log(expected) - channels_[i].ln_value);
    }
    balance_(k) = gains.empty() ? 0.0 : median(std::move(gains));
  }
}

Eigen::VectorXd CapturePosterior::start() {
  return Eigen::VectorXd::Zero(kCaptureParameters);
}

CaptureModel CapturePosterior::without_response(const Eigen::VectorXd& p) const {
  CaptureModel model;
  for (std::size_t i = 0; i < CaptureTone::kKnots; ++i) {
    model.tone.ln_slope[i] = kKnotSd * p(static_cast<Eigen::Index>(i));
  }
  model.offset = kOffsetSd * p(6);
  model.ln_gains = balance_ + kGainSd * p.segment<3>(7);
  model.light = {kSlopeSd * p(10), kSlopeSd * p(11), kFalloffMean + kFalloffSd * p(12)};
  return model;
}

Eigen::VectorXd CapturePosterior::surface(const CaptureModel& model) const {
  Eigen::VectorXd y(std::ssize(channels_));
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    const Channel& c = channels_[i];
    const double lit = std::exp(model.tone.ln_light(c.ln_value) - model.light.dot(c.terms));
    y(static_cast<Eigen::Index>(i)) = (lit - model.offset) * std::exp(model.ln_gains(c.k));
  }
  return y;
}

double CapturePosterior::energy(const Eigen::VectorXd& parameters) const {
  const CaptureModel model = without_response(parameters);
  const Eigen::VectorXd off = surface(model) - expected_;
  const Eigen::VectorXd weighted = weight_.cwiseProduct(off);
  const Eigen::VectorXd pulled = loadings_.transpose() * weighted;
  double energy = 0.5 * (off.dot(weighted) - pulled.dot(information_.solve(pulled)));
  for (const Channel& c : channels_) {  // ln |dy/dv| but for the constant -ln v
    energy -= model.tone.ln_light(c.ln_value) - model.light.dot(c.terms) + model.ln_gains(c.k) +
              model.tone.ln_slope_at(c.ln_value);
  }
  for (std::size_t i = 1; i < CaptureTone::kKnots; ++i) {
    energy += 0.5 * std::pow((model.tone.ln_slope[i] - model.tone.ln_slope[i - 1]) / kKnotStepSd, 2);
  }
  const Eigen::Vector3d beside = model.light - seen_.light;
  energy += 0.5 * beside.dot(seen_.information * beside);
  return energy + 0.5 * parameters.head<10>().squaredNorm() + student_energy(parameters.tail<3>());
}

double CapturePosterior::ln_determinant() const {
  return 2.0 * information_.matrixLLT().diagonal().array().log().sum() - weight_.array().log().sum();
}

CaptureModel CapturePosterior::model(const Eigen::VectorXd& parameters, const Eigen::VectorXd& deviates) const {
  CaptureModel model = without_response(parameters);
  const Eigen::VectorXd off = surface(model) - expected_;
  const Eigen::VectorXd pulled = loadings_.transpose() * weight_.cwiseProduct(off);
  const Eigen::VectorXd z = information_.solve(pulled) + information_.matrixU().solve(deviates);
  model.response = prior_->mean + prior_->components * z;
  return model;
}

}  // namespace shadematch::inline v0
