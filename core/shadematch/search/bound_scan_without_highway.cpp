// SPDX-License-Identifier: Apache-2.0
#include <shadematch/search/bound_scan.hpp>

namespace shadematch::inline v0 {

std::size_t rows_inside(const LabEllipsoid& ellipsoid, const CodeWindow& /*window*/, const LabColumns& columns,
                        const LabCodes& /*codes*/, std::size_t begin, std::size_t end, std::uint32_t* rows) {
  std::size_t count = 0;
  for (std::size_t row = begin; row < end; ++row) {
    const float dL = columns.L()[row] - ellipsoid.L;
    const float da = columns.a()[row] - ellipsoid.a, db = columns.b()[row] - ellipsoid.b;
    rows[count] = static_cast<std::uint32_t>(row);
    count += dL * dL * ellipsoid.w_L + (da * da + db * db) * ellipsoid.w_ab < kEllipsoidEdge ? 1U : 0U;
  }
  return count;
}

}  // namespace shadematch::inline v0
