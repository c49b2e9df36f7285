// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void fail(const std::string& who, const std::string& expected, const std::string& got) {
  throw std::invalid_argument(who + ": expected " + expected + ", got " + got);
}

std::string text(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.10g", value);
  return out;
}

/// First and last whole number in [low, high).
std::pair<int, int> whole_between(double low, double high) {
  return {static_cast<int>(std::ceil(low)), static_cast<int>(std::ceil(high)) - 1};
}

void expect_photo(const std::string& who, int width, int height) {
  if (width > 0 && height > 0) return;
  fail(who, "a photograph with pixels", std::to_string(width) + " x " + std::to_string(height));
}

/// Bounds may touch the outer edge of the photograph's pixels.
void expect_inside(const std::string& who, const Eigen::Vector2d& low, const Eigen::Vector2d& high, int width,
                   int height) {
  if (low(0) >= -0.5 && low(1) >= -0.5 && high(0) <= width - 0.5 && high(1) <= height - 0.5) return;
  fail(who, "a region inside the photograph of " + std::to_string(width) + " x " + std::to_string(height) + " pixels",
       "x " + text(low(0)) + " to " + text(high(0)) + ", y " + text(low(1)) + " to " + text(high(1)));
}

/// Sorted x where the outline crosses the line through the pixel centers of row y.
std::vector<double> crossings(std::span<const Eigen::Vector2d> vertices, double y) {
  std::vector<double> xs;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const Eigen::Vector2d& from = vertices[i];
    const Eigen::Vector2d& to = vertices[(i + 1) % vertices.size()];
    if ((from(1) <= y) == (to(1) <= y)) continue;
    xs.push_back(from(0) + (y - from(1)) / (to(1) - from(1)) * (to(0) - from(0)));
  }
  std::sort(xs.begin(), xs.end());
  return xs;
}

void fill_row(std::span<const Eigen::Vector2d> vertices, int row, Region& region) {
  const std::vector<double> xs = crossings(vertices, region.y + row);
  for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
    const auto [first, last] = whole_between(xs[i], xs[i + 1]);
    for (int x = std::max(first, region.x); x <= std::min(last, region.x + region.width - 1); ++x) {
      region.mask[static_cast<std::size_t>(row) * static_cast<std::size_t>(region.width) +
                  static_cast<std::size_t>(x - region.x)] = 1;
    }
  }
}

bool is_empty(const Region& region) {
  return std::find(region.mask.begin(), region.mask.end(), std::uint8_t{1}) == region.mask.end();
}

}  // namespace

Region region_from_polygon(std::span<const Eigen::Vector2d> vertices, int photo_width, int photo_height) {
  const std::string who = "region_from_polygon";
  expect_photo(who, photo_width, photo_height);
  if (vertices.size() < 3) fail(who, "at least 3 vertices", std::to_string(vertices.size()));
  Eigen::Vector2d low = vertices[0];
  Eigen::Vector2d high = vertices[0];
  for (const Eigen::Vector2d& vertex : vertices) {
    if (!vertex.allFinite()) fail(who, "finite vertices", text(vertex(0)) + ", " + text(vertex(1)));
    low = low.cwiseMin(vertex);
    high = high.cwiseMax(vertex);
  }
  expect_inside(who, low, high, photo_width, photo_height);
  const auto [left, right] = whole_between(low(0), high(0));
  const auto [top, bottom] = whole_between(low(1), high(1));
  Region region{left, top, std::max(right - left + 1, 0), std::max(bottom - top + 1, 0), {}};
  region.mask.assign(static_cast<std::size_t>(region.width) * static_cast<std::size_t>(region.height), 0);
  for (int row = 0; row < region.height; ++row) fill_row(vertices, row, region);
  if (is_empty(region)) fail(who, "a polygon that holds the center of a pixel", "one that holds none");
  return region;
}

Region region_from_rectangle(double x, double y, double width, double height, int photo_width, int photo_height) {
  const std::string who = "region_from_rectangle";
  expect_photo(who, photo_width, photo_height);
  const bool finite = std::isfinite(x) && std::isfinite(y) && std::isfinite(width) && std::isfinite(height);
  if (!finite || !(width > 0.0 && height > 0.0)) {
    fail(who, "finite x, y and a width and height above 0",
         text(x) + ", " + text(y) + ", " + text(width) + ", " + text(height));
  }
  const Eigen::Vector2d low(x - 0.5, y - 0.5);
  const Eigen::Vector2d high(x + width - 0.5, y + height - 0.5);
  expect_inside(who, low, high, photo_width, photo_height);
  const auto [left, right] = whole_between(low(0), high(0));
  const auto [top, bottom] = whole_between(low(1), high(1));
  if (right < left || bottom < top) fail(who, "a rectangle that holds the center of a pixel", "one that holds none");
  Region region{left, top, right - left + 1, bottom - top + 1, {}};
  region.mask.assign(static_cast<std::size_t>(region.width) * static_cast<std::size_t>(region.height), 1);
  return region;
}

Region region_from_mask(std::span<const std::uint8_t> mask, int photo_width, int photo_height) {
  const std::string who = "region_from_mask";
  expect_photo(who, photo_width, photo_height);
  const auto width = static_cast<std::size_t>(photo_width);
  const auto size = width * static_cast<std::size_t>(photo_height);
  if (mask.size() != size) fail(who, std::to_string(size) + " mask values", std::to_string(mask.size()));
  int left = photo_width, right = -1, top = photo_height, bottom = -1;
  for (std::size_t i = 0; i < size; ++i) {
    if (mask[i] == 0) continue;
    const auto x = static_cast<int>(i % width);
    const auto y = static_cast<int>(i / width);
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  if (right < 0) fail(who, "a mask with at least one pixel inside", "an empty one");
  Region region{left, top, right - left + 1, bottom - top + 1, {}};
  for (int y = top; y <= bottom; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * width;
    for (int x = left; x <= right; ++x) region.mask.push_back(mask[row + static_cast<std::size_t>(x)] != 0 ? 1 : 0);
  }
  return region;
}

}  // namespace shadematch::inline v0
