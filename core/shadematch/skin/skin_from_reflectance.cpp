// SPDX-License-Identifier: Apache-2.0
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

constexpr double kMelanosomeStarts[] = {0.006, 0.025, 0.12};
constexpr double kCubeRootPerLab = 1.0 / 116.0;  // prior_weight is in Lab units, the misfit in cube roots

void expect_reflectance(const Reflectance& reflectance) {
  for (std::size_t band = 0; band < kBandCount; ++band) {
    if (reflectance.R[band] > 0.0 && reflectance.R[band] <= 1.2) continue;
    throw std::invalid_argument("skin_from_reflectance: expected a reflectance in (0, 1.2], got " +
                                std::to_string(reflectance.R[band]) + " at " +
                                std::to_string(static_cast<int>(band_nm(band))) + " nm");
  }
}

SkinParameters nearest_skin(const Reflectance& reflectance, const SkinFitOptions& options) {
  constexpr auto kFree = static_cast<Eigen::Index>(kFreeParameters.size());
  const Residuals misfit = [&](const Eigen::VectorXd& u) -> Eigen::VectorXd {
    const SkinParameters tried = unbounded_to_skin(u, {});
    const Reflectance model = skin_reflectance(tried, options.solver);
    Eigen::VectorXd out(static_cast<Eigen::Index>(kBandCount) + kFree);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      out(static_cast<Eigen::Index>(band)) = std::cbrt(model.R[band]) - std::cbrt(reflectance.R[band]);
    }
    out.tail(kFree) = options.prior_weight * kCubeRootPerLab * log_over_prior(tried, kFree);
    return out;
  };
  std::optional<LeastSquaresFit> best;
  for (const double melanosomes : kMelanosomeStarts) {
    Eigen::VectorXd start(kFree);
    for (Eigen::Index i = 0; i < kFree; ++i) {
      const FreeParameter& p = kFreeParameters[static_cast<std::size_t>(i)];
      start(i) = unbounded(p, i == 0 ? melanosomes : p.prior);
    }
    const LeastSquaresFit fit = least_squares(misfit, start, {.most_steps = 25, .smallest = 1e-5});
    if (!best || fit.sum_of_squares < best->sum_of_squares) best = fit;
  }
  return unbounded_to_skin(best->x, {});
}

}  // namespace

ClientSkin skin_from_reflectance(const Reflectance& reflectance, const SkinFitOptions& options) {
  expect_reflectance(reflectance);
  ClientSkin client{nearest_skin(reflectance, options), {}, {}, 0.0, options.solver};
  const Reflectance model = skin_reflectance(client.parameters, options.solver);
  client.lab = lab_from_reflectance(reflectance, weights_d50());
  client.model_delta_e = delta_e_ciede2000(lab_from_reflectance(model, weights_d50()), client.lab);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    client.residual[band] = reflectance.R[band] / model.R[band];
  }
  return client;
}

}  // namespace shadematch::inline v0
