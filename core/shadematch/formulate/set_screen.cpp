// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include <shadematch/formulate/set_screen.hpp>

namespace shadematch::inline v0 {
namespace {

using Eigen::Index;

constexpr int kLevels = 12;
constexpr double kLevelRatio = 0.6;
constexpr int kBisections = 28;
constexpr double kLargestLogK = 9.0, kLeastLogK = -9.0;
constexpr float kRidge = 1e-5F;

/// K at every band for which the medium with S has the reflectance R; the end of the range where it cannot.
Bands absorption_for(const Medium& medium, const Bands& R, const Bands& S, double coverage) {
  Bands low;
  Bands high;
  low.fill(kLeastLogK);
  high.fill(kLargestLogK);
  Bands K;
  Bands seen;
  for (int step = 0; step < kBisections; ++step) {
    for (std::size_t band = 0; band < kBandCount; ++band) K[band] = std::exp(0.5 * (low[band] + high[band]));
    medium.reflect(K, S, coverage, seen, nullptr);
    for (std::size_t band = 0; band < kBandCount; ++band) {
      (seen[band] > R[band] ? low[band] : high[band]) = 0.5 * (low[band] + high[band]);
    }
  }
  return K;
}

double mean(const Bands& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(kBandCount);
}

/// Least x' G x / 2 - h' x over x >= a small share, from x: coordinate by coordinate.
template <class Matrix, class Vector>
Vector positive(const Matrix& G, const Vector& h, Vector x) {
  constexpr int kSweeps = 4;
  constexpr float kLeastShare = 1e-4F;
  x = x.cwiseMax(kLeastShare);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (Index i = 0; i < x.size(); ++i) {
      x(i) = std::max(x(i) + (h(i) - G.row(i).dot(x)) / G(i, i), kLeastShare);
    }
  }
  return x.sum() > 1.0F ? Vector(x / x.sum()) : x;
}

}  // namespace

SetScreen::SetScreen(const RecipeModel& model, const CupRules& rules) : model_(model), rules_(rules) {
  const auto weights = group_weights(model);
  for (std::size_t k = 0; k < weights.size(); ++k) root_weights_[k] = static_cast<float>(std::sqrt(weights[k]));
  double largest = 0.0;
  for (std::size_t i = 0; i < model.ingredients().size(); ++i) {
    const Ingredient& stock = model.ingredients()[i];
    if (stock.is_diluent) continue;
    colorants_.push_back(static_cast<int>(i));
    largest = std::max(largest, mean(stock.S));
  }
  const double range = rules.coverage_high - rules.coverage_low;
  double level = std::max(largest, 1e-6);
  for (int i = 0; i < kLevels; ++i, level *= kLevelRatio) {
    add_point(level, rules.coverage_low + 0.3 * range);
    if (range > 0.0) add_point(level, rules.coverage_low + 0.8 * range);
  }
}

void SetScreen::add_point(double S_level, double coverage) {
  Bands S;
  S.fill(S_level);
  const Bands K = absorption_for(model_.medium(), model_.target().reflectance.R, S, coverage);
  Bands R;
  MediumSlopes d;
  model_.medium().reflect(K, S, coverage, R, &d);
  Look look{xyz_under_lights(R), {}};
  look.lab = lab_under_lights(look.xyz);
  const auto weighted = [&](GroupResiduals r) {
    const auto weights = group_weights(model_);
    for (Index k = 0; k < kGroups; ++k) r.segment<3>(3 * k) *= std::sqrt(weights[static_cast<std::size_t>(k)]);
    return Residuals(r.cast<float>());
  };
  const LabChange lab(look.xyz);
  const auto change = [&](const Bands& k, const Bands& s) {
    Bands dR;
    for (std::size_t band = 0; band < kBandCount; ++band) dR[band] = d.by_K[band] * k[band] + d.by_S[band] * s[band];
    return group_change(model_, lab.of(dR));
  };
  Point point;
  point.coverage = static_cast<float>(coverage);
  const auto stocks = static_cast<Index>(model_.ingredients().size());
  point.inner.resize(stocks, stocks);
  point.start.resize(stocks);
  point.spread.resize(stocks);
  point.r0 = weighted(group_residuals(model_, look) - change(K, S));
  for (Index i = 0; i < stocks; ++i) {
    const Ingredient& stock = model_.ingredients()[static_cast<std::size_t>(i)];
    const GroupResiduals v = change(stock.K, stock.S);
    point.v.push_back(weighted(v));
    point.start(i) = -point.v.back().dot(point.r0);
    for (Index j = 0; j <= i; ++j) {
      point.inner(i, j) = point.inner(j, i) = point.v.back().dot(point.v[static_cast<std::size_t>(j)]);
    }
    point.inner(i, i) *= 1.0F + kRidge;
    // d Lab / d ln x_i = x_i v_i, and most_drops x_i drops: the squared spread is linear in x_i.
    const double per_drop = stock.drop_sd * stock.drop_sd / rules_.most_drops;
    point.spread(i) = static_cast<float>(per_drop * v.head<3>().squaredNorm());
  }
  points_.push_back(std::move(point));
}

