// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <difference/simd_targets.hpp>
#include <search/searched_colors.hpp>

#include <shadematch/search/index_vectors.hpp>

using namespace shadematch;

namespace {

struct Group {
  std::vector<std::vector<Lab>> colors;  // of each box
  BoxGroup boxes{};
  LabBox around;
};

/// Boxes of `size` anywhere, eight colors in each.
Group made_group(Colors kind, double size, std::mt19937_64& random) {
  std::uniform_real_distribution<double> offset(-size, size);
  Group group;
  for (std::size_t i = 0; i < BoxGroup::kBoxes; ++i) {
    const Lab center = color_of(kind, random);
    group.colors.emplace_back();
    LabBox box;
    for (int color = 0; color < 8; ++color) {
      const Lab lab{center.L + offset(random), center.a + offset(random), center.b + offset(random)};
      group.colors.back().push_back(lab);
      box.add(lab);
    }
    group.boxes.set(i, box);
    group.around.add(box);
  }
  return group;
}

/// Boxes of which some color is nearer than their bound says.
int wrong_boxes(const Lab& target, const Group& group, const float* squared) {
  int wrong = 0;
  for (std::size_t i = 0; i < BoxGroup::kBoxes; ++i) {
    for (const Lab& lab : group.colors[i]) {
      const double delta_e = delta_e_ciede2000(target, lab);
      wrong += delta_e * delta_e < static_cast<double>(squared[i]) ? 1 : 0;
    }
  }
  return wrong;
}

}  // namespace

TEST_CASE("no color of a box is nearer than the bound in vectors, on every SIMD target") {
  std::mt19937_64 random(1);
  for (int round = 0; round < 600; ++round) {
    const Group group = made_group(kEveryKind[round % 6], std::pow(10.0, round % 5 - 3), random);
    const Lab target = color_of(kEveryKind[round / 6 % 6], random);
    Ciede2000Bound bound(target);
    const BoxBound all = bound.within(bound.farthest(group.around));
    on_every_target([&](const std::string&) {
      float squared[BoxGroup::kBoxes];
      squared_bounds(all, group.boxes, squared);
      CHECK(wrong_boxes(target, group, squared) == 0);
    });
  }
}

TEST_CASE("the bound in vectors is that of one box alone, less what floats may overstate") {
  std::mt19937_64 random(2);
  double least = 2.0, most = 0.0;
  for (int round = 0; round < 600; ++round) {
    const Group group = made_group(kEveryKind[round % 6], 0.1, random);
    const Lab target = color_of(kEveryKind[round / 6 % 6], random);
    for (std::size_t i = 0; i < BoxGroup::kBoxes; ++i) {
      Ciede2000Bound bound(target);
      const LabBox box = group.boxes.box(i);
      const double alone = bound.squared(box);
      if (alone < 1e-6) continue;
      float squared[BoxGroup::kBoxes];
      squared_bounds(bound.within(bound.farthest(box)), group.boxes, squared);
      least = std::min(least, static_cast<double>(squared[i]) / alone);
      most = std::max(most, static_cast<double>(squared[i]) / alone);
    }
  }
  CHECK(least > 0.99985);
  CHECK(most < 0.99995);
}

TEST_CASE("a target between two floats is rounded away from no box") {
  const Lab target{50.0000001, -20.0000001, 30.0000001};  // its nearest floats are 50, -20 and 30
  LabBox box;
  box.add(Lab{51, -19, 31});
  BoxGroup boxes{};
  boxes.set(0, box);
  Ciede2000Bound bound(target);
  const BoxBound within = bound.within(2.0);
  CHECK((static_cast<double>(within.L_low) <= target.L && static_cast<double>(within.L_high) >= target.L));
  CHECK((static_cast<double>(within.a_low) <= target.a && static_cast<double>(within.a_high) >= target.a));
  CHECK((static_cast<double>(within.b_low) <= target.b && static_cast<double>(within.b_high) >= target.b));
  CHECK((within.L_high > 50.0F && within.a_low < -20.0F && within.b_high > 30.0F));
}

