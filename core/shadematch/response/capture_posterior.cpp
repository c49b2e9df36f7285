// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

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

Eigen::Vector3d student_slope(const Eigen::Vector3d& p) {
  return (kLightFreedom + 1.0) * p.array() / (kLightFreedom + p.array().square());
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
      channels_.push_back({k, std::log(patch.value(k)), patch.terms, tone_place(std::log(patch.value(k)))});
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

CapturePosterior::Seen CapturePosterior::see(const CaptureModel& model) const {
  const auto count = std::ssize(channels_);
  Seen seen{ToneTable(model.tone), {}, Eigen::VectorXd(count), {}, 0.0};
  seen.values.reserve(channels_.size());
  const Eigen::Vector3d gains = model.ln_gains.array().exp();
  Eigen::VectorXd off(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const Channel& c = channels_[static_cast<std::size_t>(i)];
    const ToneTable::Value& tone = seen.values.emplace_back(seen.tone.at(c.place));
    const double ln_lit = tone.ln_light - model.light.dot(c.terms);
    seen.lit(i) = std::exp(ln_lit) * gains(c.k);
    off(i) = seen.lit(i) - model.offset * gains(c.k) - expected_(i);
    seen.energy -= ln_lit + model.ln_gains(c.k) + tone.ln_slope;  // ln |dy/dv| but for the constant -ln v
  }
  const Eigen::VectorXd weighted = weight_.cwiseProduct(off);
  const Eigen::VectorXd pulled = loadings_.transpose() * weighted;
  const Eigen::VectorXd explained = information_.solve(pulled);
  seen.energy += 0.5 * (off.dot(weighted) - pulled.dot(explained));
  seen.pull = weighted - weight_.cwiseProduct(loadings_ * explained);
  return seen;
}

double CapturePosterior::energy(const Eigen::VectorXd& parameters, Eigen::VectorXd* gradient) const {
  const CaptureModel model = without_response(parameters);
  Seen seen = see(model);
  double energy = seen.energy;
  for (std::size_t i = 1; i < CaptureTone::kKnots; ++i) {
    energy += 0.5 * std::pow((model.tone.ln_slope[i] - model.tone.ln_slope[i - 1]) / kKnotStepSd, 2);
  }
  const Eigen::Vector3d beside = model.light - seen_.light;
  energy += 0.5 * beside.dot(seen_.information * beside);
  if (gradient != nullptr) *gradient = slope(model, parameters, std::move(seen));
  return energy + 0.5 * parameters.head<10>().squaredNorm() + student_energy(parameters.tail<3>());
}

Eigen::VectorXd CapturePosterior::slope(const CaptureModel& model, const Eigen::VectorXd& parameters, Seen seen) const {
  double by_offset = 0.0;
  Eigen::Vector3d by_gain = Eigen::Vector3d::Zero();
  Eigen::Vector3d by_light = seen_.information * (model.light - seen_.light);
  const Eigen::Vector3d gains = model.ln_gains.array().exp();
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    const Channel& c = channels_[i];
    const double pull = seen.pull(static_cast<Eigen::Index>(i));
    const double by_ln_light = pull * seen.lit(static_cast<Eigen::Index>(i)) - 1.0;
    seen.tone.add(c.place, seen.values[i], by_ln_light, -1.0);
    by_light -= by_ln_light * c.terms;
    by_offset -= pull * gains(c.k);
    by_gain(c.k) += by_ln_light - pull * model.offset * gains(c.k);
  }
  ToneTable::Slopes by_slope = seen.tone.gradient();
  for (std::size_t i = 1; i < CaptureTone::kKnots; ++i) {
    const double step = (model.tone.ln_slope[i] - model.tone.ln_slope[i - 1]) / (kKnotStepSd * kKnotStepSd);
    by_slope[i] += step;
    by_slope[i - 1] -= step;
  }
  Eigen::VectorXd out = parameters;
  out.head<6>() += kKnotSd * Eigen::Map<const Eigen::Matrix<double, 6, 1>>(by_slope.data());
  out(6) += kOffsetSd * by_offset;
  out.segment<3>(7) += kGainSd * by_gain;
  out.tail<3>() =
      student_slope(parameters.tail<3>()) + Eigen::Vector3d(kSlopeSd, kSlopeSd, kFalloffSd).cwiseProduct(by_light);
  return out;
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
