// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/search/color_table.hpp>
#include <shadematch/search/searched_lab.hpp>

namespace shadematch::inline v0 {
namespace {

bool searchable(const Lab& lab) {
  return std::abs(lab.L) <= kMostLab && std::abs(lab.a) <= kMostLab && std::abs(lab.b) <= kMostLab;
}

std::string numbers(const Lab& lab) {
  return std::to_string(lab.L) + ", " + std::to_string(lab.a) + ", " + std::to_string(lab.b);
}

}  // namespace

void expect_target(const Lab& target, const char* who) {
  if (searchable(target)) return;
  throw std::invalid_argument(std::string(who) + ": expected a target of finite numbers within -1000..1000, got " +
                              numbers(target));
}

void expect_table(const Eigen::Ref<const LabTable>& table, const char* who) {
  if (static_cast<std::uint64_t>(table.rows()) > std::numeric_limits<std::uint32_t>::max()) {
    throw LimitExceeded("too_many_rows",
                        std::string(who) + ": expected fewer than 2^32 rows, got " + std::to_string(table.rows()),
                        "Search parts of the table and merge their answers.");
  }
  for (Eigen::Index row = 0; row < table.rows(); ++row) {
    const Lab lab{table(row, 0), table(row, 1), table(row, 2)};
    if (searchable(lab)) continue;
    throw std::invalid_argument(std::string(who) + ": expected finite numbers within -1000..1000, got " + numbers(lab) +
                                " in row " + std::to_string(row) + "; leave such rows out");
  }
}

void expect_k(std::size_t k, const char* who) {
  if (k == 0) throw std::invalid_argument(std::string(who) + ": expected k >= 1, got 0");
}

}  // namespace shadematch::inline v0
