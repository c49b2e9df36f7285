// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <sstream>
#include <stdexcept>
#include <string>

#include <shadematch/color/adaptation.hpp>

namespace shadematch::inline v0 {
namespace {

Eigen::Vector3d cone_responses(const Eigen::Matrix3d& cones, const XYZ& white) {
  Eigen::Vector3d responses = cones * Eigen::Vector3d(white.X, white.Y, white.Z);
  if (!(responses.array() > 0.0).all()) {
    std::ostringstream message;
    message << "adaptation_matrix: expected a white with positive cone responses, got XYZ (" << white.X << ", "
            << white.Y << ", " << white.Z << ")";
    throw std::invalid_argument(message.str());
  }
  return responses;
}

}  // namespace

AdaptationMethod adaptation_method(std::string_view name) {
  if (name == "bradford") return AdaptationMethod::kBradford;
  if (name == "cat16") return AdaptationMethod::kCat16;
  throw std::invalid_argument("adaptation_method: expected 'bradford' or 'cat16', got '" + std::string(name) + "'");
}

Eigen::Matrix3d cone_matrix(AdaptationMethod method) {
  Eigen::Matrix3d cones;
  if (method == AdaptationMethod::kBradford) {
    cones << 0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296;
  } else {
    cones << 0.401288, 0.650173, -0.051461, -0.250268, 1.204414, 0.045854, -0.002079, 0.048952, 0.953127;
  }
  return cones;
}

Eigen::Matrix3d adaptation_matrix(const XYZ& from, const XYZ& to, AdaptationMethod method) {
  const Eigen::Matrix3d cones = cone_matrix(method);
  const Eigen::Vector3d gains = cone_responses(cones, to).cwiseQuotient(cone_responses(cones, from));
  return cones.inverse() * gains.asDiagonal() * cones;
}

XYZ adapt(const XYZ& xyz, const XYZ& from, const XYZ& to, AdaptationMethod method) {
  const Eigen::Vector3d adapted = adaptation_matrix(from, to, method) * Eigen::Vector3d(xyz.X, xyz.Y, xyz.Z);
  return {adapted[0], adapted[1], adapted[2]};
}

XYZTable adapt(const Eigen::Ref<const XYZTable>& xyz, const XYZ& from, const XYZ& to, AdaptationMethod method) {
  return (xyz.matrix() * adaptation_matrix(from, to, method).transpose()).array();
}

}  // namespace shadematch::inline v0
