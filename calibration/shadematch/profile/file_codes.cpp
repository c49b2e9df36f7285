// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>

#include <shadematch/color/lab.hpp>
#include <shadematch/error.hpp>
#include <shadematch/profile/file_codes.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kSteps = 40;
constexpr double kDifference = 1e-3;  // of a code, for slopes: the decoder answers in float

ColorDecoder decoder_of(const ColorEncoding& encoding) {
  const auto* named = std::get_if<NamedEncoding>(&encoding);
  const bool unknown = named != nullptr && *named == NamedEncoding::kUnknown;
  auto decoder = ColorDecoder::make_ungated(unknown ? ColorEncoding(NamedEncoding::kSrgb) : encoding, 3);
  if (decoder) return std::move(*decoder);
  throw UnsupportedImage("profile_unusable",
                         "export_profile: expected the RGB encoding of the photograph's file, got one that is damaged "
                         "or not RGB",
                         "Give the encoding that the photograph was read with");
}

Eigen::Vector3d lightness(const Eigen::Vector3d& linear) {
  return linear.unaryExpr([](double value) { return shadematch::lightness(value); });
}

}  // namespace

double lightness(double linear) {
  return lab_from_xyz({0.0, linear, 0.0}, {1.0, 1.0, 1.0}).L / 100.0;
}

FileCodes::FileCodes(const ColorEncoding& encoding) : decoder_(decoder_of(encoding)) {}

std::vector<Eigen::Vector3d> FileCodes::decode(const std::vector<Eigen::Vector3d>& codes) const {
  std::vector<float> device, linear(codes.size() * 3);
  for (const Eigen::Vector3d& code : codes) {
    for (const double value : code) device.push_back(static_cast<float>(value));
  }
  decoder_.decode(device, linear);
  std::vector<Eigen::Vector3d> out;
  for (std::size_t i = 0; i < linear.size(); i += 3) {
    out.emplace_back(Eigen::Map<const Eigen::Vector3f>(linear.data() + i).cast<double>());
  }
  return out;
}

Eigen::Vector3d FileCodes::decode(const Eigen::Vector3d& code) const {
  return decode(std::vector<Eigen::Vector3d>{code}).front();
}

Eigen::Vector3d FileCodes::encode(const Eigen::Vector3d& linear) const {
  const Eigen::Vector3d target = lightness(linear);
  Eigen::Vector3d code = target.cwiseMax(0.0).cwiseMin(1.0);  // sRGB codes are close to L*
  Eigen::Vector3d off = lightness(decode(code)) - target;
  double damping = 1e-6;
  for (int step = 0; step < kSteps && off.norm() > 1e-7; ++step) {
    Eigen::Matrix3d slopes;
    for (int c = 0; c < 3; ++c) {
      Eigen::Vector3d beside = code;
      beside(c) += code(c) < 0.5 ? kDifference : -kDifference;
      slopes.col(c) = (lightness(decode(beside)) - target - off) / (beside(c) - code(c));
    }
    const Eigen::Matrix3d normal = slopes.transpose() * slopes + damping * Eigen::Matrix3d::Identity();
    const Eigen::Vector3d next = (code - normal.ldlt().solve(slopes.transpose() * off)).cwiseMax(0.0).cwiseMin(1.0);
    const Eigen::Vector3d next_off = lightness(decode(next)) - target;
    const bool better = next_off.norm() < off.norm();
    damping *= better ? 0.2 : 10.0;
    if (!better) continue;
    code = next;
    off = next_off;
  }
  return code;
}

}  // namespace shadematch::inline v0
