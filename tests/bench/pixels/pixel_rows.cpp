// SPDX-License-Identifier: Apache-2.0
// RGB -> Lab of 12 megapixels on every SIMD target, beside Little CMS and OpenCV. Every round runs each contestant
// once, the order turned by one; medians of the processor time of one thread, ratios of medians, the largest error
// against the formula in double beside them. One line of JSON a row.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <hwy/highway.h>
#include <hwy/targets.h>
#include <lcms2.h>
#include <opencv2/imgproc.hpp>
#include <random>
#include <sched.h>
#include <string>
#include <vector>

#include <shadematch/color/srgb.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/pixels/lab_rows.hpp>

#include "../../core/pixels/made_maps.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr int kWidth = 4000, kHeight = 3000, kRounds = 21, kChecked = 100;
constexpr std::size_t kValues = std::size_t{3} * kWidth * kHeight;

struct Picture {
  std::vector<std::uint8_t> codes = std::vector<std::uint8_t>(kValues);
  std::vector<float> linear = std::vector<float>(kValues), lab = std::vector<float>(kValues);
  CodeLight light;
};

double linear_of(int code) {
  const double v = code / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

Picture made_picture() {
  Picture picture;
  std::mt19937 random(1);
  for (auto& channel : picture.light) {
    for (int code = 0; code < 256; ++code) channel.push_back(static_cast<float>(linear_of(code)));
  }
  for (std::size_t i = 0; i < kValues; ++i) {
    picture.codes[i] = static_cast<std::uint8_t>(random() >> 24U);
    picture.linear[i] = picture.light[0][picture.codes[i]];
  }
  return picture;
}

/// sRGB primaries under D50 [icc2022].
PixelMap srgb_map() {
  PixelMap map;
  const double columns[3][3] = {
      {0.4360747, 0.3850649, 0.1430804}, {0.2225045, 0.7168786, 0.0606169}, {0.0139322, 0.0971045, 0.7141733}};
  const double white[] = {kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t c = 0; c < 3; ++c) map.terms[row][c] = static_cast<float>(columns[row][c] / white[row]);
  }
  return map;
}

struct Contestant {
  std::string name;
  std::function<void()> run;
  std::function<double()> error;
  std::vector<double> seconds = {};
};

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

void run_all(std::vector<Contestant>& all, double (*clock)()) {
  for (int round = -1; round < kRounds; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      Contestant& one = all[(i + static_cast<std::size_t>(round + 1)) % all.size()];
      const double start = clock();
      one.run();
      if (round >= 0) one.seconds.push_back(clock() - start);
    }
  }
}

void print_row(const Contestant& one, const Contestant& against, double error) {
  const double median = quantile(one.seconds, 0.5);
  const double spread = (quantile(one.seconds, 0.9) - quantile(one.seconds, 0.1)) / median;
  std::printf(
      "{\"row\": \"%s\", \"against\": \"%s\", \"ratio\": %.2f, \"megapixels_per_s\": %.1f, \"ns_per_pixel\": "
      "%.2f, \"spread\": %.3f, \"largest_error_de76\": %.2e}\n",
      one.name.c_str(), against.name.c_str(), quantile(against.seconds, 0.5) / median, kWidth * kHeight / median * 1e-6,
      median * 1e9 / (kWidth * kHeight), spread, error);
}

using Reference = std::function<Lab(std::size_t pixel, int x, int y)>;

/// Largest CIE76 of the first rows of `lab`.
double largest_error(const std::vector<float>& lab, const Reference& reference) {
  double largest = 0.0;
  for (int y = 0; y < kChecked; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const auto pixel = static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x);
      largest = std::max(largest, delta_e_76(reference(pixel, x, y), lab.data() + 3 * pixel));
    }
  }
  return largest;
}

