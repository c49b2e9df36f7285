// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/error.hpp>
#include <shadematch/profile/profile_tables.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSamePrimaries = 1e-3;  // an embedded sRGB profile differs from sRGB by its rounding, 1e-4

[[noreturn]] void refuse(const std::string& got, const char* advice) {
  throw MeasurementRefused(
      "not_a_matrix", "export_profile: expected a calibration that is three curves and a matrix, got " + got, advice);
}

bool is_gain(const ToneCurve& tone) {
  return tone.p1 == 1.0 && tone.p2 == 0.0;
}

/// y = matrix * (tone(M f(code)) + shift), the only form of a map that curves and a matrix hold.
struct Shaper {
  std::array<ToneCurve, 3> tone;
  Eigen::Matrix3d matrix;  ///< to linear sRGB
  Eigen::Vector3d shift;   ///< an offset behind the matrix, moved before it
};

/// All that the matrix profile knows of how rungs are stored.
Shaper shaper_of(const CameraMap& map, const std::string& rung) {
  if (map.terms == Terms::kRootPolynomial) {
    refuse("rung '" + rung + "', which multiplies channels", "Export a clut, or calibrate with rung 'tone+affine'");
  }
  Shaper out{map.tone, map.matrix.leftCols<3>(), {0, 0, 0}};
  const double determinant = out.matrix.determinant();
  if (!(std::abs(determinant) > 1e-6)) refuse("a matrix that cannot be inverted", "Export a clut");
  if (map.terms == Terms::kAffine) out.shift = out.matrix.inverse() * map.matrix.col(3) * kOffsetTerm;
  return out;
}

/// Curves that act on the file's own primaries instead of sRGB: plain gains change places with a matrix.
Shaper in_file_primaries(Shaper shaper, const ColorDecoder& file) {
  if (!file.is_matrix()) refuse("a file whose own profile is a table", "Export a clut");
  const Eigen::Matrix3d& to_srgb = file.matrix();
  if (std::all_of(shaper.tone.begin(), shaper.tone.end(), is_gain)) {
    Eigen::Vector3d gain;
    for (Eigen::Index c = 0; c < 3; ++c) gain(c) = shaper.tone[static_cast<std::size_t>(c)](1.0);
    const Eigen::Matrix3d inner = gain.asDiagonal() * to_srgb;
    return {{}, shaper.matrix * inner, inner.inverse() * shaper.shift};
  }
  if ((to_srgb - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff() > kSamePrimaries) {
    refuse("tone curves of sRGB channels on a file with other primaries",
           "Export a clut, or calibrate with rung 'affine'");
  }
  return {shaper.tone, shaper.matrix * to_srgb, to_srgb.inverse() * shaper.shift};
}

}  // namespace

ShaperTables shaper_tables(const Calibration& calibration, const FileCodes& codes) {
  const Calibration::State& state = calibration.state();
  if (state.spectral)
    refuse("rung 'spectral', which is a table", "Export a clut, or calibrate with rung 'tone+affine'");
  const Shaper shaper = in_file_primaries(shaper_of(state.map, state.rung), codes.decoder());
  ShaperTables tables;
  Eigen::Vector3d ends;
  for (int c = 0; c < 3; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    std::vector<double> light;
    for (std::size_t i = 0; i < kCurveEntries; ++i) {
      const float code = static_cast<float>(i) / static_cast<float>(kCurveEntries - 1);
      const double own = codes.decoder().curve(c, code);
      light.push_back(std::max(0.0, shaper.tone[channel](own) + shaper.shift(c)));
    }
    ends(c) = *std::max_element(light.begin(), light.end());
    if (!(ends(c) > 0.0)) refuse("a channel without light", "Export a clut");
    for (const double value : light) {
      tables.curves[channel].push_back(static_cast<std::uint16_t>(std::lround(65535.0 * value / ends(c))));
    }
  }
  tables.colorants = xyz_d50_from_linear_srgb() * shaper.matrix * ends.asDiagonal();
  return tables;
}

}  // namespace shadematch::inline v0
