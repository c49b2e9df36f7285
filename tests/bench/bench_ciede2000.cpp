// SPDX-License-Identifier: Apache-2.0
// CIEDE2000: one target against 32 768 colors that stay in the cache.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <hwy/highway.h>
#include <lcms2.h>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>

#include "../core/difference/sharma_pairs.hpp"
#include "contest.hpp"
#include "paper_formula.hpp"
#include "report.hpp"
#include "two_threads.hpp"

namespace shadematch::bench {
namespace {

constexpr std::size_t kColors = 32'768;
constexpr char kLittleCms[] = "Little CMS";
constexpr char kScalar[] = "scalar";

/// What must be reached on a target, as times Little CMS and times the auto-vectorised formula.
struct Goal {
  std::int64_t target;
  const char* name;
  std::optional<double> floats, doubles;
  const char* paper;
  std::optional<double> times_paper;
};

const Goal kGoals[] = {
    {HWY_AVX3, "AVX-512", 60.0, 14.0, "auto-vectorised, this machine", 2.2},
    {HWY_AVX2, "AVX2", 42.0, 9.0, "auto-vectorised, AVX2", 1.6},
    {HWY_SSE4, "SSE4", 16.0, std::nullopt, nullptr, std::nullopt},
    {HWY_SCALAR | HWY_EMU128, "no vectors", 4.0, std::nullopt, nullptr, std::nullopt},
};

void force(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

/// Largest errors against the formula for two colors, whose own is 1.3e-13 (against 113 bits).
struct Errors {
  double absolute = 0.0, relative = 0.0;

  void add(double value, double truth) {
    absolute = std::max(absolute, std::abs(value - truth));
    if (truth > 0.0) relative = std::max(relative, std::abs(value - truth) / truth);
  }
  [[nodiscard]] std::string note(int wrong) const {
    char text[96];
    std::snprintf(text, sizeof text, "wrong of 34: %d, error %.1e absolute, %.1e relative", wrong, absolute, relative);
    return text;
  }
};

class Colors {
 public:
  Colors() {
    std::mt19937_64 random(kSeed);
    std::uniform_real_distribution<double> lightness(0.0, 100.0), coordinate(-60.0, 60.0);
    for (Eigen::Index i = 0; i < table.rows(); ++i) {
      // Exact as floats: every contestant sees the same colors.
      for (Eigen::Index k = 0; k < 3; ++k) {
        table(i, k) = static_cast<double>(static_cast<float>(k == 0 ? lightness(random) : coordinate(random)));
      }
      cms.push_back({table(i, 0), table(i, 1), table(i, 2)});
    }
    columns = LabColumns(table);
    truth = Eigen::ArrayXd(table.rows());
    for (Eigen::Index i = 0; i < table.rows(); ++i) truth[i] = delta_e_ciede2000(target, row(i));
  }

  [[nodiscard]] Lab row(Eigen::Index i) const { return {table(i, 0), table(i, 1), table(i, 2)}; }

  const Lab target{45, 4, 10};
  const double target_row[3] = {45, 4, 10};
  const float target_floats[3] = {45, 4, 10};
  LabTable table{LabTable(kColors, 3)};
  std::vector<cmsCIELab> cms;
  LabColumns columns;
  Eigen::ArrayXd truth;
  Eigen::ArrayXd doubles{Eigen::ArrayXd::Zero(kColors)};  ///< results, consumed as errors
  Eigen::ArrayXf floats{Eigen::ArrayXf::Zero(kColors)};

  template <typename Results>
  [[nodiscard]] Errors errors(const Results& results, bool squared) const {
    Errors errors;
    for (Eigen::Index i = 0; i < truth.size(); ++i) {
      const double value = static_cast<double>(results[i]);
      errors.add(squared ? std::sqrt(value) : value, truth[i]);
    }
    return errors;
  }
};

float by_columns(const Lab& lab1, const Lab& lab2) {
  LabTable table(1, 3);
  table << lab2.L, lab2.a, lab2.b;
  float squared = 0.0F;
  ciede2000_squared(lab1, LabColumns(table), 0, 1, &squared);
  return std::sqrt(squared);
}

double by_batch(const Lab& lab1, const Lab& lab2) {
  const double first[] = {lab1.L, lab1.a, lab1.b}, second[] = {lab2.L, lab2.a, lab2.b};
  double result = 0.0;
  delta_e_ciede2000_batch(RowPairs<double>{first, true, second, 1, &result}, {});
  return result;
}

float by_paper(decltype(&paper_formula_native) formula, const Lab& lab1, const Lab& lab2) {
  const float first[] = {static_cast<float>(lab1.L), static_cast<float>(lab1.a), static_cast<float>(lab1.b)};
  const float L = static_cast<float>(lab2.L), a = static_cast<float>(lab2.a), b = static_cast<float>(lab2.b);
  const float C = std::sqrt(a * a + b * b);
  float result = 0.0F;
  formula(first, {&L, &a, &b, &C}, 1, &result);
  return result;
}

double by_little_cms(const Lab& lab1, const Lab& lab2) {
  const cmsCIELab first{lab1.L, lab1.a, lab1.b}, second{lab2.L, lab2.a, lab2.b};
  return cmsCIE2000DeltaE(&first, &second, 1, 1, 1);
}

/// Published pairs that are missed by more than 1e-4, in either order.
template <typename Formula>
int wrong_of_34(Formula formula) {
  int wrong = 0;
  for (const PublishedPair& pair : sharma_pairs()) {
    const bool there = std::abs(static_cast<double>(formula(pair.lab1, pair.lab2)) - pair.delta_e) <= 1e-4;
    const bool back = std::abs(static_cast<double>(formula(pair.lab2, pair.lab1)) - pair.delta_e) <= 1e-4;
    wrong += there && back ? 0 : 1;
  }
  return wrong;
}

void add_references(std::vector<Contestant>& all, Colors& colors) {
  all.push_back({kLittleCms, 1, [&] {
                   const cmsCIELab target{colors.target.L, colors.target.a, colors.target.b};
                   for (std::size_t i = 0; i < kColors; ++i) {
                     colors.doubles[static_cast<Eigen::Index>(i)] = cmsCIE2000DeltaE(&target, &colors.cms[i], 1, 1, 1);
                   }
                 }});
  all.push_back({kScalar, 1, [&] {
                   for (Eigen::Index i = 0; i < colors.table.rows(); ++i) {
                     colors.doubles[i] = delta_e_ciede2000(colors.target, colors.row(i));
                   }
                 }});
  const LabColumns& columns = colors.columns;
  const FloatColumns rows{columns.L(), columns.a(), columns.b(), columns.C()};
  for (const auto& [name, formula] :
       {std::pair{kGoals[0].paper, &paper_formula_native}, std::pair{kGoals[1].paper, &paper_formula_avx2}}) {
    all.push_back({name, 8, [&colors, rows, formula = formula] {
                     formula(colors.target_floats, rows, kColors, colors.floats.data());
                   }});
  }
}

void add_target(std::vector<Contestant>& all, Colors& colors, std::int64_t target, const std::string& name) {
  all.push_back({name + " float", 16, [&colors, target] {
                   force(target);
                   ciede2000_squared(colors.target, colors.columns, 0, kColors, colors.floats.data());
                 }});
  all.push_back({name + " double", 4, [&colors, target] {
                   force(target);
                   delta_e_ciede2000_batch(
                       RowPairs<double>{colors.target_row, true, colors.table.data(), kColors, colors.doubles.data()},
                       {});
                 }});
}

/// The accuracy of a contestant, as another row and as a note.
std::string accuracy(const std::vector<Contestant>& all, const Colors& colors, const std::string& name, bool floats,
                     bool squared, int wrong, std::optional<double> at_most) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Contestant& one) { return one.name == name; });
  found->run();
  const Errors errors = floats ? colors.errors(colors.floats, squared) : colors.errors(colors.doubles, squared);
  const std::string note = errors.note(wrong);
  if (at_most) {
    print({.row = "CIEDE2000, largest error, " + name,
           .value = floats ? errors.relative : errors.absolute,
           .unit = floats ? "relative" : "dE",
           .at_most = at_most,
           .cases = static_cast<int>(kColors),
           .note = note,
           .detail = true});
  }
  return note;
}

