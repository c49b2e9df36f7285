// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <vector>

#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/tables.hpp>

using namespace shadematch;

namespace {

LabTable some_colors(Eigen::Index rows) {
  LabTable table = LabTable::Random(rows, 3) * 60.0;
  table.col(0) += 50.0;
  return table;
}

/// Both double and both float forms of a formula against the formula for two colors.
template <typename Formula>
void check_tables(Formula formula) {
  const LabTable first = some_colors(200), second = some_colors(200);
  const Lab standard = lab_row(first, 0);
  const Eigen::ArrayXd from_one = formula(standard, second), by_row = formula(first, second);
  const FloatLabTable first_f = first.cast<float>(), second_f = second.cast<float>();
  const Eigen::ArrayXf from_one_f = formula(standard, second_f), by_row_f = formula(first_f, second_f);
  for (Eigen::Index i = 0; i < 200; ++i) {
    CHECK(from_one[i] == Approx(formula(standard, lab_row(second, i))).margin(1e-12).epsilon(0));
    CHECK(by_row[i] == Approx(formula(lab_row(first, i), lab_row(second, i))).margin(1e-12).epsilon(0));
    CHECK(static_cast<double>(from_one_f[i]) == Approx(from_one[i]).margin(2e-5).epsilon(5e-6));
    CHECK(static_cast<double>(by_row_f[i]) == Approx(by_row[i]).margin(2e-5).epsilon(5e-6));
  }
}

}  // namespace

TEST_CASE("large tables and tables of floats hold what the formula says of each pair") {
  check_tables([](const auto& a, const auto& b) { return delta_e_ciede2000(a, b); });
  check_tables([](const auto& a, const auto& b) { return delta_e_ciede2000(a, b, Ciede2000Options{2.0, 1.0, 1.0}); });
  check_tables([](const auto& a, const auto& b) { return delta_e_cie94(a, b, kCie94Textiles); });
  check_tables([](const auto& a, const auto& b) { return delta_e_cmc(a, b, CmcOptions{1.0, 1.0}); });
  check_tables([](const auto& a, const auto& b) { return delta_e_cie76(a, b); });
  check_tables([](const auto& a, const auto& b) { return delta_e_hyab(a, b); });
}

TEST_CASE("a table below the size of a batch equals the formula for two colors bit for bit") {
  const LabTable table = some_colors(kBatchSize - 1);
  const Eigen::ArrayXd result = delta_e_ciede2000(Lab{45, 4, 10}, table);
  for (Eigen::Index i = 0; i < table.rows(); ++i) {
    CHECK(result[i] == delta_e_ciede2000(Lab{45, 4, 10}, lab_row(table, i)));
  }
}

TEST_CASE("rows one behind the other are viewed, rows with gaps are read as rows") {
  const LabTable table = some_colors(100);
  CHECK(AdjacentRows<double>(table).data() == table.data());
  Eigen::Array<double, Eigen::Dynamic, 5, Eigen::RowMajor> wide(100, 5);
  wide.setConstant(1e9);
  wide.middleCols<3>(1) = table;
  const Eigen::ArrayXd expected = delta_e_ciede2000(Lab{45, 4, 10}, table);
  CHECK((delta_e_ciede2000(Lab{45, 4, 10}, Eigen::Ref<const LabTable>(wide.middleCols<3>(1))) == expected).all());
}

TEST_CASE("tables of floats of unequal length are refused with both lengths") {
  CHECK_THROWS_WITH(delta_e_ciede2000(FloatLabTable::Zero(2, 3), FloatLabTable::Zero(3, 3)),
                    "delta_e_ciede2000: expected tables of equal length, got 2 standards and 3 batches");
  CHECK_THROWS_WITH(delta_e_cie76(FloatLabTable::Zero(2, 3), FloatLabTable::Zero(0, 3)),
                    "delta_e_cie76: expected tables of equal length, got 2 standards and 0 batches");
  CHECK(delta_e_ciede2000(Lab{}, FloatLabTable(0, 3)).size() == 0);
}
