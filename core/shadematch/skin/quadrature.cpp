// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/skin/quadrature.hpp>

namespace shadematch::inline v0 {
namespace {

struct Rule {
  StreamVector node, weight;  // on [-1, 1]; the weights sum to 2
};

/// Off-diagonal of the Jacobi matrix of the Legendre polynomials.
double legendre_beta(int k) {
  return k / std::sqrt(4.0 * k * k - 1.0);
}

Eigen::MatrixXd legendre_jacobi(int n) {
  Eigen::MatrixXd J = Eigen::MatrixXd::Zero(n, n);
  for (int k = 1; k < n; ++k) J(k, k - 1) = J(k - 1, k) = legendre_beta(k);
  return J;
}

Rule rule_of(const Eigen::MatrixXd& jacobi) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(jacobi);
  return {solver.eigenvalues(), 2.0 * solver.eigenvectors().row(0).transpose().cwiseAbs2()};
}

Rule gauss(int n) {
  return rule_of(legendre_jacobi(n));
}

/// Gauss-Radau with the prescribed node +1: the last diagonal element is changed so that 1 becomes an eigenvalue.
Rule radau(int n) {
  Eigen::MatrixXd J = legendre_jacobi(n);
  Eigen::MatrixXd shifted = J.topLeftCorner(n - 1, n - 1) - Eigen::MatrixXd::Identity(n - 1, n - 1);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n - 1);
  right(n - 2) = legendre_beta(n - 1) * legendre_beta(n - 1);
  J(n - 1, n - 1) = 1.0 + shifted.fullPivLu().solve(right)(n - 2);
  Rule rule = rule_of(J);
  rule.node(n - 1) = 1.0;
  return rule;
}

}  // namespace

Quadrature tissue_quadrature(int streams, double refractive_index) {
  if (streams < 4 || streams > kMaxStreams || streams % 2 != 0) {
    throw std::invalid_argument("tissue_quadrature: expected an even number of streams in 4..32, got " +
                                std::to_string(streams));
  }
  if (!(refractive_index > 1.0 && refractive_index <= 3.0)) {
    throw std::invalid_argument("tissue_quadrature: expected a refractive index in (1, 3], got " +
                                std::to_string(refractive_index));
  }
  const int half = streams / 2;
  const Rule low = gauss(half);
  const Rule high = radau(half);
  Quadrature quadrature;
  const double mu_c = std::sqrt(1.0 - 1.0 / (refractive_index * refractive_index));
  quadrature.mu_critical = mu_c;
  quadrature.mu.resize(streams);
  quadrature.weight.resize(streams);
  quadrature.mu << (low.node.array() + 1.0).matrix() * (mu_c / 2.0),
      (mu_c + (high.node.array() + 1.0) * ((1.0 - mu_c) / 2.0)).matrix();
  quadrature.weight << low.weight * (mu_c / 2.0), high.weight * ((1.0 - mu_c) / 2.0);
  return quadrature;
}

}  // namespace shadematch::inline v0
