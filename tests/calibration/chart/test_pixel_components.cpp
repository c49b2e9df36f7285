// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <opencv2/imgproc.hpp>
#include <random>

#include <shadematch/chart/pixel_components.hpp>

using namespace shadematch;

namespace {

/// Random pixels, some in blocks; a share of them is in the mask.
cv::Mat random_picture(int width, int height, int block, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> value(0, 3);
  cv::Mat small((height + block - 1) / block, (width + block - 1) / block, CV_8U), large;
  for (int i = 0; i < static_cast<int>(small.total()); ++i) small.data[i] = static_cast<std::uint8_t>(value(random));
  cv::resize(small, large, {}, block, block, cv::INTER_NEAREST);
  return large(cv::Rect(0, 0, width, height)).clone();
}

void check_like_opencv(const cv::Mat& picture, std::uint8_t most) {
  cv::Mat labels, stats, centroids;
  const int count = cv::connectedComponentsWithStats(picture <= most, labels, stats, centroids, 4, CV_32S);
  const auto components = pixel_components(picture, most);
  REQUIRE(std::ssize(components) == count - 1);
  bool alike = true;
  for (int label = 1; label < count; ++label) {
    const PixelComponent& ours = components[static_cast<std::size_t>(label - 1)];
    const int* theirs = stats.ptr<int>(label);
    alike = alike && ours.area == theirs[cv::CC_STAT_AREA] && ours.box.x == theirs[cv::CC_STAT_LEFT] &&
            ours.box.y == theirs[cv::CC_STAT_TOP] && ours.box.width == theirs[cv::CC_STAT_WIDTH] &&
            ours.box.height == theirs[cv::CC_STAT_HEIGHT];
    int pixels = 0;
    for (const PixelRun& run : ours.runs) {
      for (int x = run.begin; x < run.end; ++x, ++pixels) alike = alike && labels.at<int>(run.y, x) == label;
    }
    alike = alike && pixels == ours.area;
  }
  CHECK(alike);
}

}  // namespace

TEST_CASE("components are those of OpenCV, in the same order, pixel by pixel") {
  unsigned seed = 1;
  for (const int block : {1, 2, 5}) {
    for (const cv::Size size : {cv::Size(97, 61), cv::Size(64, 64), cv::Size(1, 40), cv::Size(40, 1)}) {
      const cv::Mat picture = random_picture(size.width, size.height, block, seed++);
      for (const std::uint8_t most : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}}) {
        CAPTURE(block, size.width, size.height, int{most});
        check_like_opencv(picture, most);
      }
    }
  }
}

TEST_CASE("arms that meet late are one component: combs and spirals") {
  cv::Mat comb = cv::Mat::ones(30, 61, CV_8U);
  for (int x = 0; x < 61; x += 2) comb.col(x).setTo(0);
  comb.row(29).setTo(0);
  CHECK(pixel_components(comb, 0).size() == 1);
  check_like_opencv(comb, 0);
  cv::Mat spiral = cv::Mat::ones(41, 41, CV_8U);
  for (int ring = 0; ring < 10; ++ring) {
    const int low = 2 * ring, high = 40 - 2 * ring;
    cv::rectangle(spiral, {low, low}, {high, high}, 0);
    spiral.at<std::uint8_t>(low + 1, low) = 1;  // open at the left, and on to the next ring
    if (ring < 9) spiral.at<std::uint8_t>(low + 2, low + 1) = 0;
  }
  check_like_opencv(spiral, 0);
}

TEST_CASE("components outside the limits of area are left out") {
  cv::Mat picture = cv::Mat::ones(10, 20, CV_8U);
  picture(cv::Rect(1, 1, 2, 2)).setTo(0);
  picture(cv::Rect(5, 1, 3, 3)).setTo(0);
  picture(cv::Rect(10, 1, 5, 5)).setTo(0);
  const auto found = pixel_components(picture, 0, {5, 24});
  REQUIRE(found.size() == 1);
  CHECK(found[0].area == 9);
  CHECK(found[0].runs.size() == 3);
  CHECK(pixel_components(cv::Mat::ones(5, 5, CV_8U), 0).empty());
}
