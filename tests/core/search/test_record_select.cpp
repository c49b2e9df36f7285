// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <search/searched_colors.hpp>

#include <shadematch/search/record_select.hpp>

using namespace shadematch;

namespace {

std::vector<IndexRecord> records_of(Colors kind, std::size_t size, std::mt19937_64& random) {
  std::vector<IndexRecord> records(size);
  std::uint32_t row = 0;
  for (IndexRecord& record : records) {
    const Lab lab = color_of(kind, random);
    record = {{static_cast<float>(lab.L), static_cast<float>(lab.a), static_cast<float>(lab.b)}, row++};
  }
  return records;
}

/// The rows of the first `cut`, by number.
std::vector<std::uint32_t> rows_of(const std::vector<IndexRecord>& records, std::size_t cut) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < cut; ++i) rows.push_back(records[i].row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

TEST_CASE("the records before the cut are those that a sort puts there, equal keys by row") {
  std::mt19937_64 random(1);
  for (const Colors kind : kEveryKind) {
    for (const std::size_t size : {1U, 2U, 7U, 100U, 1000U, 20000U, 70000U}) {
      const std::vector<IndexRecord> records = records_of(kind, size, random);
      for (std::size_t side = 0; side < 3; ++side) {
        std::vector<IndexRecord> sorted = records;
        std::sort(sorted.begin(), sorted.end(), [side](const IndexRecord& one, const IndexRecord& two) {
          return std::tie(one.lab[side], one.row) < std::tie(two.lab[side], two.row);
        });
        for (const std::size_t cut : {std::size_t{0}, size / 3, size / 2, size - 1, size}) {
          std::vector<IndexRecord> selected = records, spare(size);
          select_records(selected.data(), size, cut, side, sorted.front().lab[side], sorted.back().lab[side],
                         spare.data());
          CHECK(rows_of(selected, cut) == rows_of(sorted, cut));
          CHECK(rows_of(selected, size) == rows_of(sorted, size));
        }
      }
    }
  }
}

TEST_CASE("one color a thousand times is cut by row") {
  std::vector<IndexRecord> records(1000, IndexRecord{{50, 1, 2}, 0}), spare(1000);
  for (std::uint32_t i = 0; i < 1000; ++i) records[i].row = 999 - i;
  select_records(records.data(), 1000, 300, 1, 1, 1, spare.data());
  const auto rows = rows_of(records, 300);
  CHECK((rows.front() == 0 && rows.back() == 299));
}
