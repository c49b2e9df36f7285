// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/film/film_normal.hpp>

using namespace shadematch;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr Index kStocks = 3;

FilmNormal made_normal(std::mt19937& draw) {
  std::normal_distribution<double> normal;
  const FilmUnknowns at(kStocks);
  FilmNormal out(at);
  for (MatrixXd& within : out.within) {
    const MatrixXd any = MatrixXd::NullaryExpr(at.per_band(), at.per_band(), [&] { return normal(draw); });
    within = any * any.transpose() + 2.0 * MatrixXd::Identity(at.per_band(), at.per_band());
  }
  out.between = -.8;
  return out;
}

/// The whole matrix, as the comment of FilmNormal says it.
MatrixXd dense(const FilmNormal& normal) {
  const FilmUnknowns at(kStocks);
  MatrixXd out = MatrixXd::Zero(at.size(), at.size());
  for (Index band = 0; band < static_cast<Index>(kBandCount); ++band) {
    out.block(band * at.per_band(), band * at.per_band(), at.per_band(), at.per_band()) =
        normal.within[static_cast<std::size_t>(band)];
    if (band == 0) continue;
    for (Index stock = 0; stock < kStocks; ++stock) {
      out(at.S(stock, band), at.S(stock, band - 1)) = normal.between;
      out(at.S(stock, band - 1), at.S(stock, band)) = normal.between;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the unknowns have a place each") {
  const FilmUnknowns at(kStocks);
  CHECK(at.size() == 216);
  CHECK(at.K(2, 0) == 2);
  CHECK(at.S(0, 0) == 3);
  CHECK(at.S(2, 35) == 215);
}

TEST_CASE("block factors solve and invert as the whole matrix does") {
  std::mt19937 draw(5);
  std::normal_distribution<double> normal;
  const FilmNormal made = made_normal(draw);
  const MatrixXd whole = dense(made);
  const VectorXd g = VectorXd::NullaryExpr(whole.rows(), [&] { return normal(draw); });
  const VectorXd expected = whole.ldlt().solve(g);
  CHECK((FilmCholesky(made).solve(g) - expected).norm() < 1e-10 * expected.norm());
  const MatrixXd inverse = whole.ldlt().solve(MatrixXd::Identity(whole.rows(), whole.rows()));
  CHECK((FilmCholesky(made).inverse() - inverse).norm() < 1e-10 * inverse.norm());
}

TEST_CASE("damping adds a part of the diagonal") {
  std::mt19937 draw(6);
  const FilmNormal made = made_normal(draw);
  MatrixXd whole = dense(made);
  whole.diagonal() *= 1.3;
  const VectorXd ones = VectorXd::Ones(whole.rows());
  const VectorXd expected = whole.ldlt().solve(ones);
  CHECK((FilmCholesky(made, .3).solve(ones) - expected).norm() < 1e-10 * expected.norm());
}
