// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/film/film_check.hpp>
#include <shadematch/film/film_fit.hpp>
#include <shadematch/film/film_normal.hpp>
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

/// What is held of one unknown, or of the difference of two, before any drawdown: value and standard deviation.
struct Expectation {
  Index of;
  Index minus;  // or kNone
  double value, sd;
};
constexpr Index kNone = -1;

/// A stock of a drawdown.
struct Part {
  Index stock;
  double fraction;
};

struct Problem {
  Problem(std::span<const Drawdown> all, const FilmFitOptions& how)
      : drawdowns(all),
        options(how),
        table(film_table(how.surface.refractive_index)),
        at(static_cast<Index>(all.front().fractions.size())),
        prior(at) {
    for (const Drawdown& drawdown : drawdowns) {
      grounds.push_back(inside_surface(drawdown.background, options.surface));
      std::vector<Part>& held = parts.emplace_back();
      for (Index p = 0; p < at.stocks(); ++p) {
        const double fraction = drawdown.fractions[static_cast<std::size_t>(p)];
        if (fraction > 0.0) held.push_back({p, fraction});
      }
    }
  }

  std::span<const Drawdown> drawdowns;
  const FilmFitOptions& options;
  const FilmTable& table;
  FilmUnknowns at;
  std::vector<Reflectance> grounds;
  std::vector<std::vector<Part>> parts;  // of each drawdown
  std::vector<Expectation> expected;
  FilmNormal prior;  // second derivatives of what is expected

  void expect(const Expectation& e) {
    expected.push_back(e);
    const double weight = 1.0 / (e.sd * e.sd);
    const Index size = at.per_band();
    const auto in_band = [&](Index i, Index j) -> double& {
      return prior.within[static_cast<std::size_t>(i / size)](i % size, j % size);
    };
    in_band(e.of, e.of) += weight;
    if (e.minus == kNone) return;
    in_band(e.minus, e.minus) += weight;
    if (e.of / size != e.minus / size) {
      prior.between = -weight;
      return;
    }
    in_band(e.of, e.minus) -= weight;
    in_band(e.minus, e.of) -= weight;
  }
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
  const FilmUnknowns& at = problem.at;
  VectorXd start = VectorXd::Zero(at.size());
  const double per_band = kLevelSd * std::sqrt(static_cast<double>(kBands));
  for (Index stock = 0; stock < at.stocks(); ++stock) {
    const Drawdown& most = richest(problem, stock);
    for (Index band = 0; band < kBands; ++band) {
      const double ratio = log_ratio(most.film.R[static_cast<std::size_t>(band)], problem);
      start(at.K(stock, band)) = ratio;
      problem.expect({at.K(stock, band), at.S(stock, band), ratio, kRatioSd});
      problem.expect({at.S(stock, band), kNone, 0.0, per_band});
      if (band + 1 == kBands) continue;
      problem.expect({at.S(stock, band + 1), at.S(stock, band), 0.0, problem.options.smoothness});
    }
  }
  return start;
}

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

/// Sum of squares over noise, its second derivatives H and minus its gradient g (both halved).
struct Evaluation {
  double value = 0;
  FilmNormal H;
  VectorXd g;
};

void add_expected(const Problem& problem, const VectorXd& x, Evaluation& out) {
  for (const Expectation& e : problem.expected) {
    const double r = (x(e.of) - (e.minus == kNone ? 0.0 : x(e.minus)) - e.value) / e.sd;
    out.value += r * r;
    out.g(e.of) -= r / e.sd;
    if (e.minus != kNone) out.g(e.minus) += r / e.sd;
  }
}

/// Only the stocks that the drawdown holds have derivatives.
void add_drawdown(const Problem& problem, std::size_t drawdown, const VectorXd& unit, Evaluation& out) {
  const FilmUnknowns& at = problem.at;
  const std::vector<Part>& parts = problem.parts[drawdown];
  std::vector<std::pair<Index, double>> row(2 * parts.size());  // place in the band, derivative
  for (Index band = 0; band < kBands; ++band) {
    double K = 0.0;
    double S = 0.0;
    for (const Part& part : parts) {
      K += part.fraction * unit(at.K(part.stock, band));
      S += part.fraction * unit(at.S(part.stock, band));
    }
    const Reading reading = read(problem, drawdown, band, K, S);
    out.value += reading.r * reading.r;
    for (std::size_t q = 0; q < parts.size(); ++q) {
      const auto [stock, fraction] = parts[q];
      row[2 * q] = {stock, reading.by_K * fraction * unit(at.K(stock, band)) / K};
      row[2 * q + 1] = {at.stocks() + stock, reading.by_S * fraction * unit(at.S(stock, band)) / S};
    }
    MatrixXd& H = out.H.within[static_cast<std::size_t>(band)];
    for (const auto& [i, by_i] : row) {
      out.g(at.per_band() * band + i) -= by_i * reading.r;
      for (const auto& [j, by_j] : row) H(i, j) += by_i * by_j;
    }
  }
}

