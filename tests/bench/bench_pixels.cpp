// SPDX-License-Identifier: Apache-2.0
// RGB -> Lab of 12 megapixels, rows of pixels beside Little CMS and OpenCV. Every error is that against the formula in
// double of the contestant's own white: D50, OpenCV's D65.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <hwy/highway.h>
#include <hwy/targets.h>
#include <lcms2.h>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <random>

#include <shadematch/pixels/lab_rows.hpp>

#include "../core/pixels/made_maps.hpp"
#include "contest.hpp"
#include "report.hpp"
#include "two_threads.hpp"

namespace shadematch::bench {
namespace {

using namespace shadematch::test;

constexpr int kWidth = 4000, kHeight = 3000, kCheckedRows = 60, kRowsOfABlock = 16;
constexpr double kPixels = 12e6, kPromised = 5e-4;  // CIE76
constexpr std::size_t kStride = std::size_t{3} * kWidth, kValues = kStride * kHeight;
constexpr const char *kLittleCms = "Little CMS", *kOpenCv = "OpenCV";

struct Goal {
  const char* name;
  std::int64_t target;
  double matrix, roots, linear;  ///< times Little CMS, Little CMS, OpenCV
};
constexpr Goal kGoals[] = {
    {"AVX-512", HWY_AVX3, 50, 40, 2}, {"AVX2", HWY_AVX2, 45, 35, 2}, {"SSE4", HWY_SSE4, 20, 15, 0}};

struct Picture {
  std::vector<std::uint8_t> codes = std::vector<std::uint8_t>(kValues);
  std::vector<float> linear = std::vector<float>(kValues), lab = std::vector<float>(kValues);
  CodeLight light;

  Picture() {
    std::mt19937 random(kSeed);
    for (auto& channel : light) {
      for (int code = 0; code < 256; ++code) {
        const double v = code / 255.0;
        channel.push_back(static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4)));
      }
    }
    for (std::size_t i = 0; i < kValues; ++i) {
      codes[i] = static_cast<std::uint8_t>(random() >> 24U);
      linear[i] = light[0][codes[i]];
    }
  }
};

PixelMap map_of(const double (&rows)[3][3], const double (&white)[3]) {
  PixelMap map;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t c = 0; c < 3; ++c) map.terms[row][c] = static_cast<float>(rows[row][c] / white[row]);
  }
  return map;
}

/// sRGB primaries under D50 [icc2022].
PixelMap srgb_d50() {
  return map_of(
      {{0.4360747, 0.3850649, 0.1430804}, {0.2225045, 0.7168786, 0.0606169}, {0.0139322, 0.0971045, 0.7141733}},
      {kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z});
}

/// The same as OpenCV's documentation of cvtColor has them.
PixelMap srgb_d65() {
  return map_of({{0.412453, 0.357580, 0.180423}, {0.212671, 0.715160, 0.072169}, {0.019334, 0.119193, 0.950227}},
                {0.950456, 1.0, 1.088754});
}

void force(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

/// What converts, and by which formula. `codes` or `linear` is its input.
struct Way {
  std::string name;
  PixelMap map;
  bool codes;
  std::function<void()> run;
};

double largest_error(const Picture& picture, const Way& way) {
  way.run();
  double largest = 0.0;
  for (int y = 0; y < kCheckedRows; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const float* linear = picture.linear.data() + kStride * static_cast<std::size_t>(y) + std::ptrdiff_t{3} * x;
      const Lab expected = lab_of_values(way.map, linear, x, y);
      largest = std::max(largest, delta_e_76(expected, picture.lab.data() + (linear - picture.linear.data())));
    }
  }
  return largest;
}

