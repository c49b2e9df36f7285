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

MatrixXd FilmCholesky::inverse(const std::vector<Index>& stocks) const {
  const auto bands = static_cast<Index>(factors_.size());
  const Index size = factors_.front().rows();
  const Index all = size / 2;
  std::vector<Index> wanted = stocks;
  for (const Index stock : stocks) wanted.push_back(all + stock);
  const auto width = static_cast<Index>(wanted.size());
  MatrixXd out(bands * width, bands * width);
  MatrixXd strip(size, bands * width);  // of the inverse: the rows of a band, the wanted columns of it and later ones
  MatrixXd block(size, size);           // of the inverse: of a band with itself
  for (Index band = bands - 1; band >= 0; --band) {
    const MatrixXd own = factors_[static_cast<std::size_t>(band)].solve(MatrixXd::Identity(size, size));
    if (band + 1 == bands) {
      block = own;
    } else {
      const MatrixXd passed = -between_ * own.rightCols(all);
      const Index later = (bands - 1 - band) * width;
      strip.rightCols(later) = passed * strip.bottomRightCorner(all, later).eval();
      block = own + passed * block.bottomRightCorner(all, all).eval() * passed.transpose();
    }
    strip.middleCols(band * width, width) = block(Eigen::all, wanted);
    out.block(band * width, band * width, width, (bands - band) * width) =
        strip.rightCols((bands - band) * width)(wanted, Eigen::all);
  }
  out.triangularView<Eigen::StrictlyLower>() = out.transpose();
  return out;
}

}  // namespace shadematch::inline v0