void report_target(const Goal& goal, const std::vector<Contestant>& all, const std::vector<Timing>& timings,
                   const Colors& colors) {
  const std::string name = goal.name, row = "CIEDE2000, one to many, " + name;
  const auto ratio = [&](const std::string& ours, const std::string& theirs, std::optional<double> at_least,
                         const std::string& note) {
    print_ratio(row + (ours.ends_with("float") ? ", float" : ", double") + ", times " + theirs, timings, ours, theirs,
                kColors, "Mpairs/s", at_least, note);
  };
  force(goal.target);
  const std::string floats = accuracy(all, colors, name + " float", true, true, wrong_of_34(by_columns), 5e-6);
  force(goal.target);
  const std::string doubles = accuracy(all, colors, name + " double", false, false, wrong_of_34(by_batch), 1e-12);
  ratio(name + " float", kLittleCms, goal.floats, floats);
  if (goal.paper != nullptr) ratio(name + " float", goal.paper, goal.times_paper, floats);
  ratio(name + " double", kLittleCms, goal.doubles, doubles);
}

void report_reference(const std::string& name, const std::vector<Contestant>& all, const std::vector<Timing>& timings,
                      const Colors& colors, decltype(&paper_formula_native) formula) {
  const auto wrong = wrong_of_34([&](const Lab& lab1, const Lab& lab2) { return by_paper(formula, lab1, lab2); });
  const std::string note = accuracy(all, colors, name, true, false, wrong, std::nullopt);
  print_ratio("CIEDE2000, one to many, " + name + ", times Little CMS", timings, name, kLittleCms, kColors, "Mpairs/s",
              std::nullopt, note, true);
}

