// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/film/film_prediction.hpp>
#include <shadematch/film/kubelka_munk.hpp>
#include <shadematch/formulate/ingredient.hpp>
#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/spectrum/smoothest_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kCmPerUm = 1e-4;
constexpr const char* kPerVolume = "per_volume_fraction_1_per_cm";

[[noreturn]] void refuse(const Stock& stock, const std::string& expected, const std::string& got) {
  throw std::invalid_argument("stock '" + stock.id + "': expected " + expected + ", got " + got);
}

Bands at_bands(const WavelengthGrid& grid, const std::vector<double>& values, double factor) {
  Bands out = Spectrum(grid.start_nm, grid.step_nm, values).at_bands();
  for (double& value : out) value *= factor;
  return out;
}

/// Covariance of `factor_K` times the first and `factor_S` times the second half of the declared values, or of the only
/// half, at the bands.
std::shared_ptr<const Eigen::MatrixXd> covariance_at_bands(const OpticalData& optical, double factor_K,
                                                           double factor_S) {
  if (!optical.covariance) return nullptr;
  const Eigen::Index n = optical.grid.n, bands = kBandCount;
  Eigen::MatrixXd to_bands(bands, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    std::vector<double> one(static_cast<std::size_t>(n));
    one[static_cast<std::size_t>(i)] = 1.0;
    const Bands column = at_bands(optical.grid, one, 1.0);
    to_bands.col(i) = Eigen::Map<const Eigen::VectorXd>(column.data(), bands);
  }
  Eigen::MatrixXd map = Eigen::MatrixXd::Zero(2 * bands, optical.covariance->rows());
  map.topLeftCorner(bands, n) = factor_K * to_bands;
  if (map.cols() == 2 * n) map.bottomRightCorner(bands, n) = factor_S * to_bands;
  return std::make_shared<const Eigen::MatrixXd>(map * *optical.covariance * map.transpose());
}

/// K and S of level L3 times a factor each, with their covariance.
void take_coefficients(const OpticalData& optical, double factor_K, double factor_S, Ingredient& out) {
  out.K = at_bands(optical.grid, optical.k, factor_K);
  out.S = at_bands(optical.grid, optical.s, factor_S);
  out.covariance = covariance_at_bands(optical, factor_K, factor_S);
}

std::optional<double> amount_of(const DeclaredAmount& declared) {
  if (declared.value) return declared.value;
  if (declared.low && declared.high) return 0.5 * (*declared.low + *declared.high);
  return std::nullopt;
}

/// Volume of a component per volume of the stock: mass fraction times stock density over pigment density.
double volume_fraction(const Stock& stock, const Component& component) {
  const std::optional<double> mass = amount_of(component.mass_fraction);
  const std::string who = component.ci.empty() ? component.name : "CI " + component.ci;
  if (!mass) refuse(stock, "a mass fraction of " + who + " (see its safety data sheet)", "none");
  if (!component.density_g_cm3) refuse(stock, "a density of " + who, "none");
  return *mass * stock.density_g_cm3.value_or(1.0) / *component.density_g_cm3;
}

double pigment_volume_fraction(const Stock& stock) {
  if (stock.components.empty()) refuse(stock, "components with mass fractions for data per volume fraction", "none");
  double sum = 0.0;
  for (const Component& component : stock.components) sum += volume_fraction(stock, component);
  return sum;
}

Ingredient without_color(const Stock& stock) {
  Ingredient out;
  out.id = stock.id;
  out.is_diluent = stock.is_diluent();
  out.drop_ml = stock.drop_ml ? stock.drop_ml->mean : out.is_diluent ? kDiluentDropMl : kPigmentDropMl;
  if (stock.drop_ml && stock.drop_ml->sd && *stock.drop_ml->sd > 0.0) out.drop_sd = *stock.drop_ml->sd / out.drop_ml;
  out.dose = out.drop_ml;
  out.may_be_diluted = stock.dilution.allowed;
  out.most_diluent = stock.dilution.max_diluent_per_pigment;
  const Commercial& shop = stock.commercial;
  if (shop.price && shop.volume_ml && *shop.volume_ml > 0.0) out.price_per_ml = *shop.price / *shop.volume_ml;
  out.level = stock.optical ? stock.optical->level : "";
  out.strength_sd = out.is_diluent ? 0.0 : strength_sd_of_level(out.level);
  return out;
}

