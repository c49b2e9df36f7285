// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/skin/skin_media.hpp>
#include <shadematch/skin/skin_table.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kMuaNodes = 24;
constexpr Eigen::Index kMusrNodes = 10;
constexpr Eigen::Index kMuaCoefficients = kMuaNodes + 2;
constexpr Eigen::Index kMusrCoefficients = kMusrNodes + 2;
constexpr double kMusrScale = 10.0;
constexpr double kCmPerMm = 0.1;

using Nodes = Eigen::Matrix<double, kMuaNodes, kMusrNodes>;
using Coefficients = Eigen::Matrix<double, kMuaCoefficients, kMusrCoefficients, Eigen::RowMajor>;

double step(double scale, Eigen::Index nodes) {
  return std::asinh(SkinTable::kLargest / scale) / static_cast<double>(nodes - 1);
}

const double kMuaStep = step(1.0, kMuaNodes);
const double kMusrStep = step(kMusrScale, kMusrNodes);

/// From values at `n` nodes to the n + 2 coefficients of the cubic B-spline through them. The ends are not knots: the
/// third derivative does not jump at the second and the last but one node.
Eigen::MatrixXd spline_through(Eigen::Index n) {
  Eigen::MatrixXd conditions = Eigen::MatrixXd::Zero(n + 2, n + 2);
  for (Eigen::Index i = 0; i < n; ++i) conditions.row(i).segment<3>(i) << 1.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0;
  conditions.row(n).head<5>() << 1.0, -4.0, 6.0, -4.0, 1.0;
  conditions.row(n + 1).tail<5>() << 1.0, -4.0, 6.0, -4.0, 1.0;
  return conditions.inverse().leftCols(n);
}

/// The four B-splines that are not zero at `x` (in steps), and the first of them.
struct Blend {
  Eigen::Index first;
  std::array<double, 4> weight;
};

Blend blend_at(double x, Eigen::Index nodes) {
  const double cell = std::clamp(std::floor(x), 0.0, static_cast<double>(nodes - 2));
  const double t = x - cell;
  const double s = 1.0 - t;
  const double cubic = t * t * t;
  return {std::isnan(x) ? 0 : static_cast<Eigen::Index>(cell),
          {s * s * s / 6.0, (4.0 - 6.0 * t * t + 3.0 * cubic) / 6.0, (1.0 + 3.0 * t + 3.0 * t * t - 3.0 * cubic) / 6.0,
           cubic / 6.0}};
}

/// What lies above and below the pigment at one band.
struct Surroundings {
  Turbidity dermis;
  LayerOperators cover, epidermis;
  StreamMatrix ground;
};

double node_value(const Surroundings& around, const Turbidity& zone, double thickness_cm, const Quadrature& quadrature,
                  const AddingDoublingOptions& options) {
  StreamMatrix R = add_on_top(homogeneous_layer(zone, thickness_cm, quadrature), around.ground);
  R = add_on_top(around.epidermis, add_on_top(around.cover, R));
  return reflectance_through_surface(R, quadrature, options.refractive_index, options.illumination) +
         (options.specular_included ? specular_reflectance(options.refractive_index) : 0.0);
}

Nodes node_values(const Surroundings& around, double factor, double thickness_cm, const Quadrature& quadrature,
                  const AddingDoublingOptions& options) {
  Nodes nodes;
  for (Eigen::Index i = 0; i < kMuaNodes; ++i) {
    for (Eigen::Index j = 0; j < kMusrNodes; ++j) {
      const double mua = std::sinh(kMuaStep * static_cast<double>(i));
      const double musr = kMusrScale * std::sinh(kMusrStep * static_cast<double>(j));
      const Turbidity zone{around.dermis.mua + mua, around.dermis.musr + musr};
      nodes(i, j) = std::cbrt(factor * node_value(around, zone, thickness_cm, quadrature, options));
    }
  }
  return nodes;
}

