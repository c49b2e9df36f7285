// SPDX-License-Identifier: Apache-2.0
// The k nearest of a catalogue: brute force with the vector kernel against bound scan and index, which find the same.
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <random>
#include <stdexcept>
#include <string>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/search/color_index.hpp>
#include <shadematch/search/index_search.hpp>
#include <shadematch/search/nearest_colors.hpp>
#include <shadematch/search/shortlist.hpp>

#include "contest.hpp"
#include "report.hpp"
#include "two_threads.hpp"

namespace shadematch::bench {

void bench_search();

namespace {

constexpr std::size_t kNearest = 10;
constexpr Eigen::Index kTogether = 16;  // targets of one call on two threads
constexpr std::size_t kBlock = 4096;    // rows whose squares stay in the first cache

/// Kubelka-Munk mixtures of six pigments in three wide bands: the shape of a catalogue, not a certain one.
class Mixtures {
 public:
  Lab operator()() {
    constexpr double kAbsorption[6][3] = {{0.01, 0.01, 0.02}, {9, 9, 9},       {0.6, 2.5, 6},
                                          {0.2, 1.1, 5},      {0.4, 5.0, 4.5}, {2.8, 3.4, 3.9}};
    constexpr double kScattering[6] = {1.0, 0.15, 0.5, 0.6, 0.4, 0.3};
    double K[3] = {}, S = 0.0;
    for (int pigment = 0; pigment < 6; ++pigment) {
      const double part = std::pow(unit_(random_), 3.0);
      S += part * kScattering[pigment];
      for (int band = 0; band < 3; ++band) K[band] += part * kAbsorption[pigment][band];
    }
    double R[3];
    for (int band = 0; band < 3; ++band) {
      const double ks = K[band] / S;
      R[band] = 1.0 / (1.0 + ks + std::sqrt(ks * ks + 2.0 * ks));
    }
    return lab_from_xyz({0.436 * R[0] + 0.385 * R[1] + 0.143 * R[2], 0.2225 * R[0] + 0.7169 * R[1] + 0.0606 * R[2],
                         0.0139 * R[0] + 0.0971 * R[1] + 0.7141 * R[2]});
  }

  /// Anywhere in the space of surface colors and beyond, mostly where no mixture is.
  Lab far_out() { return {100 * unit_(random_), 160 * unit_(random_) - 80, 160 * unit_(random_) - 80}; }

