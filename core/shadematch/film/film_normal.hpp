// SPDX-License-Identifier: Apache-2.0
// Private: the linear algebra of fit_film.
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// Places of the unknowns: band after band, in each ln K of all stocks, then ln S of all stocks.
class FilmUnknowns {
 public:
  explicit FilmUnknowns(Eigen::Index stocks) : stocks_(stocks) {}
  [[nodiscard]] Eigen::Index stocks() const { return stocks_; }
  [[nodiscard]] Eigen::Index per_band() const { return 2 * stocks_; }
  [[nodiscard]] Eigen::Index size() const { return per_band() * static_cast<Eigen::Index>(kBandCount); }
  [[nodiscard]] Eigen::Index K(Eigen::Index stock, Eigen::Index band) const { return per_band() * band + stock; }
  [[nodiscard]] Eigen::Index S(Eigen::Index stock, Eigen::Index band) const { return K(stock, band) + stocks_; }

 private:
  Eigen::Index stocks_;
};

/// Second derivatives of the sum of squares. Mixtures couple the unknowns of one band, smoothness couples ln S of a
/// stock with its ln S one band on; all else is 0, so the matrix is block tridiagonal.
struct FilmNormal {
  explicit FilmNormal(const FilmUnknowns& at)
      : within(kBandCount, Eigen::MatrixXd::Zero(at.per_band(), at.per_band())) {}

  std::vector<Eigen::MatrixXd> within;  ///< of each band
  double between = 0;                   ///< of ln S of a stock and its ln S one band on
};

/// Cholesky factors, band after band: cubic in the number of stocks, linear in that of bands. Only ln S is coupled to
/// the next band, so a band changes no more than that corner of the next one.
class SHADEMATCH_API FilmCholesky {
 public:
  /// @param damping  added to the diagonal, times the diagonal; >= 0.
  explicit FilmCholesky(const FilmNormal& normal, double damping = 0.0);

  [[nodiscard]] Eigen::VectorXd solve(Eigen::VectorXd g) const;
  /// Rows and columns of these stocks alone, as if there were no others: band after band, in each ln K, then ln S.
  [[nodiscard]] Eigen::MatrixXd inverse(const std::vector<Eigen::Index>& stocks) const;

 private:
  std::vector<Eigen::LLT<Eigen::MatrixXd>> factors_;
  double between_;
};

}  // namespace shadematch::inline v0
