// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include <shadematch/skin/halftone.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMostCoverings = 8;
constexpr double kSumTolerance = 1e-6;

void expect_shares(std::span<const Reflectance> areas, std::span<const double> shares) {
  const std::string who = "neugebauer_reflectance: expected ";
  if (areas.size() != shares.size() || areas.empty()) {
    throw std::invalid_argument(who + "one share for each area, got " + std::to_string(shares.size()) + " shares and " +
                                std::to_string(areas.size()) + " areas");
  }
  for (const double share : shares) {
    if (!(share >= 0.0)) throw std::invalid_argument(who + "shares >= 0, got " + std::to_string(share));
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (!(std::abs(sum - 1.0) <= kSumTolerance)) {
    throw std::invalid_argument(who + "shares that sum to 1, got " + std::to_string(sum));
  }
}

}  // namespace

std::vector<double> demichel_weights(std::span<const double> coverages) {
  if (coverages.size() > kMostCoverings) {
    throw std::invalid_argument("demichel_weights: expected at most 8 coverages, got " +
                                std::to_string(coverages.size()));
  }
  std::vector<double> weights{1.0};
  for (const double a : coverages) {
    if (!(a >= 0.0 && a <= 1.0)) {
      throw std::invalid_argument("demichel_weights: expected coverages in 0..1, got " + std::to_string(a));
    }
    const std::size_t count = weights.size();
    weights.resize(2 * count);
    for (std::size_t P = 0; P < count; ++P) {
      weights[count + P] = weights[P] * a;
      weights[P] *= 1.0 - a;
    }
  }
  return weights;
}

std::vector<double> overlap_shares(double dot_load, int most) {
  if (!(dot_load >= 0.0 && std::isfinite(dot_load))) {
    throw std::invalid_argument("overlap_shares: expected a finite dot load >= 0, got " + std::to_string(dot_load));
  }
  if (most < 1 || most > 20) {
    throw std::invalid_argument("overlap_shares: expected a number of dots in 1..20, got " + std::to_string(most));
  }
  std::vector<double> shares;
  double share = std::exp(-dot_load);
  double left = 1.0;
  for (int k = 0; k < most; ++k) {
    shares.push_back(share);
    left -= share;
    share *= dot_load / (k + 1);
  }
  shares.push_back(std::max(0.0, left));
  return shares;
}

Reflectance neugebauer_reflectance(std::span<const Reflectance> areas, std::span<const double> shares,
                                   double yule_nielsen_n) {
  expect_shares(areas, shares);
  if (!(yule_nielsen_n >= 1.0 && yule_nielsen_n <= 10.0)) {
    throw std::invalid_argument("neugebauer_reflectance: expected a Yule-Nielsen n in 1..10, got " +
                                std::to_string(yule_nielsen_n));
  }
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    double sum = 0.0;
    for (std::size_t i = 0; i < areas.size(); ++i) sum += shares[i] * std::pow(areas[i].R[band], 1.0 / yule_nielsen_n);
    out.R[band] = std::pow(sum, yule_nielsen_n);
  }
  return out;
}

Reflectance halftone_reflectance(const ScalpHalftone& scalp) {
  const std::array coverages{scalp.dot_coverage, scalp.older_dot_coverage, scalp.hair_coverage};
  const std::vector<double> w = demichel_weights(coverages);
  const std::array areas{scalp.skin, scalp.dot, scalp.older_dot, scalp.both_dots, scalp.hair};
  const std::array shares{w[0], w[1], w[2], w[3], w[4] + w[5] + w[6] + w[7]};  // bit 2: hair hides dots
  return neugebauer_reflectance(areas, shares, scalp.yule_nielsen_n);
}

}  // namespace shadematch::inline v0
