// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include <shadematch/search/record_select.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMostBins = 4096;
constexpr std::size_t kRowsOfBin = 8;

/// Equal intervals of keys.
struct Bins {
  std::size_t side;
  float low, scale;
  std::int32_t last;

  [[nodiscard]] std::int32_t of(const IndexRecord& record) const {
    return std::min(last, static_cast<std::int32_t>((record.lab[side] - low) * scale));
  }
};

void select_by_comparing(IndexRecord* first, IndexRecord* cut, IndexRecord* last, std::size_t side) {
  if (cut == first || cut == last) return;
  std::nth_element(first, cut, last, [side](const IndexRecord& one, const IndexRecord& two) {
    return one.lab[side] < two.lab[side] || (one.lab[side] == two.lab[side] && one.row < two.row);
  });
}

}  // namespace

void select_records(IndexRecord* records, std::size_t size, std::size_t cut, std::size_t side, float low, float high,
                    IndexRecord* spare) {
  const std::size_t bins = std::bit_floor(std::clamp<std::size_t>(size / kRowsOfBin, 1, kMostBins));
  const float scale = static_cast<float>(bins) / (high - low);
  if (bins < 2 || !(scale > 0.0F && scale < 1e30F)) {
    select_by_comparing(records, records + cut, records + size, side);
    return;
  }
  const Bins bin{side, low, scale, static_cast<std::int32_t>(bins) - 1};
  std::array<std::uint32_t, kMostBins> counts;
  std::fill_n(counts.begin(), bins, 0U);
  for (std::size_t i = 0; i < size; ++i) ++counts[static_cast<std::size_t>(bin.of(records[i]))];
  std::size_t below = 0;
  std::int32_t between = 0;
  while (below + counts[static_cast<std::size_t>(between)] <= cut && between < bin.last)
    below += counts[static_cast<std::size_t>(between++)];

  std::size_t lower = 0, upper = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::int32_t number = bin.of(records[i]);
    const IndexRecord record = records[i];
    records[lower] = record;
    spare[upper] = record;
    spare[size - 1 - (i - lower - upper)] = record;
    lower += static_cast<std::size_t>(number < between);
    upper += static_cast<std::size_t>(number > between);
  }
  IndexRecord* const middle = records + lower;
  IndexRecord* const end = std::copy(spare + upper + lower, spare + size, middle);
  std::copy(spare, spare + upper, end);
  select_by_comparing(middle, records + cut, end, side);
}

}  // namespace shadematch::inline v0
