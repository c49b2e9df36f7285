// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include <shadematch/spectrum/colorimetric_weights.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kFirstNm = 380;
constexpr int kLastNm = 780;

}  // namespace

XYZ ColorimetricWeights::white_point() const {
  const Eigen::Array3d sums = w.colwise().sum().transpose();
  return {sums[0], sums[1], sums[2]};
}

ColorimetricWeights colorimetric_weights(const Illuminant& illuminant, const Observer& observer) {
  XYZTable w = XYZTable::Zero(static_cast<Eigen::Index>(kBandCount), 3);
  for (int nm = kFirstNm; nm <= kLastNm; ++nm) {
    const double power = illuminant.power.at(nm);
    if (!(power >= 0.0)) {
      throw std::invalid_argument("colorimetric_weights: expected power >= 0, got " + std::to_string(power) + " at " +
                                  std::to_string(nm) + " nm in illuminant '" + illuminant.name + "'");
    }
    const Eigen::Array<double, 1, 3> xyz{power * observer.x.at(nm), power * observer.y.at(nm),
                                         power * observer.z.at(nm)};
    const double position = std::min((nm - kFirstBandNm) / kBandStepNm, static_cast<double>(kBandCount - 1));
    const auto left = std::min(static_cast<Eigen::Index>(position), static_cast<Eigen::Index>(kBandCount - 2));
    const double share = position - static_cast<double>(left);
    w.row(left) += (1.0 - share) * xyz;
    w.row(left + 1) += share * xyz;
  }
  const double Y = w.col(1).sum();
  if (!(Y > 0.0)) {
    throw std::invalid_argument(
        "colorimetric_weights: expected some power between 380 and 780 nm, got none in illuminant '" + illuminant.name +
        "'");
  }
  return {w / Y};
}

XYZ white_point(const Illuminant& illuminant, const Observer& observer) {
  return colorimetric_weights(illuminant, observer).white_point();
}

}  // namespace shadematch::inline v0
