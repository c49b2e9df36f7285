// SPDX-License-Identifier: Apache-2.0
#include <shadematch/film/film_normal.hpp>

namespace shadematch::inline v0 {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

FilmCholesky::FilmCholesky(const FilmNormal& normal, double damping) : between_(normal.between) {
  const Index size = normal.within.front().rows();
  const Index stocks = size / 2;
  factors_.reserve(normal.within.size());
  MatrixXd taken = MatrixXd::Zero(stocks, stocks);  // what the bands before take from the corner of ln S
  for (const MatrixXd& within : normal.within) {
    MatrixXd left = within;
    left.diagonal() *= 1.0 + damping;
    left.bottomRightCorner(stocks, stocks) -= taken;
    factors_.emplace_back(left);
    // ln S comes last: its corner of the inverse is that of the factor's corner alone.
    const MatrixXd corner = factors_.back().matrixLLT().bottomRightCorner(stocks, stocks);
    const MatrixXd half = corner.triangularView<Eigen::Lower>().solve(MatrixXd::Identity(stocks, stocks));
    taken.noalias() = between_ * between_ * half.transpose() * half;
  }
}

VectorXd FilmCholesky::solve(VectorXd g) const {
  const auto bands = static_cast<Index>(factors_.size());
  const Index size = g.size() / bands;
  const Index stocks = size / 2;
  const auto factor = [&](Index band) -> const Eigen::LLT<MatrixXd>& {
    return factors_[static_cast<std::size_t>(band)];
  };
  for (Index band = 0; band + 1 < bands; ++band) {
    const VectorXd x = factor(band).solve(g.segment(band * size, size));
    g.segment((band + 1) * size + stocks, stocks) -= between_ * x.tail(stocks);
  }
  for (Index band = bands - 1; band >= 0; --band) {
    auto part = g.segment(band * size, size);
    if (band + 1 < bands) part.tail(stocks) -= between_ * g.segment((band + 1) * size + stocks, stocks);
    factor(band).solveInPlace(part);
  }
  return g;
}

MatrixXd FilmCholesky::inverse() const {
  const auto bands = static_cast<Index>(factors_.size());
  const Index size = factors_.front().rows();
  const Index stocks = size / 2;
  MatrixXd out(bands * size, bands * size);
  for (Index band = bands - 1; band >= 0; --band) {
    const Index here = band * size;
    const Index next = here + size;
    const MatrixXd own = factors_[static_cast<std::size_t>(band)].solve(MatrixXd::Identity(size, size));
    out.block(here, here, size, size) = own;
    if (band + 1 == bands) continue;
    const Index later = out.cols() - next;
    const MatrixXd passed = between_ * own.rightCols(stocks);
    out.block(here, next, size, later).noalias() = -passed * out.block(next + stocks, next, stocks, later);
    out.block(here, here, size, size).noalias() -= out.block(here, next + stocks, size, stocks) * passed.transpose();
  }
  out.triangularView<Eigen::StrictlyLower>() = out.transpose();
  return out;
}

}  // namespace shadematch::inline v0
