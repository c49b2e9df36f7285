// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/error.hpp>
#include <shadematch/skin/coverage.hpp>
#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/skin/update_healing.hpp>

using namespace shadematch;

namespace {

const ClientSkin& client() {
  static const ClientSkin skin = skin_from_lab({62.0, 9.0, 15.0});
  return skin;
}

Treatment carbon(double volume_fraction, double coverage) {
  const PigmentOptics optics = pigment_optics("77266", 200.0);
  Treatment treatment;
  treatment.coverage = coverage;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    treatment.mua[band] = volume_fraction * optics.mua[band];
    treatment.musr[band] = volume_fraction * optics.musr[band];
  }
  return treatment;
}

/// Photograph that the model makes with `truth`, without noise.
TreatedPhotograph made(const Treatment& treatment, const Healing& truth, bool fresh = false) {
  MeasuredLab seen = treated_lab(client(), treatment, fresh ? truth.fresh() : truth);
  seen.covariance = 0.04 * Eigen::Matrix3d::Identity();
  return {client(), treatment, seen, fresh};
}

double sd(const Healing& healing, int i) {
  return std::sqrt(healing.covariance(i, i));
}

}  // namespace

TEST_CASE("the prior spans the ranges that practice names, and is called a model") {
  const Healing prior;
  CHECK(prior.status() == "model");
  const auto at = [&](int i, double z) { return std::exp(prior.logarithms()(i) + z * sd(prior, i)); };
  CHECK(at(0, -1.645) == Approx(0.5).epsilon(0.02));
  CHECK(at(0, 1.645) == Approx(0.8).epsilon(0.02));
  CHECK(at(1, 1.0) == Approx(0.2).epsilon(0.01));
  CHECK(at(2, -1.645) == Approx(0.02).epsilon(0.02));
  CHECK(at(2, 1.645) == Approx(0.1).epsilon(0.02));
  CHECK(at(3, 1.645) < 2.1);
}

TEST_CASE("a treated area is dots and skin pooled, lighter when healed than fresh") {
  const Treatment treatment = carbon(0.01, 0.3);
  const Healing prior;
  const PigmentZone zone = deposited_zone(treatment, prior);
  CHECK(zone.mua[17] == Approx(treatment.mua[17] * 0.045 * 0.63));
  CHECK(zone.depth_mm == 0.1);
  const Reflectance expected = pooled_reflectance(client().reflectance(), client().reflectance(zone), 0.3, 1.7);
  CHECK(treated_reflectance(client(), treatment, prior).R[17] == expected.R[17]);
  const MeasuredLab healed = treated_lab(client(), treatment, prior);
  const MeasuredLab fresh = treated_lab(client(), treatment, prior.fresh());
  CHECK(healed.lab.L > fresh.lab.L + 0.3);
  CHECK(healed.lab.L < 62.0);
  CHECK(healed.covariance(0, 0) > fresh.covariance(0, 0) * 0.5);
}

TEST_CASE("a client's own photographs move the prior to what was, and narrow it") {
  Healing truth;
  truth.retention = 0.75;
  truth.depth_mm = 0.16;
  truth.uptake = 0.06;
  const TreatedPhotograph photographs[] = {made(carbon(0.02, 0.5), truth), made(carbon(0.005, 0.5), truth),
                                           made(carbon(0.001, 0.9), truth), made(carbon(0.02, 0.5), truth, true),
                                           made(carbon(0.001, 0.9), truth, true)};
  HealingUpdateOptions options;
  options.model_sd = 0.1;
  const HealingUpdate update = update_healing({}, photographs, options);
  const Healing& fitted = update.healing;
  CHECK(fitted.depth_mm == Approx(0.16).epsilon(0.1));
  CHECK(fitted.uptake * fitted.retention == Approx(0.045).epsilon(0.1));
  CHECK(fitted.status() == "fitted to 5 client photographs");
  for (int i = 0; i < Healing::kSize; ++i) CHECK(sd(fitted, i) < sd(Healing{}, i));
  CHECK(sd(fitted, 1) < 0.3);
  REQUIRE(update.fitted.size() == 5);
  CHECK(std::abs(update.fitted[0].L - photographs[0].seen.lab.L) < 0.3);
  CHECK(std::abs(update.predicted[0].L - photographs[0].seen.lab.L) >
        std::abs(update.fitted[0].L - photographs[0].seen.lab.L));
}

