// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/skin/layer.hpp>

namespace shadematch::inline v0 {
namespace {

/// Eight streams, the usual number, as matrices of fixed size: four times as fast as those of a size that is known when
/// the program runs.
using EightByEight = Eigen::Matrix<double, 8, 8>;

template <typename Matrix>
struct Operators {
  Matrix R, T;
};

template <typename Matrix>
Matrix identity(const Quadrature& quadrature) {
  return Matrix::Identity(quadrature.mu.size(), quadrature.mu.size());
}

void expect_medium(const Turbidity& medium, const char* who) {
  if (medium.mua >= 0.0 && medium.musr >= 0.0 && std::isfinite(medium.mua + medium.musr)) return;
  throw std::invalid_argument(std::string(who) + ": expected finite mua and musr >= 0, got mua " +
                              std::to_string(medium.mua) + " and musr " + std::to_string(medium.musr) + " 1/cm");
}

/// Inverse by Gauss-Jordan elimination. All matrices here are the identity minus what light does on one round between
/// two layers, thus M-matrices, whose elimination is stable without a search for pivots.
template <typename Matrix>
Matrix inverse(Matrix M) {
  for (Eigen::Index k = 0; k < M.rows(); ++k) {
    const double pivot = M(k, k);
    Eigen::Matrix<double, Matrix::RowsAtCompileTime, 1, 0, Matrix::MaxRowsAtCompileTime, 1> column = M.col(k);
    column(k) = 0.0;
    M.col(k).setZero();
    M(k, k) = 1.0;
    M.row(k) /= pivot;
    const auto row = M.row(k).eval();
    for (Eigen::Index j = 0; j < M.cols(); ++j) M.col(j) -= row(j) * column;
  }
  return M;
}

/// Slab of optical thickness 2h, thin enough for the diamond scheme.
template <typename Matrix>
Operators<Matrix> diamond_layer(double h, double albedo, const Quadrature& quadrature) {
  const auto I = identity<Matrix>(quadrature);
  const StreamVector h_over_mu = h * quadrature.mu.cwiseInverse();
  const Matrix B = (0.5 * albedo) * h_over_mu * quadrature.weight.transpose();
  const Matrix A = Matrix(h_over_mu.asDiagonal()) - B;
  const Matrix P = inverse<Matrix>(I + A);
  const Matrix BP = B * P;
  const Matrix G = inverse<Matrix>(I + A - BP * B);
  return {2.0 * G * BP, 2.0 * G - I};
}

template <typename Matrix>
void double_layer(Operators<Matrix>& layer, const Matrix& I) {
  const Matrix TE = layer.T * inverse<Matrix>(I - layer.R * layer.R);
  const Matrix RT = layer.R * layer.T;
  layer.R += TE * RT;
  layer.T = (TE * layer.T).eval();
}

template <typename Matrix>
LayerOperators slab(double tau, double albedo, const Quadrature& quadrature) {
  const double thin = quadrature.mu.minCoeff() / 4.0;
  const int m = std::max(0, static_cast<int>(std::ceil(std::log2(tau / thin))));
  auto layer = diamond_layer<Matrix>(tau / std::ldexp(1.0, m + 1), albedo, quadrature);
  const auto I = identity<Matrix>(quadrature);
  for (int doubling = 0; doubling < m; ++doubling) double_layer(layer, I);
  return {layer.R, layer.T};
}

template <typename Matrix>
StreamMatrix add(const Matrix& R, const Matrix& T, const Matrix& ground) {
  const Matrix loop = Matrix::Identity(ground.rows(), ground.cols()) - ground * R;
  return R + T * inverse<Matrix>(loop) * (ground * T);
}

}  // namespace

LayerOperators homogeneous_layer(const Turbidity& medium, double thickness_cm, const Quadrature& quadrature) {
  expect_medium(medium, "homogeneous_layer");
  if (!(thickness_cm >= 0.0 && std::isfinite(thickness_cm))) {
    throw std::invalid_argument("homogeneous_layer: expected a thickness >= 0 cm, got " + std::to_string(thickness_cm));
  }
  const Eigen::Index N = quadrature.mu.size();
  const double mut = medium.mua + medium.musr;
  const double tau = mut * thickness_cm;
  if (tau == 0.0) return {StreamMatrix::Zero(N, N), StreamMatrix::Identity(N, N)};
  const double albedo = medium.musr / mut;
  return N == 8 ? slab<EightByEight>(tau, albedo, quadrature) : slab<StreamMatrix>(tau, albedo, quadrature);
}

LayerOperators doubled(const LayerOperators& layer) {
  const auto twice = [&]<typename Matrix>(Operators<Matrix> operators) -> LayerOperators {
    double_layer(operators, Matrix(Matrix::Identity(layer.R.rows(), layer.R.cols())));
    return {operators.R, operators.T};
  };
  return layer.R.rows() == 8 ? twice(Operators<EightByEight>{layer.R, layer.T})
                             : twice(Operators<StreamMatrix>{layer.R, layer.T});
}

StreamMatrix semi_infinite_layer(const Turbidity& medium, const Quadrature& quadrature) {
  expect_medium(medium, "semi_infinite_layer");
  if (!(medium.mua > 0.0)) {
    throw std::invalid_argument("semi_infinite_layer: expected mua > 0 1/cm, got 0: such a layer has no end");
  }
  const double mut = medium.mua + medium.musr;
  const double thickness_cm = 60.0 / mut * std::max(1.0, std::sqrt(mut / (3.0 * medium.mua)));
  return homogeneous_layer(medium, thickness_cm, quadrature).R;
}

StreamMatrix add_on_top(const LayerOperators& layer, const StreamMatrix& ground) {
  if (ground.rows() == 8) return add<EightByEight>(layer.R, layer.T, ground);
  return add<StreamMatrix>(layer.R, layer.T, ground);
}

}  // namespace shadematch::inline v0
