// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <search/searched_colors.hpp>

#include <shadematch/search/lab_codes.hpp>

using namespace shadematch;

TEST_CASE("codes take the whole byte and lie in the window of every interval around their color") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const Colors kind : kEveryKind) {
    const LabTable table = table_of(kind, 300, random);
    const LabColumns columns(table);
    LabBox gamut;
    for (Eigen::Index row = 0; row < 300; ++row) gamut.add(row_of(table, row));
    const LabCodes codes(columns, gamut);
    for (std::size_t i = 0; i < 3; ++i) {
      const auto [least, most] = std::minmax_element(codes.column(i), codes.column(i) + 300);
      CHECK((*least == 0 && *most == 255));
    }
    int outside = 0;
    const float* const floats[] = {columns.L(), columns.a(), columns.b()};
    for (int round = 0; round < 20000; ++round) {
      const auto row = static_cast<std::size_t>(299 * unit(random));
      const double reach = std::pow(10.0, 4 * unit(random) - 2);
      std::array<double, 3> center{};
      for (std::size_t i = 0; i < 3; ++i)
        center[i] = static_cast<double>(floats[i][row]) + reach * (2 * unit(random) - 1);
      const CodeWindow window = codes.window(center, reach, reach);
      for (std::size_t i = 0; i < 3; ++i)
        outside += static_cast<std::uint8_t>(codes.column(i)[row] - window.first[i]) <= window.width[i] ? 0 : 1;
    }
    CHECK(outside == 0);
  }
}

TEST_CASE("a window holds no code beyond its reaches") {
  LabTable table(2, 3);
  table << 0, -64, -64, 128, 64, 64;  // half a unit a code
  LabBox gamut;
  gamut.add(row_of(table, 0));
  gamut.add(row_of(table, 1));
  const CodeWindow window = LabCodes(LabColumns(table), gamut).window({50.1, 0.1, -10.1}, 3.0, 1.0);
  CHECK((window.first[0] == 94 && window.width[0] == 12));
  CHECK((window.first[1] == 126 && window.width[1] == 4));
  CHECK((window.first[2] == 105 && window.width[2] == 4));
}

TEST_CASE("one color a thousand times has one code") {
  const LabTable table = LabTable::Constant(1000, 3, 40.0);
  LabBox gamut;
  gamut.add(Lab{40, 40, 40});
  const LabCodes codes(LabColumns(table), gamut);
  CHECK(std::all_of(codes.column(0), codes.column(0) + 1000, [](std::uint8_t code) { return code == 0; }));
}