TEST_CASE("healed photographs alone tell uptake times retention better than either") {
  Healing truth;
  truth.uptake = 0.08;
  const TreatedPhotograph photographs[] = {made(carbon(0.004, 0.5), truth), made(carbon(0.002, 0.8), truth)};
  const Healing fitted = update_healing({}, photographs).healing;
  const Eigen::Matrix4d& C = fitted.covariance;
  const double product_variance = C(0, 0) + C(2, 2) + 2.0 * C(0, 2);
  CHECK(C(0, 2) < 0.0);
  CHECK(product_variance < C(2, 2));
  CHECK(fitted.uptake > Healing{}.uptake);
}

TEST_CASE("an exact photograph weighs more than a vague one") {
  Healing truth;
  truth.uptake = 0.09;
  TreatedPhotograph photograph = made(carbon(0.002, 0.8), truth);
  const Healing exact = update_healing({}, std::span(&photograph, 1)).healing;
  photograph.seen.covariance = 400.0 * Eigen::Matrix3d::Identity();
  const Healing vague = update_healing({}, std::span(&photograph, 1)).healing;
  CHECK(std::abs(std::log(vague.uptake / Healing{}.uptake)) < 0.1);
  CHECK(std::log(exact.uptake / Healing{}.uptake) > 0.15);
  CHECK(exact.status() == "fitted to 1 client photograph");
}

TEST_CASE("a photograph that no healing explains is refused by number") {
  TreatedPhotograph photographs[] = {made(carbon(0.005, 0.4), {}), made(carbon(0.005, 0.4), {})};
  photographs[1].seen.lab.a += 15.0;
  CHECK_THROWS_AS(update_healing({}, photographs), MeasurementRefused);
  CHECK_THROWS_WITH(update_healing({}, photographs), Catch::Matchers::Contains("got photograph 2 with Lab ") &&
                                                         Catch::Matchers::Contains("where the best fit is"));
}

TEST_CASE("an update without photographs or with an impossible covariance is refused") {
  CHECK_THROWS_WITH(update_healing({}, {}), "update_healing: expected at least one photograph, got none");
  TreatedPhotograph photograph = made(carbon(0.005, 0.4), {});
  photograph.seen.covariance(0, 0) = -4.0;
  CHECK_THROWS_WITH(update_healing({}, std::span(&photograph, 1)),
                    Catch::Matchers::StartsWith("update_healing: expected a positive covariance of every photograph"));
  Healing impossible;
  impossible.uptake = -1.0;
  CHECK_THROWS_WITH(treated_lab(client(), carbon(0.005, 0.4), impossible),
                    Catch::Matchers::StartsWith("Healing: expected uptake above 0"));
}

TEST_CASE("dots on an earlier treatment are seen on that ground, by the prediction and by the update") {
  Treatment touch_up = carbon(0.004, 0.5);
  touch_up.between_dots = treated_reflectance(client(), carbon(0.004, 0.4), {});
  CHECK(treated_lab(client(), touch_up, {}).lab.L < treated_lab(client(), carbon(0.004, 0.5), {}).lab.L - 1.0);
  const TreatedPhotograph photograph = made(touch_up, {});
  const HealingUpdate update = update_healing({}, std::span(&photograph, 1));
  CHECK(update.chi_squares[0] < 1e-3);
  CHECK(update.healing.uptake == Approx(Healing{}.uptake).epsilon(.01));
}
