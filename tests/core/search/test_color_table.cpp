// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/difference/lab_columns.hpp>
#include <shadematch/search/color_table.hpp>
#include <shadematch/search/lab_box.hpp>

using namespace shadematch;

TEST_CASE("a table keeps its colors, their columns and the box around them") {
  LabTable lab(2, 3);
  lab << 50.1, 3.0, -4.0, 20, -1.3, 0.1;
  const ColorTable table(lab);
  CHECK((table.lab() == lab).all());
  CHECK(table.rows() == 2);
  CHECK(table.columns().L()[1] == 20.0F);
  const LabBox& box = table.gamut();
  CHECK((static_cast<double>(box.L_max) >= 50.1 && static_cast<double>(box.L_max) < 50.1001));
  CHECK((static_cast<double>(box.a_min) <= -1.3 && static_cast<double>(box.a_min) > -1.3001));
  CHECK((static_cast<double>(box.b_max) >= 0.1 && static_cast<double>(box.b_max) < 0.1001));
  CHECK((box.L_min == 20.0F && box.a_max == 3.0F && box.b_min == -4.0F));
  CHECK((box.C_max >= 5.0F && box.C_max < 5.00001F));
}

TEST_CASE("numbers that are no color are refused with their row") {
  LabTable lab = LabTable::Constant(4, 3, 20.0);
  lab(2, 1) = std::numeric_limits<double>::quiet_NaN();
  const std::string message = "ColorTable: expected finite numbers within -1000..1000, got ";
  CHECK_THROWS_WITH(ColorTable(lab), message + "20.000000, nan, 20.000000 in row 2; leave such rows out");
  lab(2, 1) = -1000.0;
  CHECK_NOTHROW(ColorTable(lab));
  lab(3, 0) = 1001.0;
  CHECK_THROWS_WITH(ColorTable(lab), message + "1001.000000, 20.000000, 20.000000 in row 3; leave such rows out");
}
