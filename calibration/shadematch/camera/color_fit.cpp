// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>
#include <stdexcept>

#include <shadematch/camera/color_problem.hpp>
#include <shadematch/camera/color_trail.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::array<double, 3> kRidges{1e-3, 1e-2, 5e-2};
constexpr int kMostSteps = 30;
constexpr double kSettled = 1e-9;  // of the loss: what the last step lowers it by
constexpr double kNear = 0.05;     // of the loss: when a Gauss-Newton step lowers it by no more, Newton's is better

/// Minimizes by Levenberg's damped Gauss-Newton steps, and by Newton's own near the minimum, where they converge with
/// the square of the distance.
template <typename Problem>
class Search {
 public:
  using Parameters = typename Problem::Parameters;
  using Normal = typename Problem::Normal;
  using Curvature = typename Problem::Curvature;

  explicit Search(Problem& problem) : problem_(problem) {}

  /// @param near  whether p is known to be near the minimum.
  [[nodiscard]] Parameters minimum(const Parameters& p, bool near) {
    p_ = p;
    best_ = problem_.loss(p_);
    double damping = 1e-3;
    for (int step = 0; step < kMostSteps; ++step) {
      if (near) {
        const Step taken = newton_step();
        if (taken == Step::kLast) break;
        if (taken == Step::kDown) continue;
      }
      const double before = best_;
      if (!damped_step(damping)) break;
      near = before - best_ < kNear * before;
    }
    return p_;
  }

  /// The problem's left_out_error() where the last derivatives were taken, a step of no weight before the minimum.
  [[nodiscard]] double left_out_error() {
    problem_.derivatives(Curvature::kGaussNewton, gradient_, second_);
    return problem_.left_out_error(second_.llt().solve(Normal::Identity()));
  }

 private:
  enum class Step { kDown, kLast, kNone };

  Step newton_step() {
    problem_.derivatives(Curvature::kExact, gradient_, second_);
    const Eigen::LLT<Normal> solver(second_);
    if (solver.info() != Eigen::Success) return Step::kNone;
    const Parameters step = solver.solve(gradient_);
    const bool last = step.dot(gradient_) < kSettled * best_;
    if (last) {  // what it leaves is less by as much again, and is not looked at
      p_ -= step;
      return Step::kLast;
    }
    if (go_down(p_ - step)) return Step::kDown;
    best_ = problem_.loss(p_);
    return Step::kNone;
  }

  /// A step that does not lower the loss is tried again, shorter. @return whether one did.
  bool damped_step(double& damping) {
    problem_.derivatives(Curvature::kGaussNewton, gradient_, second_);
    while (damping < 1e6) {
      Normal damped = second_;
      damped.diagonal() *= 1.0 + damping;
      const bool lowered = go_down(p_ - damped.llt().solve(gradient_));
      damping *= lowered ? 0.2 : 8.0;
      if (lowered) return true;
    }
    best_ = problem_.loss(p_);
    return false;
  }

  bool go_down(const Parameters& candidate) {
    const double value = problem_.loss(candidate);
    if (!(value < best_)) return false;
    p_ = candidate;
    best_ = value;
    return true;
  }

  Problem& problem_;
  Parameters p_, gradient_;
  Normal second_;
  double best_ = 0;
};

template <int kTerms, int kShade>
void fit(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map, ColorTrail& trail) {
  using Problem = ColorProblem<kTerms, kShade>;
  Problem problem(patches, freedom, map);
  Search<Problem> search(problem);
  double least = std::numeric_limits<double>::infinity();
  for (const double ridge : kRidges) {
    problem.set_ridge(ridge);
    const bool led = trail.leads();
    const typename Problem::Parameters start =
        led ? typename Problem::Parameters(trail.start(kRidges.size())) : problem.start(ridge);
    const typename Problem::Parameters p = search.minimum(start, led);
    trail.found.emplace_back(p);
    const double error = search.left_out_error();
    if (!(error < least)) continue;
    least = error;
    Problem::unpack(p, map);
  }
}

}  // namespace

SymmetricMap congruence(const Eigen::Matrix3d& A) {
  SymmetricMap map;
  for (Eigen::Index row = 0, from = 0; row < 3; ++row) {
    for (Eigen::Index column = 0; column <= row; ++column, ++from) {
      Eigen::Matrix3d unit = Eigen::Matrix3d::Zero();
      unit(row, column) = unit(column, row) = 1.0;
      const Eigen::Matrix3d to = A.transpose() * unit * A;
      map.col(from) << to(0, 0), to(1, 0), to(1, 1), to(2, 0), to(2, 1), to(2, 2);
    }
  }
  return map;
}

const Eigen::Matrix3d& shares_from_linear_srgb() {
  static const Eigen::Matrix3d shares =
      Eigen::Vector3d(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z).cwiseInverse().asDiagonal() * xyz_d50_from_linear_srgb();
  return shares;
}

void fit_colors(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map, ColorTrail& trail) {
  switch (map.terms) {
    case Terms::kLinear:
      return freedom.shading ? fit<3, 2>(patches, freedom, map, trail) : fit<3, 0>(patches, freedom, map, trail);
    case Terms::kAffine:
      if (freedom.shading) {
        throw std::invalid_argument(
            "fit_colors: expected terms that light scales, got a constant one; fit them in even light");
      }
      return fit<4, 0>(patches, freedom, map, trail);
    case Terms::kRootPolynomial:
      break;
  }
  return freedom.shading ? fit<6, 2>(patches, freedom, map, trail) : fit<6, 0>(patches, freedom, map, trail);
}

}  // namespace shadematch::inline v0
