// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <shadematch/pixels/lattice_places.hpp>

#ifdef SHADEMATCH_WITH_HIGHWAY
#include <hwy/targets.h>
#endif

using namespace shadematch;

namespace {

constexpr int kSteps = 1000, kColumn = 3000;

/// Tone of a camera of gamma 1.3 whose table is linear between values that are equal to it.
LatticeMap made_map() {
  LatticeMap map;
  map.most_value = 1.1F;
  for (int i = 0; i <= kSteps + 1; ++i) {
    const double root = static_cast<double>(i) / kSteps;
    map.tone.push_back(static_cast<float>(std::pow(1.1 * root * root, 1.3)));
  }
  map.offset = 0.01F;
  map.gain = {1.2F, 1.0F, 0.7F};
  map.first = {0.2F, 0.25F, 0.15F};
  map.step = 0.025F;
  map.nodes = {25, 22, 27};
  return map;
}

constexpr RowLight kLight{0.2F, -1e-4F, 2e-8F, 20.0F};

/// Place in nodes, by the definition in double.
double place_of(const LatticeMap& map, const RowLight& light, float value, double x, std::size_t k) {
  const double log2_light = std::clamp<double>(light.t0 + (light.t1 + light.t2 * x) * x, -light.limit, light.limit);
  const double tone = std::pow(std::max(static_cast<double>(value), 0.0), 1.3);
  const double root = std::cbrt((tone * std::exp2(-log2_light) - map.offset) * map.gain[k]);
  return (root - map.first[k]) / map.step;
}

std::vector<float> made_values(std::size_t pixels) {
  std::mt19937 random(11);
  std::uniform_real_distribution<float> value(0.0F, 0.8F);
  std::vector<float> rgb(3 * pixels);
  for (float& each : rgb) each = value(random);
  return rgb;
}

using Locate = void (*)(const LatticeMap&, const RowLight&, const float*, int, int, LatticePlaces&);

void check_places(Locate locate) {
  const LatticeMap map = made_map();
  const std::vector<float> rgb = made_values(LatticePlaces::kMost);
  LatticePlaces out;
  locate(map, kLight, rgb.data(), kColumn, LatticePlaces::kMost, out);
  int inside = 0, outside = 0;
  for (int i = 0; i < LatticePlaces::kMost; ++i) {
    double places[3];
    bool near_border = false, within = true;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t at = 3 * static_cast<std::size_t>(i) + k;
      places[k] = place_of(map, kLight, rgb[at], kColumn + i, k);
      within = within && places[k] >= 0 && places[k] < map.nodes[k] - 1;
      near_border = near_border || std::abs(places[k] - std::round(places[k])) < 1e-3;
    }
    if (near_border) continue;
    CAPTURE(i);
    (within ? inside : outside) += 1;
    CHECK((out.cell[i] >= 0) == within);
    if (!within) continue;
    const int nodes[] = {static_cast<int>(places[0]), static_cast<int>(places[1]), static_cast<int>(places[2])};
    CHECK(out.cell[i] == (nodes[0] * map.nodes[1] + nodes[1]) * map.nodes[2] + nodes[2]);
    for (int k = 0; k < 3; ++k)
      CHECK(static_cast<double>(out.share[k][i]) == Approx(places[k] - nodes[k]).margin(1e-3));
  }
  CHECK(inside > 30);
  CHECK(outside > 10);
}

/// Values that are none, black, too bright, and lights that are held.
void check_odd_values(Locate locate) {
  LatticeMap map = made_map();
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> rgb{kNan, 0.3F, 0.3F, 0.3F, 1.1F, 0.3F, 0.3F, 0.3F, 1e30F, 0.3F, 0.3F, 0.3F};
  LatticePlaces out;
  locate(map, kLight, rgb.data(), 0, 4, out);
  CHECK(out.cell[0] == -1);
  CHECK(out.cell[1] == -1);
  CHECK(out.cell[2] == -1);
  CHECK(out.cell[3] >= 0);
  map.first = {-0.3F, -0.3F, -0.3F};  // the lattice reaches down to the offset's negative root
  const std::vector<float> dark{-1.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F};
  locate(map, kLight, dark.data(), 0, 2, out);
  CHECK(out.cell[0] >= 0);
  CHECK(out.cell[0] == out.cell[1]);
  CHECK(out.share[0][0] == out.share[0][1]);
  locate(map, {1e6F, 0.0F, 0.0F, 0.0F}, rgb.data() + 9, 0, 1, out);  // held within 0: an even light
  LatticePlaces even;
  locate(map, {0.0F, 0.0F, 0.0F, 20.0F}, rgb.data() + 9, 0, 1, even);
  CHECK(out.cell[0] == even.cell[0]);
}

void check_spans(Locate locate) {
  const LatticeMap map = made_map();
  const std::vector<float> rgb = made_values(LatticePlaces::kMost);
  LatticePlaces whole, part;
  locate(map, kLight, rgb.data(), kColumn, LatticePlaces::kMost, whole);
  for (int first = 0; first < 40; ++first) {
    locate(map, kLight, rgb.data() + std::ptrdiff_t{3} * first, kColumn + first, 7, part);
    for (int i = 0; i < 7; ++i) {
      CHECK(part.cell[i] == whole.cell[first + i]);
      if (part.cell[i] < 0) continue;
      for (int k = 0; k < 3; ++k) CHECK(part.share[k][i] == whole.share[k][first + i]);
    }
  }
}

void check_all(Locate locate) {
  check_places(locate);
  check_odd_values(locate);
  check_spans(locate);
}

}  // namespace

TEST_CASE("pixel values have the places in the lattice that the definition says, on every target of this machine") {
  check_all(places_in_lattice_plain);
#ifdef SHADEMATCH_WITH_HIGHWAY
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    CAPTURE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check_all(places_in_lattice);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
#else
  check_all(places_in_lattice);
#endif
}