Evaluation evaluate(const Problem& problem, const VectorXd& x) {
  Evaluation out{0.0, problem.prior, VectorXd::Zero(x.size())};
  add_expected(problem, x, out);
  const VectorXd unit = x.array().exp();
  for (std::size_t m = 0; m < problem.drawdowns.size(); ++m) add_drawdown(problem, m, unit, out);
  return out;
}

struct Search {
  VectorXd x;
  Evaluation at_x;
  int steps = 0;
  bool converged = false;
};

/// One damped step; false if none lowers the sum of squares.
bool step(const Problem& problem, Search& search, double& damping) {
  for (int attempt = 0; attempt < 12; ++attempt) {
    const VectorXd full = FilmCholesky(search.at_x.H, damping).solve(search.at_x.g);
    const VectorXd move = full.cwiseMax(-kLongestStep).cwiseMin(kLongestStep);
    Evaluation there = evaluate(problem, search.x + move);
    if (there.value < search.at_x.value) {
      search.converged = search.at_x.value - there.value < 1e-5 * search.at_x.value;
      search.x += move;
      search.at_x = std::move(there);
      damping = std::max(damping / 5.0, 1e-9);
      return true;
    }
    damping *= 4.0;
  }
  search.converged = true;  // flat to rounding
  return false;
}

Search minimize(const Problem& problem, const VectorXd& start) {
  Search search{start, evaluate(problem, start), 0, false};
  double damping = 1e-2;
  while (search.steps < problem.options.most_steps && !search.converged) {
    if (!step(problem, search, damping)) break;
    ++search.steps;
  }
  return search;
}

/// In the order of FilmFit::covariance.
MatrixXd by_stock(const MatrixXd& by_band, const FilmUnknowns& at) {
  std::vector<Index> place;
  for (Index stock = 0; stock < at.stocks(); ++stock) {
    for (Index band = 0; band < kBands; ++band) place.push_back(at.K(stock, band));
    for (Index band = 0; band < kBands; ++band) place.push_back(at.S(stock, band));
  }
  return by_band(place, place);
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

FilmCoefficients coefficients(const VectorXd& x, const FilmUnknowns& at, Index stock) {
  FilmCoefficients out;
  for (Index band = 0; band < kBands; ++band) {
    out.K[static_cast<std::size_t>(band)] = std::exp(x(at.K(stock, band)));
    out.S[static_cast<std::size_t>(band)] = std::exp(x(at.S(stock, band)));
  }
  return out;
}

FilmFit report(const Problem& problem, const Search& search) {
  FilmFit fit{problem.options.surface, {}, {}, {}, 0.0, search.steps, search.converged};
  std::vector<FilmCoefficients> all;
  for (Index p = 0; p < problem.at.stocks(); ++p) all.push_back(coefficients(search.x, problem.at, p));
  double sum = 0.0;
  for (std::size_t m = 0; m < problem.drawdowns.size(); ++m) {
    const FilmCoefficients mixture = sum_of(all, problem.drawdowns[m].fractions);
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
  std::vector<Index> reported(problem.options.reported.begin(), problem.options.reported.end());
  if (reported.empty()) {
    for (Index p = 0; p < problem.at.stocks(); ++p) reported.push_back(p);
  }
  for (const Index p : reported) fit.stocks.push_back(all[static_cast<std::size_t>(p)]);
  const FilmUnknowns at(static_cast<Index>(reported.size()));
  fit.covariance = widen * widen * by_stock(FilmCholesky(search.at_x.H).inverse(reported), at);
  return fit;
}

}  // namespace

FilmFit fit_film(std::span<const Drawdown> drawdowns, const FilmFitOptions& options) {
  check_film_fit(drawdowns, options);
  Problem problem(drawdowns, options);
  const VectorXd start = set_priors(problem);
  return report(problem, minimize(problem, start));
}

FilmCoefficients mixed_film(const FilmFit& fit, std::span<const double> fractions) {
  check_mixture(fractions, fit.stocks.size(), "mixed_film");
  return sum_of(fit.stocks, fractions);
}

}  // namespace shadematch::inline v0
