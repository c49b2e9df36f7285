// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/search/bound_scan.hpp>
#include <shadematch/search/ciede2000_bound.hpp>
#include <shadematch/search/index_vectors.hpp>
#include <shadematch/search/lab_box.hpp>
#include <shadematch/search/lab_codes.hpp>
#include <shadematch/search/nearest_colors.hpp>
#include <shadematch/search/searched_lab.hpp>
#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kBlock = 4096;  ///< rows, a multiple of LabColumns::kBlock; 48 KB of columns
constexpr double kMargin = 1e-6;      ///< of weights, for their rounding to float

constexpr std::size_t kWholeShare = 6;   ///< if more than this part of a block lies inside, scoring all is faster,
constexpr std::size_t kWholeBlocks = 8;  ///< of this many blocks

/// Rows that lie one after the other.
struct RowsFrom {
  std::size_t first;

  std::size_t operator()(std::size_t i) const { return first + i; }
};

/// The least threshold of scans that run at the same time.
class SharedThreshold {
 public:
  explicit SharedThreshold(double keep) : keep_(keep) {}

  /// Lowers this one and that of `shortlist` to the less of the two.
  void exchange(Shortlist& shortlist) {
    double least = keep_.load(std::memory_order_relaxed);
    while (shortlist.keep() < least &&
           !keep_.compare_exchange_weak(least, shortlist.keep(), std::memory_order_relaxed)) {
    }
    if (least < shortlist.keep()) shortlist.lower_to(least);
  }

 private:
  std::atomic<double> keep_;
};

/// Of one target, over some of the rows.
class Scan {
 public:
  Scan(const ColorTable& table, const Lab& target, std::size_t k, SharedThreshold* shared = nullptr)
      : table_(table), columns_(table.columns()), target_(target), bound_(target), shortlist_(k), shared_(shared) {
    ellipsoid_ = {static_cast<float>(target.L), static_cast<float>(target.a), static_cast<float>(target.b), 0.0F, 0.0F};
  }

  /// Scores every row: what the threshold starts from.
  void score_all(std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    ciede2000_squared(target_, columns_, begin, end, squared_.data());
    if (opposite_within_reach_) settle_opposite(columns_.a() + begin, columns_.b() + begin, size, RowsFrom{begin});
    if (!std::isfinite(shortlist_.keep())) {
      shortlist_.push_first(begin, squared_.data(), size);
    } else {
      push(size, RowsFrom{begin});
    }
  }