TEST_CASE("only candidates within R count for the chroma of a bound") {
  LabBox box;
  box.add(Lab{50, 30, 0});
  box.add(Lab{50, 90, 0});
  BoxGroup boxes{};
  boxes.set(0, box);
  Ciede2000Bound bound({50, 20, 0});
  float near[BoxGroup::kBoxes], far[BoxGroup::kBoxes];
  squared_bounds(bound.within(11.0), boxes, near);
  squared_bounds(bound.within(70.0), boxes, far);
  const double S_C = bound.S_C(31.0), S_C_far = bound.S_C(90.0);
  CHECK(static_cast<double>(near[0]) == Approx(0.9999 * bound.kappa(std::exp2(3.5)) * 100 / (S_C * S_C)).epsilon(1e-5));
  CHECK(static_cast<double>(far[0]) ==
        Approx(0.9999 * bound.kappa(std::exp2(6.5)) * 100 / (S_C_far * S_C_far)).epsilon(1e-5));
}

TEST_CASE("a leaf comes out in floats, with its chroma") {
  std::vector<double> leaf(3 * 64);
  for (std::size_t i = 0; i < leaf.size(); ++i) leaf[i] = 0.1 * static_cast<double>(i) - 7.0;
  on_every_target([&](const std::string&) {
    std::vector<float> columns(4 * 64);
    leaf_columns(leaf.data(), 64, columns.data());
    bool same = true;
    for (std::size_t i = 0; i < leaf.size(); ++i) same = same && columns[i] == static_cast<float>(leaf[i]);
    CHECK(same);
    for (std::size_t i = 0; i < 64; ++i)
      CHECK(static_cast<double>(columns[192 + i]) == Approx(std::hypot(leaf[64 + i], leaf[128 + i])).epsilon(1e-6));
  });
}

TEST_CASE("places within a limit come out in order, the padding never") {
  std::vector<float> squared(64, 1.0F);
  for (const std::size_t i : {2U, 15U, 16U, 40U, 41U}) squared[i] = 9.0F;
  squared[3] = 2.0F;
  on_every_target([&](const std::string&) {
    std::vector<std::uint32_t> places(64 + 16);
    CHECK(places_within(squared.data(), 64, 0.5F, places.data()) == 0);
    CHECK(places_within(squared.data(), 37, 1.0F, places.data()) == 33);
    CHECK((places[2] == 4 && places[32] == 36));
    CHECK(places_within(squared.data(), 64, 9.0F, places.data()) == 64);
    CHECK(places_within(squared.data(), 5, 2.0F, places.data()) == 4);
  });
}

TEST_CASE("hues that may be opposite come out in order, whatever floats say of their side") {
  std::vector<float> a(64, 3.0F), b(64, 4.0F);
  a[5] = -6, b[5] = -8;
  a[17] = -6, b[17] = -8.00001F;
  a[40] = 6, b[40] = 8;        // the same hue
  a[41] = -6, b[41] = -8.01F;  // too far
  a[63] = 0, b[63] = 0;        // grey
  on_every_target([&](const std::string&) {
    std::vector<std::uint32_t> places(64 + 16);
    REQUIRE(places_opposite(3.0F, 4.0F, a.data(), b.data(), 64, places.data()) == 3);
    CHECK((places[0] == 5 && places[1] == 17 && places[2] == 63));
    CHECK(places_opposite(3.0F, 4.0F, a.data(), b.data(), 17, places.data()) == 1);
    CHECK(places_opposite(3.0F, -4.0F, a.data(), b.data(), 63, places.data()) == 0);
  });
}

TEST_CASE("a box one float away is no farther than it is") {
  const double between[] = {50.0000001, 20.0000001, 30.0000001};  // their nearest floats are below
  for (const bool above : {true, false}) {
    for (int side = 0; side < 3; ++side) {
      const Lab target{between[0], between[1], between[2]};
      const auto next = [&](int i) {
        const auto rounded = static_cast<float>(between[i]);
        return i == side ? static_cast<double>(above ? std::nextafter(rounded, 1e9F) : rounded) : between[i];
      };
      const Lab lab{next(0), next(1), next(2)};
      LabBox box;
      box.add(lab);
      BoxGroup boxes{};
      boxes.set(0, box);
      on_every_target([&](const std::string&) {
        float squared[BoxGroup::kBoxes];
        squared_bounds(Ciede2000Bound(target).within(1.0), boxes, squared);
        const double delta_e = delta_e_ciede2000(target, lab);
        CHECK(delta_e > 0.0);
        CHECK(static_cast<double>(squared[0]) <= delta_e * delta_e);
      });
    }
  }
}
