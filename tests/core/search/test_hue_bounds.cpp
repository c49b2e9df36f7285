// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <difference/simd_targets.hpp>
#include <numbers>
#include <search/searched_colors.hpp>
#include <search/worst_case.hpp>

#include <shadematch/search/hue_bounds.hpp>
#include <shadematch/search/index_vectors.hpp>

using namespace shadematch;

#ifdef SHADEMATCH_TEST_HIGHWAY

namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;
constexpr double kEverything = 3000.0;  ///< R

Lab at(double L, double C, double hue_degrees) {
  return {L, C * std::cos(hue_degrees / kDegrees), C * std::sin(hue_degrees / kDegrees)};
}

BoxGroup group_of(const LabBox& box) {
  BoxGroup boxes{};
  boxes.set(0, box);
  return boxes;
}

/// The bound of one box by its hue alone.
double by_hue(const Lab& target, const LabBox& box, double R = kEverything) {
  float squared[BoxGroup::kBoxes] = {};
  raise_by_hue(Ciede2000Bound(target).within(R), group_of(box), squared);
  return static_cast<double>(squared[0]);
}

double by_hue_of_point(const Lab& target, const Lab& candidate) {
  LabBox box;
  box.add(candidate);
  return by_hue(target, box);
}

/// The same as hue_bounds.hpp says it, in double, for one color that is not grey.
double formula(const Lab& target, const Lab& candidate) {
  const double C1 = std::hypot(target.a, target.b), C2 = std::hypot(candidate.a, candidate.b);
  const auto saturation = [](double C) { return std::sqrt(std::pow(C, 7) / (std::pow(C, 7) + std::pow(25.0, 7))); };
  const double p = 1.5 - 0.5 * saturation((C1 + C2) / 2), C = p * (C1 + C2) / 2;
  const double h1 = std::atan2(target.b, target.a) * kDegrees, h2 = std::atan2(candidate.b, candidate.a) * kDegrees;
  const double mean = h1 + std::remainder(h2 - h1, 360.0) / 2;
  const double turn = std::asin((p - 1) / (p + 1)) * kDegrees;
  const double arc = std::max(0.0, std::abs(std::remainder(mean - 275.0, 360.0)) - turn) / 25.0;
  const double rotation = std::min(std::sin(60 / kDegrees), 60 / kDegrees * std::exp(-arc * arc));
  const double kappa = 1 - saturation(C) * rotation;
  const double da = candidate.a - target.a, db = candidate.b - target.b, D_squared = da * da + db * db;
  const double G = std::max(p * C2 - C1, p * C1 - C2), chroma = std::min(G * G, D_squared);
  const double S_C = 1 + 0.045 * C, S_H = 1 + 0.015 * C * 1.57248;
  const double Z = (candidate.L - target.L) / ciede2000_S_L((target.L + candidate.L) / 2);
  return Z * Z + kappa * (chroma / (S_C * S_C) + (D_squared - chroma) / (S_H * S_H));
}

}  // namespace

TEST_CASE("no pair of colors is nearer than the bound by hue, after climbing toward the worst case") {
  std::mt19937_64 random(1);
  double least = 1e9;
  for (int start = 0; start < 600; ++start) {
    const bool blue = start % 2 == 0;
    const Lab target = blue ? at(50, 60, 275) : color_of(kEveryKind[start / 2 % 6], random);
    const Lab candidate = color_of(kEveryKind[start / 12 % 6], random);
    const auto bound = [](const Lab& one, const Lab& two) {
      return std::hypot(one.a, one.b) < 1.0 ? 0.0 : by_hue_of_point(one, two);
    };
    least = std::min(least, least_ratio(target, candidate, bound, random, 300));
  }
  CHECK(least >= 1.0);
  CHECK(least <= 1.02);
}

TEST_CASE("no color of a box is nearer than its bound by hue, on every SIMD target") {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> unit(-1, 1);
  for (int round = 0; round < 6000; ++round) {
    const Lab target = color_of(kEveryKind[round % 6], random);
    if (std::hypot(target.a, target.b) < 1.0) continue;
    // Every third box lies behind grey, every ninth in front of it.
    const double behind = round % 3 == 0 ? (round % 9 == 0 ? 1.0 : -1.0) : 0.0;
    const Lab center = behind == 0.0 ? color_of(kEveryKind[round / 6 % 6], random)
                                     : Lab{50, behind * target.a * unit(random), behind * target.b * unit(random)};
    const double width = std::pow(10.0, 2 * unit(random)), height = std::pow(10.0, 2 * unit(random));  // to 100
    std::vector<Lab> colors;
    LabBox box;
    for (int i = 0; i < 24; ++i) {
      colors.push_back({center.L + unit(random), center.a + width * unit(random), center.b + height * unit(random)});
      box.add(colors.back());
    }
    int wrong = 0;
    on_every_target([&](const std::string&) {
      const double least = by_hue(target, box);
      for (const Lab& lab : colors)
        wrong += std::min(squared_difference(target, lab), formula(target, lab)) < least ? 1 : 0;
    });
    CHECK(wrong == 0);
  }
}

