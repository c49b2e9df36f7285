// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/search/bound_scan.hpp>
#include <shadematch/search/ciede2000_bound.hpp>
#include <shadematch/search/lab_box.hpp>
#include <shadematch/search/nearest_colors.hpp>
#include <shadematch/search/searched_lab.hpp>
#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kBlock = 4096;  ///< rows, a multiple of LabColumns::kBlock; 48 KB of columns
constexpr double kMargin = 1e-6;      ///< of weights, for their rounding to float

/// Of one target, over some of the rows.
class Scan {
 public:
  Scan(const ColorTable& table, const Lab& target, std::size_t k)
      : table_(table), columns_(table.columns()), target_(target), bound_(target), shortlist_(k) {
    ellipsoid_ = {static_cast<float>(target.L), static_cast<float>(target.a), static_cast<float>(target.b), 0.0F, 0.0F};
  }

  /// Scores every row: what the threshold starts from.
  void score_all(std::size_t begin, std::size_t end) {
    ciede2000_squared(target_, columns_, begin, end, squared_.data());
    push(end - begin, [begin](std::size_t i) { return begin + i; });
  }

  void scan(std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; block += kBlock) {
      if (!std::isfinite(shortlist_.keep())) {
        score_all(block, std::min(end, block + kBlock));
        continue;
      }
      if (shortlist_.keep() < 0.95 * weighed_for_) weigh();
      const std::size_t count = rows_inside(ellipsoid_, columns_, block, std::min(end, block + kBlock), rows_.data());
      score_rows(count);
    }
  }

  [[nodiscard]] Shortlist& shortlist() { return shortlist_; }

 private:
  /// All candidates within keep() lie in the new ellipsoid.
  void weigh() {
    const double tau = weighed_for_ = shortlist_.keep();
    const LabBox& gamut = table_.gamut();
    const double R = bound_.radius(tau, gamut);
    const double S_C = bound_.S_C(std::min(bound_.C1() + R, static_cast<double>(gamut.C_max)));
    const double L_low = (target_.L + static_cast<double>(gamut.L_min)) / 2.0;
    const double L_high = (target_.L + static_cast<double>(gamut.L_max)) / 2.0;
    const double reach = tau * std::max(ciede2000_S_L(L_low), ciede2000_S_L(L_high)) / 2.0;
    const double S_L = std::max(ciede2000_S_L(std::clamp(target_.L - reach, L_low, L_high)),
                                ciede2000_S_L(std::clamp(target_.L + reach, L_low, L_high)));
    const double w_L = 1.0 / (tau * tau * S_L * S_L), w_ab = bound_.kappa(R) / (tau * tau * S_C * S_C);
    ellipsoid_.w_L = static_cast<float>(w_L * (1.0 - kMargin));
    ellipsoid_.w_ab = static_cast<float>(w_ab * (1.0 - kMargin));
    opposite_within_reach_ = R >= bound_.C1();
  }

  void score_rows(std::size_t count) {
    if (count == 0) return;
    for (std::size_t i = 0; i < count; ++i) {
      L_[i] = columns_.L()[rows_[i]];
      a_[i] = columns_.a()[rows_[i]];
      b_[i] = columns_.b()[rows_[i]];
      C_[i] = columns_.C()[rows_[i]];
    }
    ciede2000_squared(target_, {L_.data(), a_.data(), b_.data(), C_.data()}, count, squared_.data());
    push(count, [this](std::size_t i) { return rows_[i]; });
  }

  template <typename RowAt>
  void push(std::size_t count, RowAt row_at) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = row_at(i);
      if (opposite_within_reach_) settle_opposite(row, squared_[i]);
      shortlist_.push(row, squared_[i]);
    }
  }

  void settle_opposite(std::size_t row, float& squared) const {
    if (!(ellipsoid_.a * columns_.a()[row] + ellipsoid_.b * columns_.b()[row] < 0.0F)) return;
    const auto lab = table_.lab().row(static_cast<Eigen::Index>(row));
    if (!nearly_opposite(target_.a, target_.b, lab[1], lab[2])) return;
    const double delta_e = delta_e_ciede2000(target_, {lab[0], lab[1], lab[2]});
    squared = static_cast<float>(delta_e * delta_e);
  }

  const ColorTable& table_;
  const LabColumns& columns_;
  Lab target_;
  Ciede2000Bound bound_;
  Shortlist shortlist_;
  double weighed_for_ = HUGE_VAL;
  bool opposite_within_reach_ = true;
  LabEllipsoid ellipsoid_{};
  std::array<std::uint32_t, kBlock + LabColumns::kBlock> rows_;
  std::array<float, kBlock> L_, a_, b_, C_, squared_;
};

/// The rows from `start` on, in eight parts a thread: one that the system keeps waiting holds up little.
void scan_in_parts(const ColorTable& table, const Lab& target, std::size_t start, ThreadPool& pool,
                   Shortlist& shortlist, std::size_t k) {
  const auto rows = static_cast<std::size_t>(table.rows());
  const auto parts = 8 * static_cast<std::size_t>(pool.threads());
  const std::size_t blocks = (rows - start + kBlock - 1) / kBlock;
  std::vector<Shortlist> found(parts, Shortlist(k));
  pool.parallel_for(parts, 1, [&](std::size_t part, std::size_t) {
    Scan scan(table, target, k);
    scan.shortlist().lower_to(shortlist);
    scan.scan(start + blocks * part / parts * kBlock, std::min(rows, start + blocks * (part + 1) / parts * kBlock));
    found[part] = scan.shortlist();
  });
  for (const Shortlist& part : found) shortlist.merge(part);
}

}  // namespace

std::vector<RankedRow> nearest_colors(const ColorTable& table, const Lab& target, std::size_t k, int threads) {
  expect_k(k, "nearest_colors");
  expect_target(target, "nearest_colors");
  expect_threads(threads, "nearest_colors");
  const auto rows = static_cast<std::size_t>(table.rows());
  Scan first(table, target, k);
  const std::size_t start = std::min(rows, kBlock);
  first.score_all(0, start);
  if (threads == 1 || rows < 16 * kBlock) {
    first.scan(start, rows);
  } else {
    ThreadPool pool(threads);
    scan_in_parts(table, target, start, pool, first.shortlist(), k);
  }
  return first.shortlist().ranked([&](std::size_t row) -> RankedRow {
    const auto lab = table.lab().row(static_cast<Eigen::Index>(row));
    return {row, delta_e_ciede2000(target, {lab[0], lab[1], lab[2]})};
  });
}

NearestRows nearest_colors(const ColorTable& table, const Eigen::Ref<const LabTable>& targets, std::size_t k,
                           int threads) {
  expect_k(k, "nearest_colors");
  NearestRows result(targets.rows(), static_cast<Eigen::Index>(std::min(k, static_cast<std::size_t>(table.rows()))));
  for (Eigen::Index i = 0; i < targets.rows(); ++i)
    result.set(i, nearest_colors(table, {targets(i, 0), targets(i, 1), targets(i, 2)}, k, threads));
  return result;
}

}  // namespace shadematch::inline v0
