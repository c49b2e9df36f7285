// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/profile/profile_tables.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kGrid = 57;  // the passage between skin and paint of the spectral rung is narrow
constexpr double kFull = 65535.0;
constexpr double kLeastRise = 0.02;  // share of a straight line, so that a curve rises where the file's grays do not

std::uint16_t rounded(double value) {
  return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, kFull)));
}

/// Cube root of one channel's light along the file's grays, from 0 to 1. The straight toe of L* would put one step
/// where tone curves and root polynomials rise from black like a root: CIEDE2000 2.7 on a blue patch.
CodeCurve even_steps(const std::vector<Eigen::Vector3d>& grays, Eigen::Index channel) {
  const double low = std::cbrt(grays.front()(channel)), high = std::cbrt(grays.back()(channel));
  CodeCurve curve;
  double most = 0.0;
  for (std::size_t i = 0; i < grays.size(); ++i) {
    const double line = static_cast<double>(i) / static_cast<double>(grays.size() - 1);
    const double share = high > low ? (std::cbrt(grays[i](channel)) - low) / (high - low) : line;
    most = std::max(most, std::min(share, 1.0));
    curve.push_back(rounded(kFull * ((1.0 - kLeastRise) * most + kLeastRise * line)));
  }
  return curve;
}

/// Code at which the curve, straight between its entries, has a value.
double code_at(const CodeCurve& curve, double value) {
  const auto above = std::lower_bound(curve.begin(), curve.end(), value);
  if (above == curve.begin()) return 0.0;
  if (above == curve.end()) return 1.0;
  const double low = *(above - 1), high = *above;
  const auto before = static_cast<double>(above - curve.begin() - 1);
  return (before + (value - low) / (high - low)) / static_cast<double>(curve.size() - 1);
}

std::array<std::vector<double>, 3> node_codes(const std::array<CodeCurve, 3>& curves) {
  std::array<std::vector<double>, 3> nodes;
  for (std::size_t c = 0; c < 3; ++c) {
    for (int i = 0; i < kGrid; ++i) nodes[c].push_back(code_at(curves[c], kFull * i / (kGrid - 1)));
  }
  return nodes;
}

std::vector<Eigen::Vector3d> lattice(const std::array<std::vector<double>, 3>& nodes) {
  std::vector<Eigen::Vector3d> codes;
  for (const double red : nodes[0]) {
    for (const double green : nodes[1]) {
      for (const double blue : nodes[2]) codes.emplace_back(red, green, blue);
    }
  }
  return codes;
}

}  // namespace

ClutTables clut_tables(const Calibration& calibration, const FileCodes& codes) {
  std::vector<Eigen::Vector3d> grays;
  for (std::size_t i = 0; i < kCurveEntries; ++i) {
    grays.emplace_back(Eigen::Vector3d::Constant(static_cast<double>(i) / static_cast<double>(kCurveEntries - 1)));
  }
  grays = codes.decode(grays);
  ClutTables tables{{even_steps(grays, 0), even_steps(grays, 1), even_steps(grays, 2)}, kGrid, {}};
  const Eigen::Vector2d center = calibration.chart_center();
  for (const Eigen::Vector3d& linear : codes.decode(lattice(node_codes(tables.curves)))) {
    const Lab lab = calibration.lab(linear, center);
    // The encoding of Lab in lut16: 100 is 0xFF00, and 0 of a* and b* is 0x8000 (ICC.1:2001-04, A.3 [icc2001]).
    for (const double value : {652.8 * lab.L, 256.0 * (lab.a + 128.0), 256.0 * (lab.b + 128.0)}) {
      tables.lab.push_back(rounded(value));
    }
  }
  return tables;
}

}  // namespace shadematch::inline v0