/// Many targets, one after the other against all colors; nothing leaves a core's cache.
void bench_threads(const Colors& colors) {
  constexpr std::size_t kTargets = 1600, kBlock = 8;
  print_two_threads("CIEDE2000, one to many, float, two threads times one", 1.9, [&](ThreadPool& pool) {
    pool.parallel_for(kTargets, kBlock, [&](std::size_t i, std::size_t end) {
      thread_local std::vector<float> squared(kColors);
      for (; i < end; ++i) {
        const Lab target{40.0 + 0.01 * static_cast<double>(i), 4.0, 10.0};
        ciede2000_squared(target, colors.columns, 0, kColors, squared.data());
      }
    });
  });
}

}  // namespace

void bench_ciede2000() {
  Colors colors;
  std::vector<Contestant> all;
  add_references(all, colors);
  std::vector<Goal> goals;
  for (const Goal& goal : kGoals) {
    if ((goal.target & HWY_TARGETS & hwy::SupportedTargets()) != 0) goals.push_back(goal);
  }
  for (Goal& goal : goals) {
    goal.target &= HWY_TARGETS;
    add_target(all, colors, goal.target, goal.name);
  }
  const std::vector<Timing> timings = contest(all);
  const int wrong = wrong_of_34([](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2); });
  const int wrong_cms = wrong_of_34(by_little_cms);
  const std::string cms = accuracy(all, colors, kLittleCms, false, false, wrong_cms, 1e-12);
  print_ratio("CIEDE2000, two colors, times Little CMS", timings, kScalar, kLittleCms, kColors, "Mpairs/s", 1.2,
              "wrong of 34: " + std::to_string(wrong) + "; Little CMS " + cms);
  report_reference(kGoals[0].paper, all, timings, colors, paper_formula_native);
  report_reference(kGoals[1].paper, all, timings, colors, paper_formula_avx2);
  for (const Goal& goal : goals) report_target(goal, all, timings, colors);
  force(0);
  bench_threads(colors);
}

}  // namespace shadematch::bench
