// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>
#include <numeric>

#include <shadematch/region/region.hpp>

using namespace shadematch;

namespace {

using Vertices = std::vector<Eigen::Vector2d>;

int count(const Region& region) {
  return std::accumulate(region.mask.begin(), region.mask.end(), 0);
}

bool holds(const Region& region, int x, int y) {
  if (x < region.x || y < region.y || x >= region.x + region.width || y >= region.y + region.height) return false;
  return region.mask[static_cast<std::size_t>((y - region.y) * region.width + x - region.x)] != 0;
}

}  // namespace

TEST_CASE("a polygon holds the pixels whose centers lie inside") {
  const Region triangle = region_from_polygon(Vertices{{-0.5, -0.5}, {4.5, -0.5}, {-0.5, 4.5}}, 10, 10);
  CHECK(count(triangle) == 10);
  CHECK(holds(triangle, 0, 0));
  CHECK(holds(triangle, 3, 0));
  CHECK(!holds(triangle, 4, 0));
  CHECK(holds(triangle, 0, 3));
  CHECK(!holds(triangle, 3, 1));
}

TEST_CASE("neighboring polygons share no pixel and leave none out") {
  const Region left = region_from_polygon(Vertices{{0, 0}, {5, 0}, {5, 6}, {0, 6}}, 20, 20);
  const Region right = region_from_polygon(Vertices{{5, 0}, {9, 0}, {9, 6}, {5, 6}}, 20, 20);
  CHECK(count(left) == 5 * 6);
  CHECK(count(right) == 4 * 6);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 9; ++x) CHECK(holds(left, x, y) + holds(right, x, y) == 1);
  }
}

TEST_CASE("orientation and starting vertex do not matter, and what is enclosed twice is outside") {
  const Vertices square{{2, 2}, {12, 2}, {12, 12}, {2, 12}};
  const Vertices turned{{12, 12}, {12, 2}, {2, 2}, {2, 12}};
  CHECK(region_from_polygon(square, 20, 20).mask == region_from_polygon(turned, 20, 20).mask);
  Vertices twice = square;
  twice.insert(twice.end(), {{2, 2}, {5, 5}, {9, 5}, {9, 9}, {5, 9}, {5, 5}});
  const Region ring = region_from_polygon(twice, 20, 20);
  CHECK(!holds(ring, 7, 7));
  CHECK(holds(ring, 3, 3));
  CHECK(count(ring) == 100 - 16);
}

TEST_CASE("a rectangle is width x height pixels from its first") {
  const Region region = region_from_rectangle(2, 3, 4, 5, 10, 10);
  CHECK(region.x == 2);
  CHECK(region.y == 3);
  CHECK(region.width == 4);
  CHECK(region.height == 5);
  CHECK(count(region) == 20);
  CHECK(count(region_from_rectangle(0, 0, 10, 10, 10, 10)) == 100);
}

TEST_CASE("a mask keeps its pixels and is cut to its bounds") {
  std::vector<std::uint8_t> mask(30, 0);
  mask[8] = 1;
  mask[21] = 255;
  const Region region = region_from_mask(mask, 6, 5);
  CHECK(region.x == 2);
  CHECK(region.y == 1);
  CHECK(region.width == 2);
  CHECK(region.height == 3);
  CHECK(region.mask == std::vector<std::uint8_t>{1, 0, 0, 0, 0, 1});
}

TEST_CASE("regions refuse what is no region, with what was expected and what came") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(region_from_polygon(Vertices{{1, 1}, {2, 2}}, 9, 9),
                    "region_from_polygon: expected at least 3 vertices, got 2");
  CHECK_THROWS_WITH(region_from_polygon(Vertices{{1, 1}, {2, nan}, {3, 1}}, 9, 9),
                    "region_from_polygon: expected finite vertices, got 2, nan");
  CHECK_THROWS_WITH(
      region_from_polygon(Vertices{{1, 1}, {20, 1}, {1, 5}}, 9, 9),
      "region_from_polygon: expected a region inside the photograph of 9 x 9 pixels, got x 1 to 20, y 1 to 5");
  CHECK_THROWS_WITH(
      region_from_polygon(Vertices{{1.2, 1.2}, {1.4, 1.2}, {1.3, 1.4}}, 9, 9),
      "region_from_polygon: expected a polygon that holds the center of a pixel, got one that holds none");
  CHECK_THROWS_WITH(region_from_polygon(Vertices{{1, 1}, {3, 1}, {1, 3}}, 0, 9),
                    "region_from_polygon: expected a photograph with pixels, got 0 x 9");
  CHECK_THROWS_WITH(region_from_rectangle(1, 1, 0, 5, 9, 9),
                    "region_from_rectangle: expected finite x, y and a width and height above 0, got 1, 1, 0, 5");
  CHECK_THROWS_WITH(
      region_from_rectangle(6, 1, 5, 5, 9, 9),
      "region_from_rectangle: expected a region inside the photograph of 9 x 9 pixels, got x 5.5 to 10.5, "
      "y 0.5 to 5.5");
  CHECK_THROWS_WITH(
      region_from_rectangle(1.6, 1.6, 0.2, 0.2, 9, 9),
      "region_from_rectangle: expected a rectangle that holds the center of a pixel, got one that holds none");
  CHECK_THROWS_WITH(region_from_mask(std::vector<std::uint8_t>(80, 1), 9, 9),
                    "region_from_mask: expected 81 mask values, got 80");
  CHECK_THROWS_WITH(region_from_mask(std::vector<std::uint8_t>(81, 0), 9, 9),
                    "region_from_mask: expected a mask with at least one pixel inside, got an empty one");
}