void choose(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

class Peers {
 public:
  Peers() {
    const cmsHPROFILE srgb = cmsCreate_sRGBProfile(), lab = cmsCreateLab4Profile(nullptr);
    transform_ =
        cmsCreateTransform(srgb, TYPE_RGB_8, lab, TYPE_Lab_FLT, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
    cmsCloseProfile(srgb);
    cmsCloseProfile(lab);
    cv::setNumThreads(1);
  }
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;
  ~Peers() { cmsDeleteTransform(transform_); }

  void little_cms(Picture& p) const { cmsDoTransform(transform_, p.codes.data(), p.lab.data(), kWidth * kHeight); }
  static void open_cv(Picture& p) {
    const cv::Mat in(kHeight, kWidth, CV_32FC3, p.linear.data());
    cv::Mat out(kHeight, kWidth, CV_32FC3, p.lab.data());
    cv::cvtColor(in, out, cv::COLOR_LRGB2Lab);
  }

 private:
  cmsHTRANSFORM transform_;
};

void bench_targets(Picture& picture) {
  const Peers peers;
  const PixelMap map = srgb_map();
  const CodeMap matrix(map, picture.light), rooted(rooted_map(), picture.light),
      full(shaded(rooted_map()), picture.light);
  const PixelMap curves = curved(shaded(rooted_map()));
  const auto of_codes = [&](const PixelMap& by) {
    return [&picture, by](std::size_t pixel, int x, int y) {
      std::array<double, 3> light{};
      for (std::size_t c = 0; c < 3; ++c) light[c] = picture.light[c][picture.codes[3 * pixel + c]];
      return lab_of_light(by, light, x, y);
    };
  };
  const auto of_values = [&](const PixelMap& by) {
    return [&picture, by](std::size_t pixel, int x, int y) {
      return lab_of_values(by, picture.linear.data() + 3 * pixel, x, y);
    };
  };
  std::vector<Contestant> all;
  std::vector<std::size_t> against;
  const auto add = [&](const std::string& name, std::size_t peer, const std::function<void()>& run,
                       Reference reference) {
    all.push_back({name, run, [&picture, run, reference = std::move(reference)] {
                     run();
                     return largest_error(picture.lab, reference);
                   }});
    against.push_back(peer);
  };
  add(
      "Little CMS, RGB8 to Lab float", 0, [&] { peers.little_cms(picture); }, of_codes(map));
  add(
      "OpenCV, linear float to Lab", 1, [&] { Peers::open_cv(picture); }, of_values(map));
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const std::string on = std::string(", ") + hwy::TargetName(target);
    const auto codes = [&picture, target](const CodeMap& by) {
      return [&picture, &by, target] {
        choose(target);
        for (int y = 0; y < kHeight; ++y) {
          const std::size_t row = std::size_t{3} * kWidth * static_cast<std::size_t>(y);
          lab_from_codes(by, picture.codes.data() + row, {0, y, kWidth}, picture.lab.data() + row);
        }
      };
    };
    const auto values = [&picture, target](const PixelMap& by) {
      return [&picture, &by, target] {
        choose(target);
        for (int y = 0; y < kHeight; ++y) {
          const std::size_t row = std::size_t{3} * kWidth * static_cast<std::size_t>(y);
          lab_from_values(by, picture.linear.data() + row, {0, y, kWidth}, picture.lab.data() + row);
        }
      };
    };
    add("RGB8, matrix" + on, 0, codes(matrix), of_codes(map));
    add("RGB8, root polynomial" + on, 0, codes(rooted), of_codes(rooted_map()));
    add("RGB8, root polynomial and shading" + on, 0, codes(full), of_codes(shaded(rooted_map())));
    add("linear float, matrix" + on, 1, values(map), of_values(map));
    add("linear float, tone curves, root polynomial and shading" + on, 1, values(curves), of_values(curves));
  }
  run_all(all, thread_seconds);
  for (std::size_t i = 0; i < all.size(); ++i) print_row(all[i], all[against[i]], all[i].error());
  choose(0);
}

/// Rows of a picture written to memory of the block's own, so that the bandwidth of the machine has no say.
void bench_threads(const Picture& picture) {
  const PixelMap curves = curved(shaded(rooted_map()));
  ThreadPool one(1), two(2);
  std::vector<float> out(std::size_t{3} * kWidth * (kHeight / 16 + 1));
  const auto run = [&](ThreadPool& pool) {
    pool.parallel_for(kHeight, 16, [&](std::size_t first, std::size_t last) {
      float* to = out.data() + std::size_t{3} * kWidth * (first / 16);
      for (std::size_t y = first; y < last; ++y) {
        const float* from = picture.linear.data() + std::size_t{3} * kWidth * y;
        lab_from_values(curves, from, {0, static_cast<int>(y), kWidth}, to);
      }
    });
  };
  std::vector<Contestant> all = {{"one thread", [&] { run(one); }, {}}, {"two threads", [&] { run(two); }, {}}};
  run_all(all, wall_seconds);
  for (const Contestant& each : all) print_row(each, all[0], 0.0);
}

void pin(bool to_one) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu = 0; cpu < (to_one ? 1 : CPU_SETSIZE); ++cpu) CPU_SET(static_cast<unsigned>(cpu), &set);
  sched_setaffinity(0, sizeof(set), &set);
}

}  // namespace

int main() {
  Picture picture = made_picture();
  pin(true);
  bench_targets(picture);
  pin(false);
  bench_threads(picture);
  return 0;
}
