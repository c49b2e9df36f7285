// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <difference/simd_targets.hpp>
#include <search/searched_colors.hpp>
#include <utility>

#include <shadematch/search/bound_scan.hpp>

using namespace shadematch;

TEST_CASE("the rows inside an ellipsoid come out in order on every SIMD target, padding never") {
  std::mt19937_64 random(1);
  const LabTable rows = table_of(Colors::clustered, 1000, random);
  const LabColumns columns(rows);
  LabBox gamut;
  for (Eigen::Index row = 0; row < rows.rows(); ++row) gamut.add(row_of(rows, row));
  const LabCodes codes(columns, gamut);
  for (const float width : {2.0F, 12.0F, 1000.0F}) {
    const LabEllipsoid ellipsoid{50, 10, 12, 1 / (width * width), 4 / (width * width)};
    const double reach = static_cast<double>(width) * 1.0001;
    const CodeWindow window = codes.window({50, 10, 12}, reach, reach / 2);
    for (const auto& [begin, end] : {std::pair(0, 1000), std::pair(64, 64), std::pair(64, 777), std::pair(960, 1000)}) {
      std::vector<std::uint32_t> expected;
      for (int row = begin; row < end; ++row) {
        const double dL = rows(row, 0) - 50, da = rows(row, 1) - 10, db = rows(row, 2) - 12;
        const double w_L = static_cast<double>(ellipsoid.w_L), w_ab = static_cast<double>(ellipsoid.w_ab);
        if (dL * dL * w_L + (da * da + db * db) * w_ab < 1.0001) expected.push_back(static_cast<std::uint32_t>(row));
      }
      on_every_target([&](const std::string&) {
        std::vector<std::uint32_t> found(static_cast<std::size_t>(end - begin) + LabColumns::kBlock);
        found.resize(rows_inside(ellipsoid, window, columns, codes, static_cast<std::size_t>(begin),
                                 static_cast<std::size_t>(end), found.data()));
        CHECK(found == expected);
      });
    }
  }
}

TEST_CASE("a row a little outside an ellipsoid counts as inside, for what floats err by") {
  LabTable rows(64, 3);
  rows.setConstant(90.0);
  rows.row(10) << 50 + 10 * std::sqrt(1.00008), 0, 0;
  rows.row(11) << 50 + 10 * std::sqrt(1.00012), 0, 0;
  rows.row(12) << 50, 0, -5 * std::sqrt(1.00008);
  rows.row(13) << 50, 5 * std::sqrt(1.00012), 0;
  LabBox gamut;
  for (const Eigen::Index row : {10, 12, 63}) gamut.add(row_of(rows, row));
  const LabColumns columns(rows);
  const LabCodes codes(columns, gamut);
  const CodeWindow window = codes.window({50, 0, 0}, 10.001, 5.001);
  on_every_target([&](const std::string&) {
    std::vector<std::uint32_t> found(128);
    found.resize(rows_inside({50, 0, 0, 0.01F, 0.04F}, window, columns, codes, 0, 64, found.data()));
    CHECK(found == std::vector<std::uint32_t>{10, 12});
  });
}