void expect_not_negative(const char* name, const double* values) {
  const double* wrong = std::find_if(values, values + kBandCount, [](double value) { return value < 0.0; });
  if (wrong == values + kBandCount) return;
  const double nm = band_nm(static_cast<std::size_t>(wrong - values));
  throw std::invalid_argument("SkinTable: expected " + std::string(name) + " >= 0 at " +
                              std::to_string(static_cast<int>(nm)) + " nm, got " + std::to_string(*wrong));
}

}  // namespace

SkinTable::SkinTable(const ClientSkin& client, double depth_mm, double thickness_mm)
    : depth_mm_(depth_mm), thickness_mm_(thickness_mm), coefficients_(kBandCount * Coefficients::SizeAtCompileTime) {
  expect_valid("SkinTable", client.parameters);
  expect_valid_zone_size("SkinTable", depth_mm, thickness_mm);
  const AddingDoublingOptions& options = client.options;
  const Quadrature quadrature = tissue_quadrature(options.streams, options.refractive_index);
  const SkinMedia media = skin_media(client.parameters);
  const Eigen::MatrixXd along_mua = spline_through(kMuaNodes);
  const Eigen::MatrixXd along_musr = spline_through(kMusrNodes);
  const double epidermis_cm = client.parameters.epidermis_thickness_mm * kCmPerMm;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const Turbidity& dermis = media.dermis[band];
    const Surroundings around{dermis, homogeneous_layer(dermis, depth_mm * kCmPerMm, quadrature),
                              homogeneous_layer(media.epidermis[band], epidermis_cm, quadrature),
                              semi_infinite_layer(dermis, quadrature)};
    const Nodes nodes = node_values(around, client.residual[band], thickness_mm * kCmPerMm, quadrature, options);
    Eigen::Map<Coefficients> out(coefficients_.data() + band * Coefficients::SizeAtCompileTime);
    out = along_mua * nodes * along_musr.transpose();
  }
}

void SkinTable::reflect(const double* mua, const double* musr, double* R) const {
  const auto place = [](double value, double scale, double node_step) {
    return std::asinh(std::clamp(value, 0.0, kLargest) / scale) / node_step;
  };
  const double* table = coefficients_.data();
  for (std::size_t band = 0; band < kBandCount; ++band, table += Coefficients::SizeAtCompileTime) {
    const Blend a = blend_at(place(mua[band], 1.0, kMuaStep), kMuaNodes);
    const Blend s = blend_at(place(musr[band], kMusrScale, kMusrStep), kMusrNodes);
    const double* row = table + a.first * kMusrCoefficients + s.first;
    double root = 0.0;
    for (const double weight : a.weight) {
      root += weight * (s.weight[0] * row[0] + s.weight[1] * row[1] + s.weight[2] * row[2] + s.weight[3] * row[3]);
      row += kMusrCoefficients;
    }
    R[band] = root * root * root;
  }
}

Reflectance SkinTable::reflectance(const Bands& mua, const Bands& musr) const {
  expect_not_negative("mua", mua.data());
  expect_not_negative("musr", musr.data());
  Reflectance out;
  reflect(mua.data(), musr.data(), out.R.data());
  return out;
}

ReflectanceTable SkinTable::reflectance(const Eigen::Ref<const BandsTable>& mua,
                                        const Eigen::Ref<const BandsTable>& musr) const {
  if (mua.rows() != musr.rows()) {
    throw std::invalid_argument("SkinTable: expected mua and musr of as many rows, got " + std::to_string(mua.rows()) +
                                " and " + std::to_string(musr.rows()));
  }
  ReflectanceTable out(mua.rows(), mua.cols());
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    expect_not_negative("mua", mua.row(row).data());
    expect_not_negative("musr", musr.row(row).data());
    reflect(mua.row(row).data(), musr.row(row).data(), out.row(row).data());
  }
  return out;
}

}  // namespace shadematch::inline v0