 private:
  std::mt19937_64 random_{kSeed};
  std::uniform_real_distribution<double> unit_{0.0, 1.0};
};

std::vector<RankedRow> brute_force(const ColorTable& table, const Lab& target) {
  Shortlist nearest(kNearest);
  std::vector<float> squared(kBlock);
  const auto rows = static_cast<std::size_t>(table.rows());
  for (std::size_t begin = 0; begin < rows; begin += kBlock) {
    const std::size_t end = std::min(rows, begin + kBlock);
    ciede2000_squared(target, table.columns(), begin, end, squared.data());
    for (std::size_t row = begin; row < end; ++row) nearest.push(row, squared[row - begin]);
  }
  return nearest.ranked([&](std::size_t row) -> RankedRow {
    const auto lab = table.lab().row(static_cast<Eigen::Index>(row));
    return {row, delta_e_ciede2000(target, {lab[0], lab[1], lab[2]})};
  });
}

struct Sought {
  const char* name;
  Eigen::Index rows;
  int repetitions;
  int brute_targets, index_targets;  // of one repetition
  double scan_at_least, index_at_least;
};

constexpr Sought kCatalogues[] = {{"1e5", 100'000, 41, 16, 256, 0, 40},
                                  {"1e6", 1'000'000, 21, 4, 256, 3.5, 300},
                                  {"1e7", 10'000'000, 15, 1, 256, 3.5, 3000}};

class SearchBench {
 public:
  explicit SearchBench(const Sought& sought) : sought_(sought), lab_(mixtures(sought.rows)), table_(lab_) {
    for (int i = 0; i < 256; ++i) targets_.push_back(mixtures_());
    for (int i = 0; i < 64; ++i) far_out_.push_back(mixtures_.far_out());
  }

  void report() {
    const ColorIndex index(lab_);
    const int wrong = wrong_answers(index);
    const auto search_index = [&] {
      each(sought_.index_targets, [&](const Lab& lab) { return index.nearest(lab, kNearest); });
    };
    const auto timings = contest(
        {{"brute force", 1,
          [&] { each(sought_.brute_targets, [&](const Lab& lab) { return brute_force(table_, lab); }); }},
         {"index", 1, search_index},
         {"scan", 1,
          [&] { each(sought_.brute_targets, [&](const Lab& lab) { return nearest_colors(table_, lab, kNearest); }); }},
         {"build", 1, [&] { build(); }},
         {"index, warm", 1, search_index, search_index}},
        sought_.repetitions);
    const double brute = timing_of(timings, "brute force").median / sought_.brute_targets;
    const std::string rows = std::string("nearest 10 of ") + sought_.name;
    ratio(rows + ", bound scan, times brute force", timings, "scan", sought_.brute_targets, sought_.scan_at_least,
          wrong);
    ratio(rows + ", index, warm, times brute force", timings, "index, warm", sought_.index_targets,
          sought_.index_at_least, wrong);
    ratio(rows + ", index, right after brute force, times brute force", timings, "index", sought_.index_targets, 0.0,
          wrong);
    share(rows + ", index, share of rows scored", index, targets_, brute, sought_.rows == 1'000'000 ? 0.001 : 0.0);
    share(rows + ", index, share of rows scored, targets far out", index, far_out_, brute, 0.0);
    Line building{.row = rows + ", building the index, in brute-force scans",
                  .value = timing_of(timings, "build").median / brute,
                  .unit = "scans",
                  .against = {{"s", timing_of(timings, "build").median}},
                  .cases = static_cast<int>(sought_.rows)};
    if (sought_.rows == 1'000'000) building.at_most = 100.0;
    print(building);
    if (sought_.rows == 10'000'000) report_memory(index);
    if (sought_.rows == 10'000'000) report_cores();
  }

 private:
  LabTable mixtures(Eigen::Index rows) {
    LabTable lab(rows, 3);
    for (Eigen::Index row = 0; row < rows; ++row) {
      const Lab mix = mixtures_();
      lab.row(row) << mix.L, mix.a, mix.b;
    }
    return lab;
  }

  template <typename Search>
  void each(int count, Search search) {
    for (int i = 0; i < count; ++i) checksum_ += search(targets_[next_++ % targets_.size()]).front().row;
  }

  void build() { checksum_ += static_cast<std::size_t>(ColorIndex(lab_).rows()); }

  int wrong_answers(const ColorIndex& index) {
    int wrong = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      for (const Lab& target : {targets_[i], far_out_[i]}) {
        const auto expected = brute_force(table_, target);
        wrong += nearest_colors(table_, target, kNearest) == expected ? 0 : 1;
        wrong += index.nearest(target, kNearest) == expected ? 0 : 1;
      }
    }
    return wrong;
  }

  void ratio(const std::string& row, const std::vector<Timing>& timings, const std::string& ours, int count,
             double at_least, int wrong) {
    const Timing &first = timing_of(timings, ours), &brute = timing_of(timings, "brute force");
    const double us = 1e6 * first.median / count, brute_us = 1e6 * brute.median / sought_.brute_targets;
    const int spread = static_cast<int>(std::lround(100 * std::max(first.spread(), brute.spread())));
    Line line{.row = row,
              .value = brute_us / us,
              .unit = "x",
              .against = {{"us", us}, {"brute force us", brute_us}},
              .cases = static_cast<int>(sought_.rows),
              .note = "wrong answers: " + std::to_string(wrong) + " of 32; spread ±" + std::to_string(spread) +
                      (spread > 10 ? " %, noisy" : " %")};
    if (at_least > 0) line.at_least = at_least;
    print(line);
  }

  void share(const std::string& row, const ColorIndex& index, const std::vector<Lab>& targets, double brute,
             double at_most) {
    std::size_t scored = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const Lab& target : targets) {
      IndexSearch search(index.tree(), target, kNearest);
      checksum_ += search.nearest().front().row;
      scored += search.rows_scored();
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const auto count = static_cast<double>(targets.size());
    Line line{.row = row,
              .value = static_cast<double>(scored) / count / static_cast<double>(sought_.rows),
              .unit = "of rows",
              .against = {{"rows", static_cast<double>(scored) / count},
                          {"times brute force", brute * count / seconds.count()}},
              .cases = static_cast<int>(targets.size())};
    if (at_most > 0) line.at_most = at_most;
    print(line);
  }

  void report_memory(const ColorIndex& index) const {
    print({.row = "memory of 1e7 rows with index, in raw Lab floats",
           .value = static_cast<double>(index.bytes()) / 12.0 / static_cast<double>(sought_.rows),
           .unit = "x",
           .at_most = 2.5,
           .cases = static_cast<int>(sought_.rows),
           .note =
               "boxes, exact colors in double and row numbers: all that a search reads; the table it was built from "
               "and the scan's 43 bytes a row not counted"});
  }

  /// On all cores: not in contest(), which counts the calling thread's time on one. What a second core adds to reading
  /// memory alone stands beside what it adds to a scan, which does little else.
  void report_cores() {
    LabTable together(kTogether, 3);
    for (Eigen::Index i = 0; i < kTogether; ++i) {
      const Lab& target = targets_[static_cast<std::size_t>(i)];
      together.row(i) << target.L, target.a, target.b;
    }
    print_two_threads("nearest 10 of 1e7, bound scan, two threads times one", 1.7, [&](ThreadPool& pool) {
      checksum_ += static_cast<std::size_t>(nearest_colors(table_, together, kNearest, pool.threads()).rows(0, 0));
    });
    const auto size = static_cast<std::size_t>(lab_.size());
    print_two_threads("reading 240 MB of memory, two threads times one", {}, [&](ThreadPool& pool) {
      std::atomic<std::size_t> sum = 0;
      pool.parallel_for(size, size / 16, [&](std::size_t first, std::size_t last) {
        sum += sum_of_bits(lab_.data() + first, last - first);
      });
      checksum_ += sum;
    });
  }

  /// As fast as memory gives: integers add up in vectors.
  static std::size_t sum_of_bits(const double* values, std::size_t count) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += std::bit_cast<std::size_t>(values[i]);
    return sum;
  }

  const Sought& sought_;
  Mixtures mixtures_;
  LabTable lab_;
  ColorTable table_;
  std::vector<Lab> targets_, far_out_;
  std::size_t next_ = 0;
  std::size_t checksum_ = 0;
};

}  // namespace

void bench_search_1e5() {
  SearchBench(kCatalogues[0]).report();
}

void bench_search_1e6() {
  SearchBench(kCatalogues[1]).report();
}

void bench_search_1e7() {
  SearchBench(kCatalogues[2]).report();
}

}  // namespace shadematch::bench
