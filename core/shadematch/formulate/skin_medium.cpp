// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/formulate/skin_medium.hpp>

namespace shadematch::inline v0 {
namespace {

double expect(const char* name, double value, double low, double high) {
  if (value >= low && value <= high && value > 0.0) return value;
  throw std::invalid_argument(std::string("SkinMedium: expected ") + name + " in " + std::to_string(low) + ".." +
                              std::to_string(high) + " and above 0, got " + std::to_string(value));
}

Bands scaled(const Bands& values, double factor) {
  Bands out;
  for (std::size_t band = 0; band < kBandCount; ++band) out[band] = factor * values[band];
  return out;
}

}  // namespace

SkinMedium::SkinMedium(const ClientSkin& client, const Healing& healing, double thickness_mm)
    : SkinMedium(client, client.reflectance(), healing, thickness_mm) {}

SkinMedium::SkinMedium(const ClientSkin& client, const Reflectance& between_dots, const Healing& healing,
                       double thickness_mm)
    : client_(client),
      ground_(between_dots),
      healing_(healing),
      thickness_mm_(expect("thickness_mm", thickness_mm, 0.0, 5.0)),
      load_(expect("uptake", healing.uptake, 0.0, 1.0) * expect("retention", healing.retention, 0.0, 1.0)),
      root_ground_{},
      table_(client, healing.depth_mm, thickness_mm) {
  const double n = expect("yule_nielsen_n", healing.yule_nielsen_n, 1.0, 10.0);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    root_ground_[band] = std::pow(expect("the ground's reflectance", ground_.R[band], 0.0, 1.2), 1.0 / n);
  }
}

void SkinMedium::reflect(const Bands& K, const Bands& S, double coverage, Bands& R, MediumSlopes* slopes) const {
  const Bands mua = scaled(K, load_);
  const Bands musr = scaled(S, load_);
  const Reflectance dot = table_.reflectance(mua, musr);
  const double n = healing_.yule_nielsen_n;
  Bands pooled_root;
  Bands dot_root;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    dot_root[band] = std::pow(dot.R[band], 1.0 / n);
    pooled_root[band] = (1.0 - coverage) * root_ground_[band] + coverage * dot_root[band];
    R[band] = std::pow(pooled_root[band], n);
  }
  if (slopes == nullptr) return;
  constexpr double kStep = 0.01;  // relative, with a part of 1/cm so that an empty zone has a slope too
  Bands more_mua;
  Bands more_musr;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    more_mua[band] = mua[band] * (1.0 + kStep) + 1e-3;
    more_musr[band] = musr[band] * (1.0 + kStep) + 1e-3;
  }
  const Reflectance by_mua = table_.reflectance(more_mua, musr);
  const Reflectance by_musr = table_.reflectance(mua, more_musr);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double by_root = n * R[band] / pooled_root[band];
    const double by_dot = by_root * coverage * dot_root[band] / (n * dot.R[band]);
    slopes->by_K[band] = load_ * by_dot * (by_mua.R[band] - dot.R[band]) / (more_mua[band] - mua[band]);
    slopes->by_S[band] = load_ * by_dot * (by_musr.R[band] - dot.R[band]) / (more_musr[band] - musr[band]);
    slopes->by_coverage[band] = by_root * (dot_root[band] - root_ground_[band]);
  }
}

Reflectance SkinMedium::model_with(const Healing& healing, const Bands& K, const Bands& S, double coverage) const {
  return treated_reflectance(client_, {K, S, coverage, thickness_mm_, ground_}, healing);
}

Reflectance SkinMedium::model(const Bands& K, const Bands& S, double coverage) const {
  return model_with(healing_, K, S, coverage);
}

}  // namespace shadematch::inline v0
