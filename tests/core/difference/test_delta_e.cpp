// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/difference/cam16_ucs.hpp>
#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/delta_e.hpp>
#include <shadematch/difference/hyab.hpp>

using namespace shadematch;

namespace {

const Lab kStandard{62.0, 11.5, 17.25};
const Lab kBatch{48.0, 8.75, 22.5};

LabTable two_rows(const Lab& lab1, const Lab& lab2) {
  LabTable table(2, 3);
  table << lab1.L, lab1.a, lab1.b, lab2.L, lab2.a, lab2.b;
  return table;
}

}  // namespace

TEST_CASE("each name calls its own formula with the standard first") {
  CHECK(delta_e("ciede2000", kStandard, kBatch) == delta_e_ciede2000(kStandard, kBatch));
  CHECK(delta_e("cam16_ucs", kStandard, kBatch) == delta_e_cam16_ucs(kStandard, kBatch));
  CHECK(delta_e("cie94", kStandard, kBatch) == delta_e_cie94(kStandard, kBatch));
  CHECK(delta_e("cie94_textiles", kStandard, kBatch) == delta_e_cie94(kStandard, kBatch, kCie94Textiles));
  CHECK(delta_e("cmc", kStandard, kBatch) == delta_e_cmc(kStandard, kBatch, {2, 1}));
  CHECK(delta_e("cmc_1_1", kStandard, kBatch) == delta_e_cmc(kStandard, kBatch, {1, 1}));
  CHECK(delta_e("hyab", kStandard, kBatch) == delta_e_hyab(kStandard, kBatch));
  CHECK(delta_e("cie76", kStandard, kBatch) == delta_e_cie76(kStandard, kBatch));
  CHECK(difference_formulas().size() == 8);
}

TEST_CASE("a formula is symmetric exactly if it says so, and zero for equal colors") {
  for (const DifferenceFormula& formula : difference_formulas()) {
    INFO(formula.name);
    const double there = delta_e(formula.name, kStandard, kBatch);
    const double back = delta_e(formula.name, kBatch, kStandard);
    CHECK((std::abs(there - back) < 1e-12) == formula.symmetric);
    CHECK(delta_e(formula.name, kStandard, kStandard) == 0.0);
    CHECK(there > 0.0);
    CHECK_FALSE(formula.description.empty());
  }
}

TEST_CASE("the tables of every formula hold the same numbers as pair by pair") {
  const LabTable standards = two_rows(kStandard, kBatch), batch = two_rows(kBatch, kStandard);
  for (const DifferenceFormula& formula : difference_formulas()) {
    INFO(formula.name);
    const Eigen::ArrayXd by_row = delta_e(formula.name, standards, batch);
    CHECK(by_row[0] == delta_e(formula.name, kStandard, kBatch));
    CHECK(by_row[1] == delta_e(formula.name, kBatch, kStandard));
    const Eigen::ArrayXd from_one = delta_e(formula.name, kStandard, batch);
    CHECK(from_one[0] == by_row[0]);
    CHECK(from_one[1] == 0.0);
  }
  CHECK(delta_e_cie76(standards, batch)[1] == delta_e_cie76(kBatch, kStandard));
  CHECK(delta_e_hyab(kStandard, batch)[0] == delta_e_hyab(kStandard, kBatch));
  CHECK(delta_e_cie94(standards, batch, kCie94Textiles)[0] == delta_e_cie94(kStandard, kBatch, kCie94Textiles));
  CHECK(delta_e_cmc(kStandard, batch, {1, 1})[0] == delta_e_cmc(kStandard, kBatch, {1, 1}));
  CHECK(delta_e_cam16_ucs(standards, batch)[1] == delta_e_cam16_ucs(kBatch, kStandard));
}

TEST_CASE("every formula passes NaN through") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const DifferenceFormula& formula : difference_formulas()) {
    INFO(formula.name);
    CHECK(std::isnan(delta_e(formula.name, {nan, 1, 1}, kBatch)));
    CHECK(std::isnan(delta_e(formula.name, kStandard, {50, nan, 1})));
    CHECK(std::isnan(delta_e(formula.name, kStandard, {50, 1, nan})));
  }
}

TEST_CASE("an unknown formula is refused with the known names") {
  CHECK_THROWS_WITH(delta_e("de2000", kStandard, kBatch),
                    "delta_e: expected a formula out of ciede2000, cam16_ucs, cie94, cie94_textiles, cmc, cmc_1_1, "
                    "hyab, cie76, got 'de2000'");
}

TEST_CASE("every table form names itself when the lengths differ") {
  const LabTable two = LabTable::Zero(2, 3), three = LabTable::Zero(3, 3);
  const std::string rest = ": expected tables of equal length, got 2 standards and 3 batches";
  CHECK_THROWS_WITH(delta_e("cie76", two, three), "delta_e" + rest);
  CHECK_THROWS_WITH(delta_e_cie76(two, three), "delta_e_cie76" + rest);
  CHECK_THROWS_WITH(delta_e_cie94(two, three), "delta_e_cie94" + rest);
  CHECK_THROWS_WITH(delta_e_cmc(two, three), "delta_e_cmc" + rest);
  CHECK_THROWS_WITH(delta_e_hyab(two, three), "delta_e_hyab" + rest);
  CHECK_THROWS_WITH(delta_e_cam16_ucs(two, three), "delta_e_cam16_ucs" + rest);
}
