// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include <shadematch/film/film_table.hpp>
#include <shadematch/skin/layer.hpp>
#include <shadematch/skin/surface.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kStreams = 8;
constexpr double kFirstLogRatio = -9.2;  // ln(mua / musr)
constexpr double kRatioStep = 0.1;
constexpr int kRatios = 182;
constexpr int kDepthsPerDoubling = 5;  // a doubled layer is the node five further on
constexpr int kDoublings = 17;
constexpr int kDepths = kDepthsPerDoubling * kDoublings;
constexpr double kFirstDepth = 0.006;  // (mua + musr) X
constexpr double kLeast = 1e-30;       // below any reflectance that can be measured, above log(0)

double depth_step() {
  return std::log(2.0) / kDepthsPerDoubling;
}

/// Weights of four neighbors and of their derivative, Catmull-Rom, `t` in [0, 1] between the middle two.
struct Cubic {
  std::array<double, 4> w, d;
};

Cubic cubic(double t) {
  const double t2 = t * t;
  const double t3 = t2 * t;
  return {{0.5 * (-t3 + 2 * t2 - t), 0.5 * (3 * t3 - 5 * t2 + 2), 0.5 * (-3 * t3 + 4 * t2 + t), 0.5 * (t3 - t2)},
          {0.5 * (-3 * t2 + 4 * t - 1), 0.5 * (9 * t2 - 10 * t), 0.5 * (-9 * t2 + 8 * t + 1), 0.5 * (3 * t2 - 2 * t)}};
}

/// The surface seen from inside, for one quadrature.
struct Surface {
  Quadrature quadrature;
  StreamVector r, entering, leaving, hemisphere;

  explicit Surface(double refractive_index) : quadrature(tissue_quadrature(kStreams, refractive_index)) {
    const StreamVector& mu = quadrature.mu;
    r = mu.unaryExpr([&](double cosine) { return fresnel_inside(cosine, refractive_index); });
    const StreamVector flux = quadrature.weight.cwiseProduct(mu);
    leaving = flux.cwiseProduct(StreamVector::Ones(kStreams) - r);
    hemisphere = 2.0 * flux;
    entering = StreamVector::Zero(kStreams);
    entering(kStreams - 1) = (1.0 - r(kStreams - 1)) / flux(kStreams - 1);
  }
};

struct Through {
  double over_black, passed, returned;
};

Through through(const LayerOperators& film, const Surface& surface) {
  const StreamMatrix I = StreamMatrix::Identity(kStreams, kStreams);
  const StreamMatrix rR = surface.r.asDiagonal() * film.R;
  const StreamVector down = (I - rR).partialPivLu().solve(surface.entering);
  const double on_ground = 0.5 * surface.hemisphere.dot(film.T * down);
  // The ground sends the same radiance, 1, in all directions: its flux is the sum of `hemisphere` / 2 = 1 / 2.
  const StreamVector from_ground = film.T.rowwise().sum();
  const StreamMatrix Rr = film.R * surface.r.asDiagonal();
  const StreamVector up = (I - Rr).partialPivLu().solve(from_ground);
  const StreamVector back = film.R.rowwise().sum() + film.T * surface.r.cwiseProduct(up);
  return {surface.leaving.dot(film.R * down), on_ground * 2.0 * surface.leaving.dot(up), surface.hemisphere.dot(back)};
}

}  // namespace

FilmTable::FilmTable(double refractive_index) {
  const Surface surface(refractive_index);
  nodes_.resize(static_cast<std::size_t>(kRatios) * kDepths);
  for (int ratio = 0; ratio < kRatios; ++ratio) {
    const double musr = 1.0 / (1.0 + std::exp(kFirstLogRatio + ratio * kRatioStep));
    const Turbidity medium{1.0 - musr, musr};
    for (int first = 0; first < kDepthsPerDoubling; ++first) {
      LayerOperators film = homogeneous_layer(medium, kFirstDepth * std::exp(first * depth_step()), surface.quadrature);
      for (int depth = first; depth < kDepths; depth += kDepthsPerDoubling) {
        const Through t = through(film, surface);
        nodes_[static_cast<std::size_t>(ratio) * kDepths + depth] = {std::log(std::max(t.over_black, kLeast)),
                                                                     std::log(std::max(t.passed, kLeast)), t.returned};
        film = doubled(film);
      }
    }
  }
}

const FilmTable::Node& FilmTable::node(int ratio, int depth) const {
  return nodes_[static_cast<std::size_t>(std::clamp(ratio, 0, kRatios - 1)) * kDepths +
                static_cast<std::size_t>(std::clamp(depth, 0, kDepths - 1))];
}

FilmOptics FilmTable::at(double K, double S, double X) const {
  const double mua = 0.5 * K;
  const double musr = 4.0 / 3.0 * S;
  const double x = std::clamp((std::log(mua / musr) - kFirstLogRatio) / kRatioStep, 0.0, kRatios - 1.001);
  const double y = std::clamp(std::log((mua + musr) * X / kFirstDepth) / depth_step(), 0.0, kDepths - 1.001);
  const int i = static_cast<int>(x);
  const int j = static_cast<int>(y);
  const Cubic across = cubic(x - i);
  const Cubic along = cubic(y - j);
  Node value{0, 0, 0};
  Node by_ratio{0, 0, 0};
  Node by_depth{0, 0, 0};
  const auto add = [](Node& sum, double weight, const Node& n) {
    sum.log_over_black += weight * n.log_over_black;
    sum.log_passed += weight * n.log_passed;
    sum.returned += weight * n.returned;
  };
  for (int a = 0; a < 4; ++a) {
    for (int b = 0; b < 4; ++b) {
      const Node& n = node(i + a - 1, j + b - 1);
      add(value, across.w[a] * along.w[b], n);
      add(by_ratio, across.d[a] * along.w[b] / kRatioStep, n);
      add(by_depth, across.w[a] * along.d[b] / depth_step(), n);
    }
  }
  FilmOptics out{std::exp(value.log_over_black), std::exp(value.log_passed), value.returned, {}, {}, {}};
  // ln(mua/musr) and ln((mua+musr) X) by ln K, ln S, ln X.
  const double share = mua / (mua + musr);
  const std::array<double, 3> ratio{1.0, -1.0, 0.0};
  const std::array<double, 3> depth{share, 1.0 - share, 1.0};
  for (std::size_t q = 0; q < 3; ++q) {
    out.d_over_black[q] = out.over_black * (by_ratio.log_over_black * ratio[q] + by_depth.log_over_black * depth[q]);
    out.d_passed[q] = out.passed * (by_ratio.log_passed * ratio[q] + by_depth.log_passed * depth[q]);
    out.d_returned[q] = by_ratio.returned * ratio[q] + by_depth.returned * depth[q];
  }
  return out;
}

const FilmTable& film_table(double refractive_index) {
  static std::mutex guard;
  static std::map<double, std::unique_ptr<const FilmTable>> tables;
  const std::lock_guard lock(guard);
  std::unique_ptr<const FilmTable>& table = tables[refractive_index];
  if (!table) table = std::make_unique<const FilmTable>(refractive_index);
  return *table;
}

}  // namespace shadematch::inline v0
