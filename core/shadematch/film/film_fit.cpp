// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include <shadematch/film/film_check.hpp>
#include <shadematch/film/film_fit.hpp>
#include <shadematch/film/film_table.hpp>

namespace shadematch::inline v0 {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr auto kBands = static_cast<Index>(kBandCount);
constexpr double kLevelSd = 1.5;      // of the mean of ln S: a factor of 4.5 either way
constexpr double kRatioSd = 2.0;      // of ln K/S about that of the richest drawdown: a factor of 7 either way
constexpr double kLongestStep = 1.5;  // in ln K or ln S
constexpr double kDarkest = 1e-4;     // reading, before its cube root

/// The unknowns: ln K of the stocks, band after band, then ln S, each stock in turn.
class Unknowns {
 public:
  explicit Unknowns(Index stocks) : stocks_(stocks) {}
  [[nodiscard]] Index size() const { return 2 * stocks_ * kBands; }
  [[nodiscard]] Index K(Index stock, Index band) const { return stock * 2 * kBands + band; }
  [[nodiscard]] Index S(Index stock, Index band) const { return K(stock, band) + kBands; }

 private:
  Index stocks_;
};

struct Problem {
  std::span<const Drawdown> drawdowns;
  const FilmFitOptions& options;
  const FilmTable& table;
  Unknowns at;
  std::vector<Reflectance> grounds;
  MatrixXd prior_H;  // second derivatives of the priors
  VectorXd prior_g;  // minus their gradient at 0
  double prior_0 = 0;

  [[nodiscard]] Index stocks() const { return static_cast<Index>(drawdowns.front().fractions.size()); }

