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
  CHECK((FilmCholesky(made).inverse({0, 1, 2}) - inverse).norm() < 1e-10 * inverse.norm());
}

TEST_CASE("the inverse of some stocks is that corner of the whole inverse") {
  std::mt19937 draw(7);
  const FilmNormal made = made_normal(draw);
  const MatrixXd whole = FilmCholesky(made).inverse({0, 1, 2});
  const MatrixXd some = FilmCholesky(made).inverse({2, 0});
  REQUIRE(some.rows() == 144);
  const FilmUnknowns all(kStocks);
  const FilmUnknowns two(2);
  CHECK(some(two.K(0, 4), two.S(1, 9)) == Approx(whole(all.K(2, 4), all.S(0, 9))).epsilon(1e-12));
  CHECK(some(two.S(1, 30), two.S(0, 2)) == Approx(whole(all.S(0, 30), all.S(2, 2))).epsilon(1e-12));
  CHECK(some(two.K(1, 35), two.K(1, 35)) == Approx(whole(all.K(0, 35), all.K(0, 35))).epsilon(1e-12));
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