/// The masstone if there is one, else the first swatch with a color.
const Swatch& swatch_of(const Stock& stock) {
  const std::vector<Swatch>& all = stock.optical->swatches;
  auto found = std::find_if(all.begin(), all.end(), [](const Swatch& s) { return s.lab && s.diluent == 0.0; });
  if (found == all.end()) found = std::find_if(all.begin(), all.end(), [](const Swatch& s) { return !!s.lab; });
  if (found == all.end()) refuse(stock, "a swatch with a Lab at level L1", "none");
  return *found;
}

void take_swatch(const Stock& stock, const FilmSurface& surface, Ingredient& out) {
  const Swatch& swatch = swatch_of(stock);
  const ColorimetricWeights weights =
      colorimetric_weights(illuminant(swatch.illuminant), observer(swatch.observer_deg));
  const Reflectance inside = inside_surface(smoothest_reflectance(*swatch.lab, weights), surface);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    out.K[band] = k_over_s(std::clamp(inside.R[band], 1e-4, 0.9995));
    out.S[band] = 1.0;
  }
}

/// At the middle of its declared sizes, or at the nearest size that every table holds.
PigmentOptics optics_near(const Component& component) {
  constexpr double kLowNm = 300.0, kHighNm = 400.0;
  const double nm =
      component.particle_nm ? std::sqrt(component.particle_nm->low * component.particle_nm->high) : kLowNm;
  return pigment_optics(component.ci, std::clamp(nm, kLowNm, kHighNm));
}

/// Ideal spheres of every component that has a table, at the middle of its sizes.
void take_spheres(const Stock& stock, Ingredient& out) {
  if (stock.components.empty()) refuse(stock, "components with CI numbers, or k and s at level L3", "none");
  for (const Component& component : stock.components) {
    const PigmentOptics optics = optics_near(component);
    const double fraction = volume_fraction(stock, component);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      out.K[band] += fraction * optics.mua[band];
      out.S[band] += fraction * optics.musr[band];
    }
  }
  out.synthetic = true;
  out.strength_sd = strength_sd_of_level("L0");
}

}  // namespace

double strength_sd_of_level(std::string_view level) {
  if (level == "L3") return kStrengthSd;
  if (level == "L2") return 0.35;
  return level == "L1" ? 0.6 : 0.7;
}

Ingredient film_ingredient(const Stock& stock, const FilmSurface& surface, double film_um) {
  Ingredient out = without_color(stock);
  if (!stock.optical) {
    if (out.is_diluent) return out;
    refuse(stock, "optical data of level L1, L2 or L3 for a film", "none");
  }
  const OpticalData& optical = *stock.optical;
  if (optical.level == "L3" && optical.unit == kPerVolume) {
    const double path = pigment_volume_fraction(stock) * film_um * kCmPerUm;
    take_coefficients(optical, 2.0 * path, 0.75 * path, out);
  } else if (optical.level == "L3") {
    take_coefficients(optical, 1.0, 1.0, out);
  } else if (optical.level == "L2") {
    out.K = at_bands(optical.grid, optical.k_over_s, optical.strength);
    out.S.fill(optical.strength);
    out.covariance = covariance_at_bands(optical, optical.strength, 0.0);
  } else if (optical.level == "L1") {
    take_swatch(stock, surface, out);
  } else {
    refuse(stock, "optical data of level L1, L2 or L3 for a film (L0 is for skin only)", optical.level);
  }
  return out;
}

Ingredient skin_ingredient(const Stock& stock) {
  Ingredient out = without_color(stock);
  if (out.is_diluent && stock.components.empty()) return out;
  if (!stock.optical || stock.optical->level != "L3") {
    take_spheres(stock, out);
    return out;
  }
  const OpticalData& optical = *stock.optical;
  if (optical.unit == kPerVolume) {
    const double fraction = pigment_volume_fraction(stock);
    take_coefficients(optical, fraction, fraction, out);
    return out;
  }
  const auto swatch = std::find_if(optical.swatches.begin(), optical.swatches.end(),
                                   [](const Swatch& each) { return each.film_um.has_value(); });
  if (swatch == optical.swatches.end()) {
    refuse(stock, "a swatch with film_um, to bring data per film into skin", "none");
  }
  const double per_cm = 1.0 / (*swatch->film_um * kCmPerUm);
  take_coefficients(optical, 0.5 * per_cm, 4.0 / 3.0 * per_cm, out);
  return out;
}

}  // namespace shadematch::inline v0
