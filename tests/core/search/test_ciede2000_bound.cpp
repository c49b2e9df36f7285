// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <initializer_list>
#include <numbers>
#include <search/searched_colors.hpp>
#include <search/worst_case.hpp>

#include <shadematch/search/ciede2000_bound.hpp>

using namespace shadematch;

namespace {

LabBox box_of(std::initializer_list<Lab> colors) {
  LabBox box;
  for (const Lab& lab : colors) box.add(lab);
  return box;
}

Lab at(double L, double C, double hue_degrees) {
  const double hue = hue_degrees / 180.0 * std::numbers::pi;
  return {L, C * std::cos(hue), C * std::sin(hue)};
}

double point_bound(const Lab& target, const Lab& candidate) {
  return Ciede2000Bound(target).squared(box_of({candidate}));
}

}  // namespace

TEST_CASE("no pair of colors is nearer than the bound, after climbing toward the worst case") {
  std::mt19937_64 random(1);
  double least = 1e9;
  for (int start = 0; start < 300; ++start) {
    const Colors kind = kEveryKind[start % 6];
    least = std::min(least, least_ratio(color_of(kind, random), color_of(kind, random), point_bound, random, 250));
  }
  CHECK(least >= 1.0 - 1e-6);
  CHECK(least <= 1.02);
}

TEST_CASE("no color of a box is nearer than the bound of the box") {
  std::mt19937_64 random(2);
  int violations = 0;
  for (int round = 0; round < 4000; ++round) {
    const Colors kind = kEveryKind[round % 6];
    const Lab target = color_of(kEveryKind[round / 6 % 6], random);
    const Lab center = color_of(kind, random);
    const double size = std::pow(10.0, static_cast<double>(round % 5) - 3.0);
    std::uniform_real_distribution<double> offset(-size, size);
    std::vector<Lab> colors(24);
    LabBox box;
    for (Lab& lab : colors) {
      lab = {center.L + offset(random), center.a + offset(random), center.b + offset(random)};
      box.add(lab);
    }
    Ciede2000Bound bound(target);
    const double least = bound.squared(box);
    for (const Lab& lab : colors) violations += squared_difference(target, lab) < least * (1.0 - 1e-9) ? 1 : 0;
  }
  CHECK(violations == 0);
}

TEST_CASE("no color within R has a smaller squared difference than kappa D^2 / S_C^2 and the lightness") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(0, 1);
  int violations = 0;
  for (int round = 0; round < 60000; ++round) {
    const Lab target = at(50, 90 * unit(random), round % 2 == 0 ? 360 * unit(random) : 200 + 120 * unit(random));
    const double R = std::pow(10.0, 3 * unit(random) - 1);
    const Lab step = at(0, R * std::sqrt(unit(random)), 360 * unit(random));
    const Lab candidate{50, target.a + step.a, target.b + step.b};
    const Ciede2000Bound bound(target);
    const double S_C = bound.S_C(std::hypot(candidate.a, candidate.b));
    const double least = bound.kappa(R) * (step.a * step.a + step.b * step.b) / (S_C * S_C);
    violations += squared_difference(target, candidate) < least * (1.0 - 1e-9) ? 1 : 0;
  }
  CHECK(violations == 0);
}