TEST_CASE("a box that ends at the opposite hue counts for both ways around") {
  // As seen from 5 degrees opposite hues have their mean at 95 or at 275, among the blues.
  for (const double off : {0.0, 1e-12, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3}) {
    for (const double side : {-1.0, 1.0}) {
      for (int degrees = 0; degrees < 360; degrees += 5) {
        const Lab target = at(50, 110, degrees), edge = at(50, 60, degrees + 180 + side * off);
        LabBox box;
        box.add(edge);
        box.add(at(50, 70, degrees + 180 - side * 20));
        on_every_target([&](const std::string&) { CHECK(by_hue(target, box) <= formula(target, edge)); });
      }
    }
  }
}

TEST_CASE("no color within R is nearer than the bound by hue for that R") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(0, 1);
  int wrong = 0;
  for (int round = 0; round < 20000; ++round) {
    const Lab target = at(50, 1 + 90 * unit(random), 360 * unit(random));
    const Lab step = at(0, 60 * unit(random), 360 * unit(random));
    const Lab lab{50 + 10 * unit(random), target.a + step.a, target.b + step.b};
    LabBox box;
    for (const double off : {-40.0, 40.0}) box.add(Lab{lab.L, lab.a + off * unit(random), lab.b + off * unit(random)});
    box.add(lab);
    wrong += squared_difference(target, lab) < by_hue(target, box, std::hypot(step.a, step.b) * 1.000001) ? 1 : 0;
  }
  CHECK(wrong == 0);
}

TEST_CASE("the bound by hue is its formula, less margins") {
  double most = 0.0, least = 1.0;
  for (const double C1 : {3.0, 12.0, 30.0, 60.0, 120.0}) {
    for (const double C2 : {1.0, 14.0, 29.0, 61.0, 130.0}) {
      for (int hue = 0; hue < 360; hue += 5) {
        for (const double step : {-170.0, -135.0, -100.0, -45.0, -31.0, -8.0, 8.0, 31.0, 45.0, 100.0, 135.0, 170.0}) {
          const Lab target = at(50, C1, hue), candidate = at(53, C2, hue + step);
          const double ratio = by_hue_of_point(target, candidate) / formula(target, candidate);
          most = std::max(most, ratio);
          least = std::min(least, ratio);
        }
      }
    }
  }
  CHECK(most <= 0.99991);
  CHECK(least >= 0.9);
  // Pure blues, where the rotation term is all there is; beside them; pure differences of hue and of chroma.
  const auto met = [](const Lab& target, const Lab& candidate) {
    return by_hue_of_point(target, candidate) / formula(target, candidate);
  };
  CHECK(met(at(50, 60, 275), at(50, 62, 275)) == Approx(0.9999).margin(2e-5));
  CHECK(met(at(50, 110, 262), at(50, 112, 262)) == Approx(0.995).margin(5e-3));
  CHECK(met(at(50, 110, 60), at(50, 110, 70)) == Approx(0.9999).margin(2e-3));
  CHECK(met(at(50, 110, 60), at(50, 115, 60)) == Approx(0.9999).margin(2e-3));
}

TEST_CASE("a bound by hue only raises") {
  LabBox box;
  box.add(Lab{50, 10, 10});
  float squared[BoxGroup::kBoxes];
  std::fill_n(squared, BoxGroup::kBoxes, 1e6F);
  raise_by_hue(Ciede2000Bound({50, 20, -30}).within(kEverything), group_of(box), squared);
  CHECK(squared[0] == 1e6F);
}

TEST_CASE("a far target's bound tells boxes of other hues from near ones") {
  LabBox box;
  box.add(Lab{48, 18, 22});
  box.add(Lab{52, 20, 24});
  const Lab blue = at(50, 70, 285);
  const double plain = Ciede2000Bound(blue).squared(box);
  CHECK(by_hue(blue, box) > 6 * plain);
  CHECK(by_hue(blue, box) > 0.5 * squared_difference(blue, {50, 19, 23}));
}

#endif