  void expect(std::initializer_list<std::pair<Index, double>> terms, double value, double sd) {
    const double w = 1.0 / (sd * sd);
    for (const auto& [i, a] : terms) {
      prior_g(i) += w * a * value;
      for (const auto& [j, b] : terms) prior_H(i, j) += w * a * b;
    }
    prior_0 += w * value * value;
  }
  [[nodiscard]] double prior(const VectorXd& x) const { return x.dot(prior_H * x) - 2.0 * x.dot(prior_g) + prior_0; }
};

/// ln K/S of the opaque film that reads like this, from the table by bisection: R falls with K/S.
double log_ratio(double reading, const Problem& problem) {
  const double R = reading - problem.options.surface.mirrored;
  double low = std::log(1e-4);
  double high = std::log(1e3);
  for (int step = 0; step < 40; ++step) {
    const double middle = 0.5 * (low + high);
    (problem.table.at(std::exp(middle), 1.0, 1e4).over_black > R ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// The drawdown with most of a stock, over the lightest card.
const Drawdown& richest(const Problem& problem, Index stock) {
  const auto rank = [&](const Drawdown& d) {
    return std::pair(d.fractions[static_cast<std::size_t>(stock)], d.background.R[kBandCount / 2]);
  };
  return *std::max_element(problem.drawdowns.begin(), problem.drawdowns.end(),
                           [&](const Drawdown& a, const Drawdown& b) { return rank(a) < rank(b); });
}

/// Sets the priors and returns their most likely values, where the search starts.
VectorXd set_priors(Problem& problem) {
  VectorXd start = VectorXd::Zero(problem.at.size());
  problem.prior_H = MatrixXd::Zero(start.size(), start.size());
  problem.prior_g = VectorXd::Zero(start.size());
  const double per_band = kLevelSd * std::sqrt(static_cast<double>(kBands));
  for (Index stock = 0; stock < problem.stocks(); ++stock) {
    const Drawdown& most = richest(problem, stock);
    for (Index band = 0; band < kBands; ++band) {
      const double ratio = log_ratio(most.film.R[static_cast<std::size_t>(band)], problem);
      start(problem.at.K(stock, band)) = ratio;
      problem.expect({{problem.at.K(stock, band), 1.0}, {problem.at.S(stock, band), -1.0}}, ratio, kRatioSd);
      problem.expect({{problem.at.S(stock, band), 1.0}}, 0.0, per_band);
      if (band + 1 == kBands) continue;
      problem.expect({{problem.at.S(stock, band + 1), 1.0}, {problem.at.S(stock, band), -1.0}}, 0.0,
                     problem.options.smoothness);
    }
  }
  return start;
}

/// Sum of squares over noise, and on request its normal equations: second derivatives H and minus gradient g.
struct Normal {
  double value = 0;
  MatrixXd H;
  VectorXd g;
};

/// One reading: residual over noise and its derivatives by ln K and ln S of the mixture.
struct Reading {
  double r, by_K, by_S;
};

Reading read(const Problem& problem, std::size_t drawdown, Index band, double K, double S) {
  const auto b = static_cast<std::size_t>(band);
  const double Rg = problem.grounds[drawdown].R[b];
  const FilmOptics optics = problem.table.at(K, S, 1.0);
  const double R = std::max(problem.options.surface.mirrored + optics.over(Rg), kDarkest);
  const double root = std::cbrt(R);
  const double measured = std::cbrt(std::max(problem.drawdowns[drawdown].film.R[b], kDarkest));
  const std::array<double, 3> d = optics.d_over(Rg);
  const double noise = problem.options.noise * problem.drawdowns[drawdown].doubt;
  const double scale = 1.0 / (3.0 * root * root * noise);
  return {(root - measured) / noise, d[0] * scale, d[1] * scale};
}

Normal evaluate(const Problem& problem, const VectorXd& x, bool derivatives) {
  Normal out;
  out.value = problem.prior(x);
  if (derivatives) {
    out.H = problem.prior_H;
    out.g = problem.prior_g - problem.prior_H * x;
  }
  const Index n = problem.stocks();
  const VectorXd unit = x.array().exp();
  VectorXd row(2 * n);
  for (std::size_t m = 0; m < problem.drawdowns.size(); ++m) {
    const Eigen::Map<const VectorXd> c(problem.drawdowns[m].fractions.data(), n);
    for (Index band = 0; band < kBands; ++band) {
      double K = 0.0;
      double S = 0.0;
      for (Index p = 0; p < n; ++p) {
        K += c(p) * unit(problem.at.K(p, band));
        S += c(p) * unit(problem.at.S(p, band));
      }
      const Reading reading = read(problem, m, band, K, S);
      out.value += reading.r * reading.r;
      if (!derivatives) continue;
      for (Index p = 0; p < n; ++p) {
        row(2 * p) = reading.by_K * c(p) * unit(problem.at.K(p, band)) / K;
        row(2 * p + 1) = reading.by_S * c(p) * unit(problem.at.S(p, band)) / S;
      }
      const auto index = [&](Index q) { return q % 2 == 0 ? problem.at.K(q / 2, band) : problem.at.S(q / 2, band); };
      for (Index q = 0; q < 2 * n; ++q) {
        out.g(index(q)) -= row(q) * reading.r;
        for (Index s = 0; s < 2 * n; ++s) out.H(index(q), index(s)) += row(q) * row(s);
      }
    }
  }
  return out;
}

struct Search {
  VectorXd x;
  Normal normal;
  int steps = 0;
  bool converged = false;
};

/// One damped step; false if none lowers the sum of squares.
bool step(const Problem& problem, Search& search, double& damping) {
  const VectorXd diagonal = search.normal.H.diagonal();
  for (int attempt = 0; attempt < 12; ++attempt) {
    MatrixXd damped = search.normal.H;
    damped.diagonal() += damping * diagonal;
    const VectorXd move = damped.ldlt().solve(search.normal.g).cwiseMax(-kLongestStep).cwiseMin(kLongestStep);
    const double value = evaluate(problem, search.x + move, false).value;
    if (value < search.normal.value) {
      search.converged = search.normal.value - value < 1e-5 * search.normal.value;
      search.x += move;
      damping = std::max(damping / 5.0, 1e-9);
      return true;
    }
    damping *= 4.0;
  }
  search.converged = true;  // flat to rounding
  return false;
}

Search minimize(const Problem& problem, const VectorXd& start) {
  Search search{start, evaluate(problem, start, true), 0, false};
  double damping = 1e-2;
  while (search.steps < problem.options.most_steps && !search.converged) {
    if (!step(problem, search, damping)) break;
    search.normal = evaluate(problem, search.x, true);
    ++search.steps;
  }
  return search;
}

FilmCoefficients sum_of(const std::vector<FilmCoefficients>& stocks, std::span<const double> fractions) {
  FilmCoefficients mixture;
  for (std::size_t p = 0; p < fractions.size(); ++p) {
    for (std::size_t band = 0; band < kBandCount; ++band) {
      mixture.K[band] += fractions[p] * stocks[p].K[band];
      mixture.S[band] += fractions[p] * stocks[p].S[band];
    }
  }
  return mixture;
}

FilmFit report(const Problem& problem, const Search& search) {
  FilmFit fit{problem.options.surface, {}, {}, {}, 0.0, search.steps, search.converged};
  for (Index p = 0; p < problem.stocks(); ++p) {
    FilmCoefficients& stock = fit.stocks.emplace_back();
    for (Index band = 0; band < kBands; ++band) {
      stock.K[static_cast<std::size_t>(band)] = std::exp(search.x(problem.at.K(p, band)));
      stock.S[static_cast<std::size_t>(band)] = std::exp(search.x(problem.at.S(p, band)));
    }
  }
  double sum = 0.0;
  for (std::size_t m = 0; m < problem.drawdowns.size(); ++m) {
    const FilmCoefficients mixture = sum_of(fit.stocks, problem.drawdowns[m].fractions);
    double squares = 0.0;
    for (Index band = 0; band < kBands; ++band) {
      const auto b = static_cast<std::size_t>(band);
      const double r = read(problem, m, band, mixture.K[b], mixture.S[b]).r * problem.options.noise;
      squares += r * r;
    }
    sum += squares;
    fit.residuals.push_back(problem.drawdowns[m].doubt * std::sqrt(squares / static_cast<double>(kBands)));
  }
  fit.noise = std::sqrt(sum / static_cast<double>(problem.drawdowns.size() * kBandCount));
  const double widen = std::max(1.0, fit.noise / problem.options.noise);
  fit.covariance = widen * widen * search.normal.H.ldlt().solve(MatrixXd::Identity(search.x.size(), search.x.size()));
  return fit;
}

}  // namespace

FilmFit fit_film(std::span<const Drawdown> drawdowns, const FilmFitOptions& options) {
  check_film_fit(drawdowns, options);
  Problem problem{drawdowns,
                  options,
                  film_table(options.surface.refractive_index),
                  Unknowns(static_cast<Index>(drawdowns.front().fractions.size())),
                  {},
                  {},
                  {},
                  0.0};
  for (const Drawdown& drawdown : drawdowns) {
    problem.grounds.push_back(inside_surface(drawdown.background, options.surface));
  }
  const VectorXd start = set_priors(problem);
  return report(problem, minimize(problem, start));
}

FilmCoefficients mixed_film(const FilmFit& fit, std::span<const double> fractions) {
  check_mixture(fractions, fit.stocks.size(), "mixed_film");
  return sum_of(fit.stocks, fractions);
}

}  // namespace shadematch::inline v0