TEST_CASE("no pair within R has a larger rotation term than kappa leaves room for") {
  std::mt19937_64 random(6);
  std::uniform_real_distribution<double> unit(0, 1);
  const auto saturation = [](double C) { return std::sqrt(std::pow(C, 7) / (std::pow(C, 7) + std::pow(25.0, 7))); };
  int wrong = 0;
  for (int round = 0; round < 20000; ++round) {
    const double C1 = 3 + 90 * unit(random), share = unit(random), R = share * C1;
    const Lab target = at(50, C1, 160 + 240 * unit(random));
    const double kappa = Ciede2000Bound(target).kappa(R);
    // Where hues differ most, by asin(R / C1), to either side; and anywhere on the edge.
    const double hue = std::atan2(target.b, target.a) / std::numbers::pi * 180;
    const double most = std::asin(share) / std::numbers::pi * 180, C2_there = C1 * std::sqrt(1 - share * share);
    const Lab step = at(0, R, 360 * unit(random));
    for (const Lab& lab :
         {at(50, C2_there, hue - most), at(50, C2_there, hue + most), Lab{50, target.a + step.a, target.b + step.b}}) {
      const double C2 = std::hypot(lab.a, lab.b), p = 1.5 - 0.5 * saturation((C1 + C2) / 2);
      const double x = p * target.a / std::hypot(p * target.a, target.b) + p * lab.a / std::hypot(p * lab.a, lab.b);
      const double y = target.b / std::hypot(p * target.a, target.b) + lab.b / std::hypot(p * lab.a, lab.b);
      const double mean = std::atan2(y, x) * 180 / std::numbers::pi;
      const double arc = std::remainder(mean - 275, 360.0) / 25;
      const double C = (std::hypot(p * target.a, target.b) + std::hypot(p * lab.a, lab.b)) / 2;
      const double R_T = 2 * saturation(C) * std::sin(std::numbers::pi / 3 * std::exp(-arc * arc));
      wrong += kappa > 1 - R_T / 2 + 1e-9 ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("no color within a difference lies beyond the radius") {
  std::mt19937_64 random(4);
  int violations = 0;
  for (int round = 0; round < 60000; ++round) {
    const Lab target = color_of(kEveryKind[round % 6], random);
    const Lab candidate = color_of(kEveryKind[round / 6 % 6], random);
    const Ciede2000Bound bound(target);
    const double R = bound.radius(delta_e_ciede2000(target, candidate), box_of({candidate}));
    violations += std::hypot(candidate.a - target.a, candidate.b - target.b) > R * (1.0 + 1e-6) ? 1 : 0;
  }
  CHECK(violations == 0);
}

TEST_CASE("kappa is what the rotation term leaves") {
  const double seventh = std::pow(60.0 * 1.0579 / 25.0, 7.0);  // p at a mean chroma of 30
  const double R_C = 2.0 * std::sqrt(seventh / (seventh + 1.0));
  const Ciede2000Bound blue(at(50, 60, 275));
  CHECK(blue.kappa(1e-6) == Approx(1.0 - R_C / 2.0 * std::sin(std::numbers::pi / 3.0)).margin(1e-5));
  // 25 degrees away the exponent is -1.
  CHECK(Ciede2000Bound(at(50, 60, 250)).kappa(1e-6) ==
        Approx(1.0 - R_C / 2.0 * std::sin(std::numbers::pi / 3.0 * std::exp(-1.0))).margin(4e-3));
  CHECK(Ciede2000Bound(at(45, 20, 66)).kappa(12.0) > 0.9999);                           // skin and hair
  CHECK(blue.kappa(1e6) == Approx(1.0 - std::sqrt(3.0) / 2.0));                         // everything
  CHECK(blue.kappa(61.0) == Approx(0.13401).margin(2e-5));                              // every hue, chroma up to 121
  CHECK(Ciede2000Bound(at(50, 3, 66)).kappa(4.0) == Approx(0.98720).margin(2e-5));      // every hue of hardly a color
  CHECK(Ciede2000Bound(at(50, 60, 90)).kappa(55.0) == Approx(0.999988).epsilon(1e-7));  // not within reach of the blues
}

TEST_CASE("pure differences of lightness, and the bound of those of chroma, are met exactly") {
  for (const double L1 : {5.0, 49.0, 80.0})
    for (const double L2 : {12.0, 50.0, 97.0})
      CHECK(point_bound({L1, 0, 0}, {L2, 0, 0}) == Approx(squared_difference({L1, 0, 0}, {L2, 0, 0})));
  // p is 1.29182 at a mean chroma of 20, 1.00403 at 45.
  const auto along_b = [](double p, double C1, double C2) { return (C2 - C1) / (1.0 + 0.045 * p * (C1 + C2) / 2.0); };
  CHECK(std::sqrt(point_bound({50, 0, 40}, {50, 0, 40.5})) == Approx(along_b(1.29182, 40, 40.5)).epsilon(1e-5));
  CHECK(std::sqrt(point_bound({50, 0, 90}, {50, 0, 90.5})) == Approx(along_b(1.00403, 90, 90.5)).epsilon(1e-5));
}

TEST_CASE("a target lighter than white takes the larger lightness weight of the box") {
  const LabBox box = box_of({{-30, 0, 0}, {120, 0, 0}});
  const Lab target{140, 0, 0};
  const double S_L = std::max(ciede2000_S_L(55), ciede2000_S_L(130));
  CHECK(Ciede2000Bound(target).squared(box) == Approx(400.0 / (S_L * S_L)));
  const Lab white{100, 0, 0};
  CHECK(Ciede2000Bound(white).squared(box_of({{-30, 0, 0}, {80, 0, 0}})) ==
        Approx(squared_difference(white, {80, 0, 0})));
}

TEST_CASE("a box reaches opposite hues if the line through grey meets it behind grey") {
  const Ciede2000Bound bound({50, 6, 8});
  CHECK_FALSE(bound.reaches_opposite_hue(box_of({{50, 5, 7}, {50, 7, 9}})));
  CHECK(bound.reaches_opposite_hue(box_of({{50, 5, 7}, {50, -0.1, -0.1}})));
  CHECK(bound.reaches_opposite_hue(box_of({{50, -3, -4}})));
  CHECK(bound.reaches_opposite_hue(box_of({{50, -3, -4.000001}})));
  CHECK_FALSE(bound.reaches_opposite_hue(box_of({{50, -3, -4.001}})));
  CHECK_FALSE(bound.reaches_opposite_hue(box_of({{50, -3, -3.999}})));
  CHECK_FALSE(bound.reaches_opposite_hue(box_of({{50, 3, 4}})));
  CHECK_FALSE(bound.reaches_opposite_hue(box_of({{50, -9, 2}, {50, -5, 7}})));
}
