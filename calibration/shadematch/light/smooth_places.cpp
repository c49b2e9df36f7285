// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/light/picture_area.hpp>
#include <shadematch/light/smooth_places.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kAlong = 50;             // squares along the longer side
constexpr int kLeastSide = 8;          // pixels
constexpr int kSamplesAlong = 12;      // pixels that are looked at along a side: medians need no more
constexpr double kMostTexture = 0.05;  // robust sd relative to the level; stubble has .1 and more
constexpr double kMostClipped = 0.01;  // share
constexpr double kLeastValue = 0.002;  // of full scale in each channel: below, a curve's toe and noise rule

bool is_smooth(const AreaSample& area) {
  return area.pixels > 0 && area.texture < kMostTexture && area.clipped_share < kMostClipped &&
         area.value.minCoeff() > kLeastValue;
}

}  // namespace

std::vector<SmoothPlace> smooth_places(const Photo& photo) {
  expect_pixels(photo, "smooth_places");
  const int side = std::max(kLeastSide, std::max(photo.width, photo.height) / kAlong);
  const int stride = std::max(1, side / kSamplesAlong);
  std::vector<SmoothPlace> places;
  for (int y = 0; y + side <= photo.height; y += side) {
    for (int x = 0; x + side <= photo.width; x += side) {
      const AreaSample area = sample_square(photo, x, y, side, stride, {kMostTexture, kMostClipped});
      if (is_smooth(area)) places.push_back({area.center, area.value});
    }
  }
  return places;
}

}  // namespace shadematch::inline v0
