// SPDX-License-Identifier: Apache-2.0
// Private. The objective of capture_fit and what follows from its minimum.
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/response/capture_fit.hpp>
#include <shadematch/response/tone_table.hpp>

namespace shadematch::inline v0 {

/// Parameters of a CaptureModel without its response, in units of their prior sd.
inline constexpr Eigen::Index kCaptureParameters = 13;

/// The observed channels of all patches against one prior at one level of noise.
class SHADEMATCH_API CapturePosterior {
 public:
  CapturePosterior(const std::vector<ObservedPatch>& patches, const ResponsePrior& prior, double noise,
                   const LightObservation& seen = {});

  /// Minus the logarithm of the posterior density, up to a constant:
  ///     (y - Dm)' S^-1 (y - Dm) / 2 - sum ln |dy/dv| + |whitened parameters|^2 / 2,   S = D C D' + N
  /// and the light seen beside the chart.
  /// @param gradient  where it is not null: d energy / d parameters, kCaptureParameters.
  [[nodiscard]] double energy(const Eigen::VectorXd& parameters, Eigen::VectorXd* gradient = nullptr) const;
  /// Start of the search: gray balance, no curve, light as the prior has it.
  [[nodiscard]] static Eigen::VectorXd start();
  /// ln determinant of S.
  [[nodiscard]] double ln_determinant() const;
  /// The model at these parameters, its response the mean of the posterior plus `deviates` (rank of the prior,
  /// independent standard normals) times its spread.
  [[nodiscard]] CaptureModel model(const Eigen::VectorXd& parameters, const Eigen::VectorXd& deviates) const;
  [[nodiscard]] Eigen::Index rank() const { return prior_->components.cols(); }

 private:
  struct Channel {  // one channel of one patch
    Eigen::Index k;
    double ln_value;
    LightTerms terms;
    TonePlace place;
  };
  /// The channels through a model, and the part of the energy that they have.
  struct Seen {
    ToneTable tone;
    std::vector<ToneTable::Value> values;
    Eigen::VectorXd lit;   ///< of each channel, times its gain
    Eigen::VectorXd pull;  ///< S^-1 (y - Dm)
    double energy = 0;
  };

  [[nodiscard]] Seen see(const CaptureModel& model) const;
  [[nodiscard]] Eigen::VectorXd slope(const CaptureModel& model, const Eigen::VectorXd& parameters, Seen seen) const;
  [[nodiscard]] Eigen::VectorXd surface(const CaptureModel& model) const;
  [[nodiscard]] CaptureModel without_response(const Eigen::VectorXd& parameters) const;
  void gray_balance();

  const ResponsePrior* prior_;
  LightObservation seen_;
  std::vector<Channel> channels_;
  Eigen::VectorXd expected_;                 ///< D m
  Eigen::MatrixXd loadings_;                 ///< D F
  Eigen::VectorXd weight_;                   ///< diagonal of N^-1
  Eigen::LLT<Eigen::MatrixXd> information_;  ///< I + (D F)' N^-1 D F
  Eigen::Vector3d balance_{0, 0, 0};
};

}  // namespace shadematch::inline v0