template <int n>
void SetScreen::judge(const std::array<int, kMostParts - 1>& stock, bool diluted, ScreenedSet& best) const {
  using Vector = Eigen::Matrix<float, n, 1>;
  const ObjectiveWeights& w = model_.weights();
  for (const Point& point : points_) {
    Eigen::Matrix<float, n, n> G;
    Vector h;
    for (int i = 0; i < n; ++i) {
      h(i) = point.start(stock[static_cast<std::size_t>(i)]);
      for (int j = 0; j < n; ++j) {
        G(i, j) = point.inner(stock[static_cast<std::size_t>(i)], stock[static_cast<std::size_t>(j)]);
      }
    }
    const Eigen::LLT<Eigen::Matrix<float, n, n>> solver(G);
    Vector x = solver.solve(h);
    if (!diluted || x.sum() > 1.0F) {
      const Vector even = solver.solve(Vector::Ones());
      x -= even * ((x.sum() - 1.0F) / even.sum());
    }
    if (!(x.minCoeff() > 0.0F)) {
      if (n == kMostParts - 1) continue;  // the largest sets are many, and each set without one stock is judged too
      x = positive(G, h, x);
    }
    Residuals r = point.r0;
    float squares = 0.0F;
    for (int i = 0; i < n; ++i) {
      const auto index = static_cast<std::size_t>(stock[static_cast<std::size_t>(i)]);
      r += x(i) * point.v[index];
      squares += x(i) * point.spread(static_cast<Index>(index));
    }
    float cost = static_cast<float>(w.sensitivity) * std::sqrt(squares);
    for (Index k = 0; k < kGroups; ++k) {
      // A residual carries the root of its weight, the objective the weight.
      cost += root_weights_[static_cast<std::size_t>(k)] * r.segment<3>(3 * k).norm();
    }
    if (!(cost < best.cost)) continue;
    best.cost = cost;
    best.coverage = point.coverage;
    best.stock = stock;
    for (int i = 0; i < n; ++i) best.share[static_cast<std::size_t>(i)] = x(i);
  }
}

template <int n>
std::vector<ScreenedSet> SetScreen::best_of_size(int keep) const {
  std::vector<ScreenedSet> out;
  std::array<int, kMostParts - 1> stock{};
  std::vector<int> chosen;
  const auto together = [&](int a, int b) {
    return rules_.apart[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] == 0;
  };
  const auto choose = [&](const auto& self, std::size_t from) -> void {
    if (static_cast<int>(chosen.size()) == n) {
      const bool complete = std::all_of(rules_.mandatory.begin(), rules_.mandatory.end(), [&](int each) {
        return std::find(chosen.begin(), chosen.end(), each) != chosen.end();
      });
      if (!complete) return;
      std::copy(chosen.begin(), chosen.end(), stock.begin());
      ScreenedSet set;
      set.cost = std::numeric_limits<float>::max();
      judge<n>(stock, diluent_of(rules_, chosen) >= 0, set);
      if (set.cost < std::numeric_limits<float>::max()) out.push_back(set);
      return;
    }
    for (std::size_t i = from; i < colorants_.size(); ++i) {
      const int each = colorants_[i];
      if (!std::all_of(chosen.begin(), chosen.end(), [&](int other) { return together(each, other); })) continue;
      chosen.push_back(each);
      self(self, i + 1);
      chosen.pop_back();
    }
  };
  choose(choose, 0);
  const auto kept = std::min<std::ptrdiff_t>(std::ssize(out), keep);
  std::partial_sort(out.begin(), out.begin() + kept, out.end(),
                    [](const ScreenedSet& a, const ScreenedSet& b) { return a.cost < b.cost; });
  out.resize(static_cast<std::size_t>(kept));
  return out;
}

std::vector<ScreenedSet> SetScreen::best(int size, int keep) const {
  switch (size) {
    case 2:
      return best_of_size<2>(keep);
    case 3:
      return best_of_size<3>(keep);
    case 4:
      return best_of_size<4>(keep);
    default:
      return best_of_size<1>(keep);
  }
}

}  // namespace shadematch::inline v0
