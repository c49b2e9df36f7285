// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>

#include <shadematch/quality/hidden_patches.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLightL = 45;     // darker patches may not stand out from a black frame
constexpr int kLeastEdges = 2;     // of 4
constexpr double kInPlace = 0.05;  // pitches from where the edges of this photograph lie
constexpr double kOutlined = 0.6;  // share of the light patches that must have an outline

double usual_offset(const std::vector<PatchEdge>& edges) {
  std::vector<double> offsets;
  offsets.reserve(edges.size());
  for (const PatchEdge& edge : edges) offsets.push_back(edge.offset);
  return median_of(std::move(offsets));
}

}  // namespace

std::vector<int> hidden_patches(const Chart& chart, const std::vector<PatchEdge>& edges) {
  std::map<int, int> count;
  const double usual = edges.empty() ? 0 : usual_offset(edges);
  for (const PatchEdge& edge : edges) count[edge.patch_id] += std::abs(edge.offset - usual) < kInPlace ? 1 : 0;
  const LabTable& lab = chart.definition.edition(chart.edition).lab;
  std::vector<int> hidden;
  int light = 0;
  for (const PatchSample& patch : chart.patches) {
    if (!patch.valid || lab(patch.id - 1, 0) < kLightL) continue;
    ++light;
    if (count[patch.id] < kLeastEdges) hidden.push_back(patch.id);
  }
  const auto outlined = static_cast<double>(light) - static_cast<double>(hidden.size());
  return outlined < kOutlined * light ? std::vector<int>{} : hidden;
}

}  // namespace shadematch::inline v0
