// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/held_out.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/unit_steps.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kNearby = 25.0;           // Lab units within which a held-out error tells about a color
constexpr double kEverywhere = 0.02;       // weight of the farthest patch relative to the nearest
constexpr double kLightAtChart = 0.02;     // sd of ln light on the chart itself …
constexpr double kLightPerLength = 0.03;   // … and more for each chart length of distance
constexpr double kUnmodelledLight = 0.01;  // sd of ln light beside the plane and falloff that the spectral rung fits
// … and this share of the change that they found: strong light is a lamp near the head, whose law is neither.
constexpr double kBentLight = 0.1;
// Share of the variance that remains, because the prior is kept wider than the measured cameras. Set on 60 rendered
// photographs (seed 777): 95 % of the squared Mahalanobis distances of scalp, hair and stubble there lie below 7.8, 7.4
// and 5.6 (chi-square: 7.8). No measured skin stands behind it.
constexpr double kPriorWidth = 0.8;
constexpr double kOutlierFactor = 9.0;  // a squared held-out error counts at most so many medians

// Metameric error of skin, 1 sd per unit of chroma along L*, chroma and hue: what a camera calibrated on a painted
// chart makes of simulated skin, root mean square over 8 measured cameras, 6 lights and 12 skins. Without knowledge of
// spectra it cannot be less; grays, flat in every light, have none.
constexpr double kMetamerismL = 0.02;
constexpr double kMetamerismChroma = 0.05;
constexpr double kMetamerismHue = 0.13;

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

/// Mean square held-out error near `lab` beyond what is expected there.
double misfit_square(const Calibration::State& state, const Lab& lab) {
  std::vector<double> squares;
  for (const PatchRecord& patch : state.patches) {
    if (patch.valid) squares.push_back(std::pow(delta_e_ciede2000(patch.predicted, patch.reference), 2));
  }
  if (squares.empty()) return 0.0;
  const double most = kOutlierFactor * quantile(squares, 0.5);
  double excess = 0.0;
  double weights = 0.0;
  std::size_t i = 0;
  for (const PatchRecord& patch : state.patches) {
    if (!patch.valid) continue;
    const double d2 = (to_vector(patch.reference) - to_vector(lab)).squaredNorm();
    const double weight = std::exp(-d2 / (2.0 * kNearby * kNearby)) + kEverywhere;
    excess += weight * (std::min(squares[i++], most) - patch.expected_square);
    weights += weight;
  }
  return std::max(0.0, excess / weights);
}

/// A change of all light by the factor 1 + e moves f(X/Xn), f(Y/Yn), f(Z/Zn) by e/3 of themselves, so Lab moves by
/// e/3 (L + 16, a, b).
Eigen::Matrix3d light_covariance(const Lab& lab, double sd_ln_light) {
  const Eigen::Vector3d direction(lab.L + 16.0, lab.a, lab.b);
  return direction * direction.transpose() * (sd_ln_light * sd_ln_light / 9.0);
}

/// sd of ln light between chart and place. Uneven light that the rung does not correct is taken to go on as a plane.
double unknown_light(const Calibration::State& state, const Eigen::Vector2d& pixel) {
  if (state.shot.light) return light_field_sd(state.shot, pixel);
  const double even = kLightAtChart + kLightPerLength * state.frame.distance(pixel);
  const bool corrected = !state.map.shading.isZero();
  if (corrected || light_ratio(state.light_gradient, state.frame) <= kUnevenLightRatio) return even;
  return std::hypot(even, state.light_gradient.dot(state.frame.place(pixel)));
}

Eigen::Matrix3d metamerism_covariance(const Lab& lab) {
  const Eigen::Vector3d along_L(kMetamerismL * std::hypot(lab.a, lab.b), 0.0, 0.0);
  const Eigen::Vector3d along_chroma = kMetamerismChroma * Eigen::Vector3d(0.0, lab.a, lab.b);
  const Eigen::Vector3d along_hue = kMetamerismHue * Eigen::Vector3d(0.0, -lab.b, lab.a);
  return along_L * along_L.transpose() + along_chroma * along_chroma.transpose() + along_hue * along_hue.transpose();
}

}  // namespace

Eigen::Matrix3d ciede2000_sphere(const Lab& lab, double square) {
  const Eigen::Matrix3d steps = unit_steps(lab);
  return steps * steps.transpose() * (square / 3.0);
}

double ciede2000_square(const Lab& lab, const Eigen::Matrix3d& covariance) {
  const Eigen::Matrix3d steps = unit_steps(lab);
  const Eigen::Vector3d scale = steps.colwise().squaredNorm().transpose();
  return ((steps.transpose() * covariance * steps).diagonal().array() / scale.array().square()).sum();
}

Eigen::Matrix3d jackknife_covariance(const std::vector<CameraMap>& refits, const Eigen::Vector3d& rgb,
                                     const Eigen::Vector2d& place) {
  Eigen::Matrix3Xd answers(3, static_cast<Eigen::Index>(refits.size()));
  for (std::size_t i = 0; i < refits.size(); ++i) {
    answers.col(static_cast<Eigen::Index>(i)) = to_vector(refits[i].lab(rgb, place));
  }
  const Eigen::Vector3d mean = answers.rowwise().mean();
  answers.colwise() -= mean;
  const auto n = static_cast<double>(refits.size());
  return answers * answers.transpose() * ((n - 1.0) / n);
}

UncertaintyParts uncertainty(const Calibration::State& state, const Eigen::Vector3d& rgb,
                             const Eigen::Vector2d& pixel) {
  const Eigen::Vector2d place = state.frame.place(pixel);
  const Lab lab = state.map.lab(rgb, place);
  UncertaintyParts parts;
  parts.parameters = jackknife_covariance(state.refits, rgb, place);
  parts.misfit = ciede2000_sphere(lab, misfit_square(state, lab));
  parts.metamerism = metamerism_covariance(lab);
  parts.chart = ciede2000_sphere(lab, state.tolerance_delta_e * state.tolerance_delta_e);
  parts.light = light_covariance(lab, unknown_light(state, pixel));
  return parts;
}

UncertaintyParts spectral_uncertainty(const Calibration::State& state, const Eigen::Vector3d& rgb,
                                      const Eigen::Vector2d& pixel) {
  const Lab lab = state.spectral->at(rgb, pixel).lab;
  UncertaintyParts parts;
  parts.parameters = kPriorWidth * state.spectral->parameters(rgb, pixel);
  parts.misfit = state.spectral->misfit(rgb, pixel);
  parts.metamerism = kPriorWidth * state.spectral->metamerism(rgb, pixel);
  parts.chart.setZero();
  const SpectralFit& fit = state.spectral->fit();
  const double found = fit.capture.model.light.dot(fit.frame.terms(pixel));
  const double beside_model = std::hypot(kUnmodelledLight * (1.0 + state.frame.distance(pixel)), kBentLight * found);
  parts.light = light_covariance(lab, state.shot.light ? light_field_sd(state.shot, pixel) : beside_model);
  return parts;
}

double light_ratio(const Eigen::Vector2d& gradient, const ChartFrame& frame) {
  return std::exp(2.0 * gradient.cwiseAbs().dot(frame.half_size));
}

}  // namespace shadematch::inline v0
