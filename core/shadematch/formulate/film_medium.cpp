// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include <shadematch/film/film_table.hpp>
#include <shadematch/formulate/film_medium.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeast = 1e-9;  // of K and S: a logarithm is taken

// Nodes at equal steps of log2(mua / musr) and log2(mua + musr); linear between them. The steps are fine enough that
// the curvature between two nodes is worth less than 0.01 CIEDE2000.
constexpr float kFirstRatio = -13.0F, kRatioStep = 0.08F;
constexpr float kFirstDepth = -7.0F, kDepthStep = 0.1F;
constexpr int kRatios = 322, kDepths = 164, kValues = 4;

std::vector<float> tabulated(const FilmTable& table) {
  std::vector<float> nodes(static_cast<std::size_t>(kRatios) * kDepths * kValues);
  float* node = nodes.data();
  for (int i = 0; i < kRatios; ++i) {
    const double ratio = std::exp2(kFirstRatio + kRatioStep * static_cast<float>(i));
    for (int j = 0; j < kDepths; ++j, node += kValues) {
      const double depth = std::exp2(kFirstDepth + kDepthStep * static_cast<float>(j));
      const double musr = depth / (1.0 + ratio);
      const FilmOptics optics = table.at(2.0 * (depth - musr), 0.75 * musr, 1.0);
      node[0] = static_cast<float>(optics.over_black);
      node[1] = static_cast<float>(optics.passed);
      node[2] = static_cast<float>(optics.returned);
    }
  }
  return nodes;
}

/// Made at the first use of a refractive index, kept for the life of the process.
const std::vector<float>& fine_table(double refractive_index) {
  static std::mutex guard;
  static std::map<double, std::unique_ptr<const std::vector<float>>> tables;
  const std::lock_guard lock(guard);
  auto& table = tables[refractive_index];
  if (!table) table = std::make_unique<const std::vector<float>>(tabulated(film_table(refractive_index)));
  return *table;
}

/// log2 to 2e-6 for normal positive numbers, without a branch, so that a loop over bands becomes vector code.
inline float fast_log2(float x) {
  const auto bits = std::bit_cast<std::int32_t>(x);
  const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;  // mantissa in [sqrt(1/2), sqrt(2))
  const float m = std::bit_cast<float>(bits - (exponent << 23));
  const float t = (m - 1.0F) / (m + 1.0F);  // log2 m = 2 / ln 2 (t + t^3 / 3 + t^5 / 5 + ...)
  const float t2 = t * t;
  return static_cast<float>(exponent) + t * (2.8853901F + t2 * (0.9617967F + t2 * (0.5770780F + t2 * 0.4121985F)));
}

struct Place {
  std::array<float, kBandCount> ratio, depth;
};

Place places(const Bands& K, const Bands& S) {
  Place out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto mua = static_cast<float>(0.5 * std::max(K[band], kLeast));
    const auto musr = static_cast<float>(4.0 / 3.0 * std::max(S[band], kLeast));
    const float ratio = (fast_log2(mua / musr) - kFirstRatio) / kRatioStep;
    const float depth = (fast_log2(mua + musr) - kFirstDepth) / kDepthStep;
    out.ratio[band] = std::clamp(ratio, 0.0F, kRatios - 1.001F);
    out.depth[band] = std::clamp(depth, 0.0F, kDepths - 1.001F);
  }
  return out;
}

using Node = std::array<float, kValues>;

inline Node blend(const float* a, const float* b, float t) {
  Node out;
  for (std::size_t v = 0; v < kValues; ++v) out[v] = a[v] + t * (b[v] - a[v]);
  return out;
}

constexpr double kLn2 = 0.6931471805599453;

}  // namespace

FilmMedium::FilmMedium(const Reflectance& card, const FilmSurface& surface) : card_(card), surface_(surface) {
  FilmCoefficients thin;
  thin.S.fill(1.0);
  (void)film_reflectance(thin, 1.0, card, surface);  // refuses a card or surface that no film has
  ground_ = inside_surface(card, surface);
  nodes_ = &fine_table(surface.refractive_index);
}

void FilmMedium::reflect(const Bands& K, const Bands& S, double /*coverage*/, Bands& R, MediumSlopes* slopes) const {
  const Place place = places(K, S);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto i = static_cast<int>(place.ratio[band]);
    const auto j = static_cast<int>(place.depth[band]);
    const float x = place.ratio[band] - static_cast<float>(i);
    const float y = place.depth[band] - static_cast<float>(j);
    const float* low = nodes_->data() + static_cast<std::ptrdiff_t>(i * kDepths + j) * kValues;
    const float* high = low + static_cast<std::ptrdiff_t>(kDepths) * kValues;
    const Node at_low = blend(low, low + kValues, y);
    const Node at_high = blend(high, high + kValues, y);
    const Node v = blend(at_low.data(), at_high.data(), x);
    const double Rg = ground_.R[band];
    const double loop = 1.0 / (1.0 - Rg * v[2]);
    R[band] = surface_.mirrored + v[0] + v[1] * Rg * loop;
    if (slopes == nullptr) continue;
    const auto d_over = [&](const Node& d) { return d[0] + Rg * loop * (d[1] + v[1] * Rg * loop * d[2]); };
    const Node left = blend(low, high, x);
    const Node right = blend(low + kValues, high + kValues, x);
    Node d_ratio;
    Node d_depth;
    for (std::size_t q = 0; q < kValues; ++q) {
      d_ratio[q] = at_high[q] - at_low[q];
      d_depth[q] = right[q] - left[q];
    }
    const double by_ratio = d_over(d_ratio) / (kRatioStep * kLn2);
    const double by_depth = d_over(d_depth) / (kDepthStep * kLn2);
    const double mua = 0.5 * std::max(K[band], kLeast);
    const double musr = 4.0 / 3.0 * std::max(S[band], kLeast);
    const double per_sum = by_depth / (mua + musr);
    slopes->by_K[band] = 0.5 * (by_ratio / mua + per_sum);
    slopes->by_S[band] = 4.0 / 3.0 * (per_sum - by_ratio / musr);
    slopes->by_coverage[band] = 0.0;
  }
}

Reflectance FilmMedium::model(const Bands& K, const Bands& S, double /*coverage*/) const {
  FilmCoefficients film{K, S};
  for (double& s : film.S) s = std::max(s, kLeast);
  return film_reflectance(film, 1.0, card_, surface_);
}

}  // namespace shadematch::inline v0
