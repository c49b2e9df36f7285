// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>
#include <search/searched_colors.hpp>

#include <shadematch/search/color_index.hpp>
#include <shadematch/search/uncertain_search.hpp>

using namespace shadematch;

namespace {

/// Every row by the readable formula, a sort.
std::vector<UncertainRow> by_sorting(const LabTable& table, const MeasuredLab& target, double tolerance,
                                     UncertainOrder order, std::size_t k) {
  std::vector<UncertainRow> rows;
  const auto points = target_points(target);
  for (Eigen::Index i = 0; i < table.rows(); ++i) {
    UncertainRow row{static_cast<std::size_t>(i), 0.0, 0.0};
    for (const Lab& point : points) {
      const double delta_e = delta_e_ciede2000(point, row_of(table, i));
      row.expected += delta_e * (1.0 / 64);
      row.probability += delta_e <= tolerance ? 1.0 / 64 : 0.0;
    }
    rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [&](const UncertainRow& one, const UncertainRow& two) {
    const double first = order == UncertainOrder::probability ? -one.probability : 0.0;
    const double second = order == UncertainOrder::probability ? -two.probability : 0.0;
    return std::tie(first, one.expected, one.row) < std::tie(second, two.expected, two.row);
  });
  rows.resize(std::min(k, rows.size()));
  return rows;
}

MeasuredLab measured(const Lab& lab, std::mt19937_64& random) {
  MeasuredLab target{lab, {}};
  Eigen::Matrix3d root;
  std::normal_distribution<double> normal;
  for (double& entry : root.reshaped()) entry = 0.8 * normal(random);
  target.covariance = root * root.transpose();
  return target;
}

}  // namespace

TEST_CASE("ranks of uncertain targets are those of the sums and a sort, for every kind of catalogue") {
  std::mt19937_64 random(1);
  for (const Colors kind : kEveryKind) {
    const LabTable rows = table_of(kind, 1500, random);
    const ColorIndex index(rows);
    int wrong = 0;
    for (int query = 0; query < 12; ++query) {
      const MeasuredLab target = measured(color_of(query % 2 == 0 ? kind : kEveryKind[query / 2], random), random);
      const auto order = query % 4 < 2 ? UncertainOrder::expected : UncertainOrder::probability;
      const double tolerance = query % 3 == 0 ? 0.5 : 3.0;
      wrong += index.nearest(target, tolerance, order, 10) == by_sorting(rows, target, tolerance, order, 10) ? 0 : 1;
    }
    CAPTURE(static_cast<int>(kind));
    CHECK(wrong == 0);
  }
}

TEST_CASE("a search for an uncertain target reads few rows") {
  std::mt19937_64 random(2);
  const LabTable rows = table_of(Colors::clustered, 50000, random);
  const ColorIndex index(rows);
  for (const auto order : {UncertainOrder::expected, UncertainOrder::probability}) {
    const MeasuredLab target = measured({55, 10, 15}, random);
    UncertainSearch search(index.tree(), target_points(target), order, 1.0, 10);
    CHECK(search.best().size() == 10);
    CHECK(search.rows_scored() <= 5000);
  }
}

TEST_CASE("without uncertainty the expected difference is the difference") {
  std::mt19937_64 random(3);
  const LabTable rows = table_of(Colors::uniform, 2000, random);
  const ColorIndex index(rows);
  const auto plain = index.nearest({50, 10, 15}, 5);
  const auto expected = index.nearest(MeasuredLab{{50, 10, 15}}, plain[2].delta_e, UncertainOrder::expected, 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(expected[i].row == plain[i].row);
    CHECK(expected[i].expected == Approx(plain[i].delta_e).epsilon(1e-12));
    CHECK(expected[i].probability == (i <= 2 ? 1.0 : 0.0));
  }
  CHECK(ColorIndex(LabTable(0, 3)).nearest(MeasuredLab{{50, 10, 15}}, 1, UncertainOrder::expected, 5).empty());
}

TEST_CASE("an uncertain search that cannot be is refused") {
  const ColorIndex index(LabTable::Constant(3, 3, 40.0));
  const MeasuredLab target{{50, 10, 15}};
  const auto expected = UncertainOrder::expected;
  CHECK_THROWS_WITH(index.nearest(target, 0.0, expected, 1),
                    "ColorIndex::nearest: expected a tolerance above 0, got 0.000000");
  CHECK_THROWS_WITH(index.nearest(target, std::numeric_limits<double>::quiet_NaN(), expected, 1),
                    "ColorIndex::nearest: expected a tolerance above 0, got nan");
  CHECK_THROWS_WITH(index.nearest(target, 1.0, expected, 0), "ColorIndex::nearest: expected k >= 1, got 0");
  CHECK_THROWS_WITH(index.nearest(MeasuredLab{{5000, 10, 15}}, 1.0, expected, 1),
                    Catch::Matchers::Contains("expected a target of finite numbers"));
}
