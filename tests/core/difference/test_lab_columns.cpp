// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstdint>
#include <vector>

#include <shadematch/difference/lab_columns.hpp>

using namespace shadematch;

TEST_CASE("columns hold the rows of a table and their chroma as floats") {
  LabTable table(2, 3);
  table << 50.1, 3.0, -4.0, 20, 0, 0.1;
  const LabColumns columns(table);
  CHECK(columns.size() == 2);
  CHECK(std::vector<float>(columns.L(), columns.L() + 2) == std::vector<float>{50.1F, 20.0F});
  CHECK(std::vector<float>(columns.a(), columns.a() + 2) == std::vector<float>{3.0F, 0.0F});
  CHECK(std::vector<float>(columns.b(), columns.b() + 2) == std::vector<float>{-4.0F, 0.1F});
  CHECK(std::vector<float>(columns.C(), columns.C() + 2) == std::vector<float>{5.0F, 0.1F});
}

TEST_CASE("columns are padded with zeros to whole blocks and aligned") {
  for (const Eigen::Index rows : {0, 1, 63, 64, 65, 200}) {
    const LabColumns columns(LabTable::Constant(rows, 3, 1.0));
    const auto size = static_cast<std::size_t>(rows);
    CHECK(columns.size() == size);
    CHECK(columns.padded() % 64 == 0);
    CHECK((columns.padded() >= size && columns.padded() < size + 64));
    for (const float* column : {columns.L(), columns.a(), columns.b(), columns.C()}) {
      CHECK(reinterpret_cast<std::uintptr_t>(column) % 64 == 0);
      for (std::size_t row = size; row < columns.padded(); ++row) REQUIRE(column[row] == 0.0F);
    }
  }
}
