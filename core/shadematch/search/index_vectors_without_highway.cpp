// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/search/index_vectors.hpp>

namespace shadematch::inline v0 {
namespace {

/// From the target rounded both ways to an interval; 0 inside.
float distance(float low, float high, float from, float to) {
  return std::max({0.0F, from - high, low - to});
}

float lightness_weight(float target, float L) {
  const float l = 0.5F * (target + L) - 50.0F;
  return 1.0F + 0.015F * l * l / std::sqrt(20.0F + l * l);
}

}  // namespace

void squared_bounds(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  for (std::size_t i = 0; i < BoxGroup::kBoxes; ++i) {
    const float L_min = boxes.L_min[i], L_max = boxes.L_max[i];
    const float dL = distance(bound.L_low, bound.L_high, L_min, L_max);
    const float da = distance(bound.a_low, bound.a_high, boxes.a_min[i], boxes.a_max[i]);
    const float db = distance(bound.b_low, bound.b_high, boxes.b_min[i], boxes.b_max[i]);
    const float S_L = bound.L_is_usual ? lightness_weight(bound.L, std::min(std::max(bound.L, L_min), L_max))
                                       : std::max(lightness_weight(bound.L, L_min), lightness_weight(bound.L, L_max));
    const float S_C = bound.S_C_of_grey + bound.S_C_slope * std::min(boxes.C_max[i], bound.C_most);
    const float Z = dL / S_L;
    squared[i] = kBoundMargin * (Z * Z + bound.kappa * (da * da + db * db) / (S_C * S_C));
  }
}

void leaf_columns(const double* leaf, std::size_t rows, float* columns) {
  for (std::size_t i = 0; i < 3 * rows; ++i) columns[i] = static_cast<float>(leaf[i]);
  for (std::size_t i = 0; i < rows; ++i) {
    const float a = columns[rows + i], b = columns[2 * rows + i];
    columns[3 * rows + i] = std::sqrt(a * a + b * b);
  }
}

std::size_t places_within(const float* squared, std::size_t size, float limit, std::uint32_t* places) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    places[count] = static_cast<std::uint32_t>(i);
    count += squared[i] <= limit ? 1U : 0U;
  }
  return count;
}

std::size_t places_opposite(float a1, float b1, const float* a, const float* b, std::size_t size,
                            std::uint32_t* places) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const float plus = a1 * b[i], minus = b1 * a[i];
    const bool along = std::abs(plus - minus) <= kOppositeMargin * (std::abs(plus) + std::abs(minus));
    places[count] = static_cast<std::uint32_t>(i);
    count += along && a1 * a[i] + b1 * b[i] <= 0.0F ? 1U : 0U;
  }
  return count;
}

}  // namespace shadematch::inline v0
