// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/skin/client_skin.hpp>
#include <shadematch/skin/skin_fit.hpp>
#include <shadematch/solve/least_squares.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kFree = 3;  // melanosome fraction, blood fraction, scattering_A
constexpr double kMelanosomeStarts[] = {0.006, 0.025, 0.12};
constexpr double kMet = 1e-6;

std::string text_of(const Lab& lab) {
  return std::to_string(lab.L) + " " + std::to_string(lab.a) + " " + std::to_string(lab.b);
}

void expect_color(const Lab& lab) {
  if (lab.L >= 2.0 && lab.L <= 98.0 && std::isfinite(lab.a) && std::isfinite(lab.b)) return;
  throw std::invalid_argument("skin_from_lab: expected a finite Lab with L* in 2..98, got " + text_of(lab));
}

Lab lab_of(const SkinParameters& skin, const AddingDoublingOptions& solver) {
  return lab_from_reflectance(skin_reflectance(skin, solver), weights_d50());
}

SkinParameters nearest_skin(const Lab& lab, const SkinFitOptions& options) {
  SkinParameters skin;
  skin.oxygen_saturation = options.oxygen_saturation;
  skin.scattering_b = options.scattering_b;
  const Eigen::Vector3d pull(options.prior_weight, options.prior_weight, options.scattering_weight);
  const Residuals misfit = [&](const Eigen::VectorXd& u) -> Eigen::VectorXd {
    const SkinParameters tried = unbounded_to_skin(u, skin);
    Eigen::VectorXd out(3 + kFree);
    out << to_vector(lab_of(tried, options.solver)) - to_vector(lab), pull.cwiseProduct(log_over_prior(tried, kFree));
    return out;
  };
  std::optional<LeastSquaresFit> best;
  for (const double melanosomes : kMelanosomeStarts) {
    Eigen::VectorXd start(kFree);
    start << unbounded(kFreeParameters[0], melanosomes), unbounded(kFreeParameters[1], kFreeParameters[1].prior),
        unbounded(kFreeParameters[2], kFreeParameters[2].prior);
    const LeastSquaresFit fit = least_squares(misfit, start, {.most_steps = 25, .smallest = 1e-5});
    if (!best || fit.sum_of_squares < best->sum_of_squares) best = fit;
  }
  return unbounded_to_skin(best->x, skin);
}

Bands bend(const Eigen::Vector3d& c) {
  Bands factor{};
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double z = (band_nm(band) - 550.0) / 150.0;
    factor[band] = std::exp(c(0) + c(1) * z + c(2) * z * z);
  }
  return factor;
}

/// Coefficients with which the model has the wanted color; none if Newton's steps find none.
std::optional<Bands> bend_to(const Reflectance& model, const Lab& lab) {
  const Residuals misfit = [&](const Eigen::VectorXd& c) -> Eigen::VectorXd {
    Reflectance bent = model;
    const Bands factor = bend(c);
    for (std::size_t band = 0; band < kBandCount; ++band) bent.R[band] *= factor[band];
    return to_vector(lab_from_reflectance(bent, weights_d50())) - to_vector(lab);
  };
  const LeastSquaresFit fit = least_squares(misfit, Eigen::Vector3d::Zero(), {.most_steps = 60, .smallest = 1e-12});
  if (!(fit.residuals.cwiseAbs().maxCoeff() < kMet)) return std::nullopt;
  const Bands factor = bend(fit.x);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    if (!(model.R[band] * factor[band] <= 1.0)) return std::nullopt;
  }
  return factor;
}

}  // namespace

ClientSkin skin_from_lab(const Lab& lab, const SkinFitOptions& options) {
  expect_color(lab);
  ClientSkin client{nearest_skin(lab, options), {}, lab, 0.0, options.solver};
  const Reflectance model = skin_reflectance(client.parameters, options.solver);
  client.model_delta_e = delta_e_ciede2000(lab_from_reflectance(model, weights_d50()), lab);
  const std::optional<Bands> residual = bend_to(model, lab);
  if (!residual) {
    throw std::invalid_argument("skin_from_lab: expected a color that skin can have, got Lab " + text_of(lab) + ", " +
                                std::to_string(client.model_delta_e) +
                                " dE00 from the nearest model skin; check the calibration and the region");
  }
  client.residual = *residual;
  return client;
}

}  // namespace shadematch::inline v0
