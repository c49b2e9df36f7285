// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <random>
#include <stdexcept>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/skin/skin_table.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

using namespace shadematch;

namespace {

const ColorimetricWeights& weights() {
  static const ColorimetricWeights w = colorimetric_weights(illuminant("D65"), observer(2));
  return w;
}

/// Up to four pigments, each from a trace to what a full stock leaves in skin.
PigmentZone random_mix(std::mt19937_64& random) {
  static const PigmentOptics pigments[] = {pigment_optics("77266", 200.0), pigment_optics("77491", 300.0),
                                           pigment_optics("77499", 400.0), pigment_optics("77891", 300.0)};
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  PigmentZone zone;
  for (const PigmentOptics& pigment : pigments) {
    if (uniform(random) < 0.4) continue;
    const double share = std::pow(10.0, -6.0 + 3.7 * uniform(random));
    for (std::size_t band = 0; band < kBandCount; ++band) {
      zone.mua[band] += share * pigment.mua[band];
      zone.musr[band] += share * pigment.musr[band];
    }
  }
  return zone;
}

}  // namespace

TEST_CASE("the table of a skin is the solver, for random mixes on three skins and at four depths") {
  std::mt19937_64 random(5);
  for (const Lab& lab : {Lab{68.0, 7.0, 13.0}, Lab{56.0, 11.0, 16.0}, Lab{36.0, 10.0, 15.0}}) {
    const ClientSkin client = skin_from_lab(lab);
    for (const auto& [depth_mm, thickness_mm] : {std::pair{0.0, 0.4}, {0.05, 0.1}, {0.1, 0.05}, {0.3, 0.2}}) {
      const SkinTable table(client, depth_mm, thickness_mm);
      for (int mix = 0; mix < 20; ++mix) {
        PigmentZone zone = random_mix(random);
        zone.depth_mm = depth_mm;
        zone.thickness_mm = thickness_mm;
        INFO("L* " << lab.L << " depth " << depth_mm << " mua " << zone.mua[17] << " musr " << zone.musr[17]);
        CHECK(delta_e_ciede2000(lab_from_reflectance(table.reflectance(zone.mua, zone.musr), weights()),
                                lab_from_reflectance(client.reflectance(zone), weights())) < 0.01);
      }
    }
  }
}

TEST_CASE("at its nodes the table is exact, and no pigment is bare skin") {
  const ClientSkin client = skin_from_lab({60.0, 10.0, 15.0});
  const SkinTable table(client, 0.1, 0.4);
  const Reflectance none = table.reflectance({}, {});
  for (std::size_t band = 0; band < kBandCount; ++band) {
    CHECK(none.R[band] == Approx(client.reflectance().R[band]).epsilon(1e-9));
  }
  PigmentZone black;
  black.mua.fill(SkinTable::kLargest);
  Bands beyond{};
  beyond.fill(10.0 * SkinTable::kLargest);
  CHECK(table.reflectance(beyond, {}).R[17] == Approx(client.reflectance(black).R[17]).epsilon(1e-9));
}

TEST_CASE("many mixes at once are the same as one by one") {
  const SkinTable table(skin_from_lab({60.0, 10.0, 15.0}), 0.1, 0.4);
  std::mt19937_64 random(6);
  BandsTable mua(3, 36);
  BandsTable musr(3, 36);
  std::vector<PigmentZone> zones;
  for (Eigen::Index row = 0; row < 3; ++row) {
    zones.push_back(random_mix(random));
    for (std::size_t band = 0; band < kBandCount; ++band) {
      mua(row, static_cast<Eigen::Index>(band)) = zones.back().mua[band];
      musr(row, static_cast<Eigen::Index>(band)) = zones.back().musr[band];
    }
  }
  const ReflectanceTable all = table.reflectance(mua, musr);
  for (Eigen::Index row = 0; row < 3; ++row) {
    const PigmentZone& zone = zones[static_cast<std::size_t>(row)];
    CHECK(all(row, 20) == table.reflectance(zone.mua, zone.musr).R[20]);
  }
  CHECK_THROWS_WITH(table.reflectance(mua, musr.topRows(2)),
                    "SkinTable: expected mua and musr of as many rows, got 3 and 2");
}

TEST_CASE("a table at an impossible depth is refused") {
  CHECK_THROWS_WITH(SkinTable(skin_from_lab({60.0, 10.0, 15.0}), -0.1, 0.4),
                    "SkinTable: expected depth_mm in 0.000000..5.000000, got -0.100000");
}

TEST_CASE("negative absorption or scattering is refused, NaN passes") {
  const SkinTable table(skin_from_lab({60.0, 10.0, 15.0}), 0.1, 0.4);
  Bands wrong{};
  wrong[2] = -1e-3;
  CHECK_THROWS_WITH(table.reflectance(wrong, {}), "SkinTable: expected mua >= 0 at 400 nm, got -0.001000");
  CHECK_THROWS_WITH(table.reflectance({}, wrong), "SkinTable: expected musr >= 0 at 400 nm, got -0.001000");
  BandsTable rows = BandsTable::Zero(2, 36);
  rows(1, 35) = -1;
  CHECK_THROWS_WITH(table.reflectance(rows, BandsTable::Zero(2, 36)),
                    "SkinTable: expected mua >= 0 at 730 nm, got -1.000000");
  CHECK_THROWS_WITH(table.reflectance(BandsTable::Zero(2, 36), rows),
                    "SkinTable: expected musr >= 0 at 730 nm, got -1.000000");
  wrong[2] = std::nan("");
  CHECK(std::isnan(table.reflectance(wrong, {}).R[2]));
}