cmsHTRANSFORM little_cms() {
  const cmsHPROFILE srgb = cmsCreate_sRGBProfile(), lab = cmsCreateLab4Profile(nullptr);
  const cmsHTRANSFORM transform =
      cmsCreateTransform(srgb, TYPE_RGB_8, lab, TYPE_Lab_FLT, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
  cmsCloseProfile(srgb);
  cmsCloseProfile(lab);
  return transform;
}

void add_peers(std::vector<Way>& ways, Picture& picture) {
  cv::setNumThreads(1);
  const std::shared_ptr<void> transform(little_cms(), &cmsDeleteTransform);
  ways.push_back({kLittleCms, srgb_d50(), true, [&picture, transform] {
                    cmsDoTransform(transform.get(), picture.codes.data(), picture.lab.data(), kWidth * kHeight);
                  }});
  ways.push_back({kOpenCv, srgb_d65(), false, [&picture] {
                    const cv::Mat in(kHeight, kWidth, CV_32FC3, picture.linear.data());
                    cv::Mat out(kHeight, kWidth, CV_32FC3, picture.lab.data());
                    cv::cvtColor(in, out, cv::COLOR_LRGB2Lab);
                  }});
}

Way way_of_codes(const std::string& name, const PixelMap& map, std::int64_t target, Picture& picture) {
  return {name, map, true, [&picture, target, codes = CodeMap(map, picture.light)] {
            force(target);
            for (int y = 0; y < kHeight; ++y) {
              const std::size_t row = kStride * static_cast<std::size_t>(y);
              lab_from_codes(codes, picture.codes.data() + row, {0, y, kWidth}, picture.lab.data() + row);
            }
          }};
}

Way way_of_values(const std::string& name, const PixelMap& map, std::int64_t target, Picture& picture) {
  return {name, map, false, [&picture, target, map] {
            force(target);
            for (int y = 0; y < kHeight; ++y) {
              const std::size_t row = kStride * static_cast<std::size_t>(y);
              lab_from_values(map, picture.linear.data() + row, {0, y, kWidth}, picture.lab.data() + row);
            }
          }};
}

std::string with_error(const char* who, double error) {
  char text[80];
  std::snprintf(text, sizeof text, "%s: largest error %.1e CIE76", who, error);
  return text;
}

/// The ratio with both errors beside it, and the error against its limit.
void report(const std::string& name, const char* peer, double goal, const std::vector<Way>& ways,
            const std::vector<Timing>& timings, const Picture& picture) {
  const auto way = [&](const std::string& called) {
    return std::find_if(ways.begin(), ways.end(), [&](const Way& one) { return one.name == called; });
  };
  const double ours = largest_error(picture, *way(name));
  const std::string note = with_error("ours", ours) + "; " + with_error(peer, largest_error(picture, *way(peer))) +
                           "; " + std::to_string(timing_of(timings, name).median / kPixels * 1e9).substr(0, 5) +
                           " ns a pixel";
  print_ratio("RGB to Lab, 12 MP, " + name + ", times " + peer, timings, name, peer, kPixels, "Mpixels/s",
              goal > 0 ? std::optional(goal) : std::nullopt, note, goal == 0);
  print({.row = "RGB to Lab, largest error, " + name,
         .value = ours,
         .unit = "dE76",
         .at_most = kPromised,
         .cases = kWidth * kCheckedRows,
         .detail = true});
}

/// Float rows with curves, into blocks that stay in the cache, cut as pictures are.
void bench_threads(const Picture& picture) {
  const PixelMap map = curved(shaded(rooted_map()));
  print_two_threads("RGB to Lab, two threads, times one", 1.9, [&](ThreadPool& pool) {
    pool.parallel_for(kHeight, kRowsOfABlock, [&](std::size_t y, std::size_t end) {
      thread_local std::vector<float> lab(kStride);
      for (; y < end; ++y) {
        lab_from_values(map, picture.linear.data() + kStride * y, {0, static_cast<int>(y), kWidth}, lab.data());
      }
    });
  });
}

}  // namespace

void bench_pixels() {
  Picture picture;
  std::vector<Way> ways;
  add_peers(ways, picture);
  std::vector<Goal> goals;
  for (const Goal& goal : kGoals) {
    if ((goal.target & HWY_TARGETS & hwy::SupportedTargets()) != 0) goals.push_back(goal);
  }
  for (const Goal& goal : goals) {
    const std::string on = std::string(", ") + goal.name;
    ways.push_back(way_of_codes("RGB8, matrix" + on, srgb_d50(), goal.target, picture));
    ways.push_back(way_of_codes("RGB8, root polynomial" + on, rooted_map(), goal.target, picture));
    ways.push_back(way_of_codes("RGB8, root polynomial and shading" + on, shaded(rooted_map()), goal.target, picture));
    ways.push_back(way_of_values("linear float, matrix" + on, srgb_d50(), goal.target, picture));
    ways.push_back(way_of_values("float, whole calibration" + on, curved(shaded(rooted_map())), goal.target, picture));
  }
  std::vector<Contestant> contestants;
  for (const Way& way : ways) contestants.push_back({way.name, 1, way.run});
  const std::vector<Timing> timings = contest(contestants, 21);
  for (const Goal& goal : goals) {
    const std::string on = std::string(", ") + goal.name;
    report("RGB8, matrix" + on, kLittleCms, goal.matrix, ways, timings, picture);
    report("RGB8, root polynomial" + on, kLittleCms, goal.roots, ways, timings, picture);
    report("RGB8, root polynomial and shading" + on, kLittleCms, 0, ways, timings, picture);
    report("linear float, matrix" + on, kOpenCv, goal.linear, ways, timings, picture);
    report("float, whole calibration" + on, kLittleCms, 0, ways, timings, picture);
  }
  force(0);
  bench_threads(picture);
}

}  // namespace shadematch::bench