  void scan(std::size_t begin, std::size_t end) {
    std::size_t whole_until = begin;
    for (std::size_t block = begin; block < end; block += kBlock) {
      const std::size_t block_end = std::min(end, block + kBlock);
      if (shared_ != nullptr) shared_->exchange(shortlist_);
      if (block < whole_until || !std::isfinite(shortlist_.keep())) {
        score_all(block, block_end);
        continue;
      }
      if (shortlist_.keep() < 0.95 * weighed_for_) weigh();
      const std::size_t count =
          rows_inside(ellipsoid_, window_, columns_, table_.codes(), block, block_end, rows_.data());
      if (count > kBlock / kWholeShare) {
        whole_until = block + kWholeBlocks * kBlock;
        score_all(block, block_end);
      } else {
        score_rows(count);
      }
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
    window_ = window_of(ellipsoid_);
    opposite_within_reach_ = R >= bound_.C1();
  }

  /// The codes of all colors inside.
  [[nodiscard]] CodeWindow window_of(const LabEllipsoid& ellipsoid) const {
    const auto reach = [](float weight) {
      return std::sqrt(static_cast<double>(kEllipsoidEdge) / static_cast<double>(weight)) * (1.0 + kMargin);
    };
    const std::array<double, 3> center = {static_cast<double>(ellipsoid.L), static_cast<double>(ellipsoid.a),
                                          static_cast<double>(ellipsoid.b)};
    return table_.codes().window(center, reach(ellipsoid.w_L), reach(ellipsoid.w_ab));
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
    const auto row_at = [this](std::size_t i) { return static_cast<std::size_t>(rows_[i]); };
    if (opposite_within_reach_) settle_opposite(a_.data(), b_.data(), count, row_at);
    push(count, row_at);
  }

  template <typename RowAt>
  void push(std::size_t size, RowAt row_at) {
    const std::size_t count = places_within(squared_.data(), size, shortlist_.keep_squared(), places_.data());
    for (std::size_t i = 0; i < count; ++i) shortlist_.push(row_at(places_[i]), squared_[places_[i]]);
  }

  template <typename RowAt>
  void settle_opposite(const float* a, const float* b, std::size_t size, RowAt row_at) {
    const std::size_t count = places_opposite(ellipsoid_.a, ellipsoid_.b, a, b, size, places_.data());
    for (std::size_t i = 0; i < count; ++i) {
      const auto lab = table_.lab().row(static_cast<Eigen::Index>(row_at(places_[i])));
      if (!nearly_opposite(target_.a, target_.b, lab[1], lab[2])) continue;
      const double delta_e = delta_e_ciede2000(target_, {lab[0], lab[1], lab[2]});
      squared_[places_[i]] = static_cast<float>(delta_e * delta_e);
    }
  }

  const ColorTable& table_;
  const LabColumns& columns_;
  Lab target_;
  Ciede2000Bound bound_;
  Shortlist shortlist_;
  SharedThreshold* shared_;
  double weighed_for_ = HUGE_VAL;
  bool opposite_within_reach_ = true;
  LabEllipsoid ellipsoid_{};
  CodeWindow window_{};
  std::array<std::uint32_t, kBlock + LabColumns::kBlock> rows_, places_;
  std::array<float, kBlock> L_, a_, b_, C_, squared_;
};

/// The rows from `start` on, in eight parts a thread: one that the system keeps waiting holds up little. Parts tell
/// each other how near k rows are already, which changes what they score, not what is found.
void scan_in_parts(const ColorTable& table, const Lab& target, std::size_t start, ThreadPool& pool,
                   Shortlist& shortlist, std::size_t k) {
  const auto rows = static_cast<std::size_t>(table.rows());
  const auto parts = 8 * static_cast<std::size_t>(pool.threads());
  const std::size_t blocks = (rows - start + kBlock - 1) / kBlock;
  std::vector<Shortlist> found(parts, Shortlist(k));
  SharedThreshold threshold(shortlist.keep());
  pool.parallel_for(parts, 1, [&](std::size_t part, std::size_t) {
    Scan scan(table, target, k, &threshold);
    scan.scan(start + blocks * part / parts * kBlock, std::min(rows, start + blocks * (part + 1) / parts * kBlock));
    found[part] = scan.shortlist();
  });
  for (const Shortlist& part : found) shortlist.merge(part);
}

std::vector<RankedRow> nearest_of(const ColorTable& table, const Lab& target, std::size_t k, ThreadPool& pool) {
  const auto rows = static_cast<std::size_t>(table.rows());
  Scan first(table, target, k);
  const std::size_t start = std::min(rows, kBlock);
  first.score_all(0, start);
  if (pool.threads() == 1 || rows < 16 * kBlock) {
    first.scan(start, rows);
  } else {
    scan_in_parts(table, target, start, pool, first.shortlist(), k);
  }
  return first.shortlist().ranked([&](std::size_t row) -> RankedRow {
    const auto lab = table.lab().row(static_cast<Eigen::Index>(row));
    return {row, delta_e_ciede2000(target, {lab[0], lab[1], lab[2]})};
  });
}

}  // namespace

std::vector<RankedRow> nearest_colors(const ColorTable& table, const Lab& target, std::size_t k, int threads) {
  expect_k(k, "nearest_colors");
  expect_target(target, "nearest_colors");
  expect_threads(threads, "nearest_colors");
  ThreadPool pool(threads);
  return nearest_of(table, target, k, pool);
}

NearestRows nearest_colors(const ColorTable& table, const Eigen::Ref<const LabTable>& targets, std::size_t k,
                           int threads) {
  expect_k(k, "nearest_colors");
  expect_threads(threads, "nearest_colors");
  ThreadPool pool(threads);
  NearestRows result(targets.rows(), static_cast<Eigen::Index>(std::min(k, static_cast<std::size_t>(table.rows()))));
  for (Eigen::Index i = 0; i < targets.rows(); ++i) {
    const Lab target{targets(i, 0), targets(i, 1), targets(i, 2)};
    expect_target(target, "nearest_colors");
    result.set(i, nearest_of(table, target, k, pool));
  }
  return result;
}

}  // namespace shadematch::inline v0
