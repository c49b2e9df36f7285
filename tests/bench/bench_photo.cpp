// SPDX-License-Identifier: Apache-2.0
// A 12-megapixel JPEG to the ten nearest of 100 000 mixes in a warm process, beside the decoding of that file alone and
// beside the straightforward way: decode, Little CMS on every pixel, its formula on every mix.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <jpeglib.h>
#include <lcms2.h>
#include <memory>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <random>
#include <sched.h>
#include <stdexcept>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/chart/find_chart.hpp>
#include <shadematch/photo/read_photo.hpp>
#include <shadematch/region/measure.hpp>
#include <shadematch/search/color_index.hpp>

#include "contest.hpp"
#include "report.hpp"

namespace shadematch::bench {
namespace {

constexpr int kWidth = 4000, kHeight = 3000, kMixes = 100'000, kTop = 10, kRounds = 9;
constexpr double kScale = 2.5, kNoise = 3.0;  // of the bundled photograph; codes
constexpr int kQuality = 95;                  // about 2 bits a pixel, as telephones write
constexpr std::size_t kRow = std::size_t{3} * kWidth;

struct Rectangle {
  int x, y, width, height;
};
constexpr Rectangle kHair{450, 550, 200, 200}, kScalp{1100, 2220, 815, 600};

using Pixels = std::vector<std::uint8_t>;

/// Baseline decoding into rows that are there already.
void decode(const std::vector<std::byte>& file, Pixels& out, int& width, int& height) {
  jpeg_decompress_struct jpeg;
  jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(file.data()), static_cast<unsigned long>(file.size()));
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress(&jpeg);
  width = static_cast<int>(jpeg.output_width);
  height = static_cast<int>(jpeg.output_height);
  const std::size_t row_bytes = std::size_t{3} * jpeg.output_width;
  out.resize(row_bytes * jpeg.output_height);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = out.data() + jpeg.output_scanline * row_bytes;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
}

std::vector<std::byte> encode(Pixels& pixels) {
  jpeg_compress_struct jpeg;
  jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &bytes, &size);
  jpeg.image_width = kWidth;
  jpeg.image_height = kHeight;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);  // 4:2:0
  jpeg_set_quality(&jpeg, kQuality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = pixels.data() + jpeg.next_scanline * kRow;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  const auto* first = reinterpret_cast<const std::byte*>(bytes);
  std::vector<std::byte> file(first, first + size);
  std::free(bytes);
  return file;
}

/// The bundled photograph of a rendered scalp, enlarged to 12 megapixels, with the noise of a camera.
std::vector<std::byte> large_photograph() {
  std::ifstream stream(SHADEMATCH_DEMO_PHOTO, std::ios::binary);
  if (!stream) throw std::runtime_error(std::string("expected a photograph at ") + SHADEMATCH_DEMO_PHOTO);
  const std::vector<char> text(std::istreambuf_iterator<char>(stream), {});
  std::vector<std::byte> file(text.size());
  std::transform(text.begin(), text.end(), file.begin(), [](char c) { return static_cast<std::byte>(c); });
  Pixels small;
  int width = 0, height = 0;
  decode(file, small, width, height);
  Pixels large(kRow * kHeight);
  const cv::Mat from(height, width, CV_8UC3, small.data());
  cv::Mat to(kHeight, kWidth, CV_8UC3, large.data());
  cv::resize(from, to, to.size(), 0, 0, cv::INTER_CUBIC);
  std::mt19937 random(kSeed);
  std::normal_distribution<double> noise(0.0, kNoise);
  for (std::uint8_t& code : large) code = static_cast<std::uint8_t>(std::clamp(code + noise(random), 0.0, 255.0));
  return encode(large);
}

/// Mixtures of dark, red, yellow and white: where the colors of a catalogue lie.
LabTable made_mixes() {
  std::mt19937 random(kSeed);
  std::exponential_distribution<double> part(1.0);
  constexpr double kColors[4][3] = {{18, 0, 0}, {42, 38, 26}, {70, 12, 60}, {93, 0, 3}};
  LabTable mixes(kMixes, 3);
  for (Eigen::Index row = 0; row < kMixes; ++row) {
    const std::array<double, 4> parts{part(random), part(random), part(random), part(random)};
    const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
    for (Eigen::Index c = 0; c < 3; ++c) {
      mixes(row, c) = 0.0;
      for (std::size_t i = 0; i < 4; ++i) mixes(row, c) += parts[i] / sum * kColors[i][c];
    }
  }
  return mixes;
}

/// What stays in a warm process.
struct Bench {
  std::vector<std::byte> file = large_photograph();
  LabTable mixes = made_mixes();
  ColorIndex index{mixes};
  std::optional<Calibration> calibration;
  Pixels decoded;
  std::vector<float> lab = std::vector<float>(kRow * kHeight);
  std::vector<cmsCIELab> theirs;
  cmsHTRANSFORM to_lab = nullptr;
  double found = 0;  ///< consumed, so that nothing is left out

  Bench() {
    for (Eigen::Index row = 0; row < kMixes; ++row) theirs.push_back({mixes(row, 0), mixes(row, 1), mixes(row, 2)});
    cmsHPROFILE srgb = cmsCreate_sRGBProfile();
    cmsHPROFILE pcs = cmsCreateLab4Profile(nullptr);
    to_lab = cmsCreateTransform(srgb, TYPE_RGB_8, pcs, TYPE_Lab_FLT, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
    cmsCloseProfile(srgb);
    cmsCloseProfile(pcs);
    calibration = calibrate(chart_of(read_photo_bytes(file, "")));
  }
  ~Bench() { cmsDeleteTransform(to_lab); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  static Chart chart_of(const Photo& photo) { return find_chart(photo, chart_definition("colorchecker-classic")); }

  void decode_alone() {
    int width = 0, height = 0;
    decode(file, decoded, width, height);
    found += decoded[decoded.size() / 2];
  }

  void rank(const Photo& photo, const Calibration& with) {
    const LabImage seen = with.to_lab(photo);
    Lab hair;
    for (const Rectangle& each : {kScalp, kHair}) {
      hair =
          measure(seen, region_from_rectangle(each.x, each.y, each.width, each.height, photo.width, photo.height)).lab;
    }
    found += index.nearest(hair, kTop).front().delta_e;
  }

  void with_chart() {
    const Photo photo = read_photo_bytes(file, "");
    rank(photo, calibrate(chart_of(photo)));
  }

  void with_calibration() { rank(read_photo_bytes(file, ""), *calibration); }

  void straightforward() {
    decode_alone();
    cmsDoTransform(to_lab, decoded.data(), lab.data(), kWidth * kHeight);
    std::array<double, 3> mean{};
    for (int y = kHair.y; y < kHair.y + kHair.height; ++y) {
      for (int x = kHair.x; x < kHair.x + kHair.width; ++x) {
        for (std::size_t c = 0; c < 3; ++c)
          mean[c] += lab[static_cast<std::size_t>(y) * kRow + 3 * static_cast<std::size_t>(x) + c];
      }
    }
    for (double& value : mean) value /= static_cast<double>(kHair.width) * kHair.height;
    const cmsCIELab hair{mean[0], mean[1], mean[2]};
    std::vector<std::pair<double, int>> all(kMixes);
    for (int row = 0; row < kMixes; ++row) {
      all[static_cast<std::size_t>(row)] = {cmsCIE2000DeltaE(&hair, &theirs[static_cast<std::size_t>(row)], 1, 1, 1),
                                            row};
    }
    std::partial_sort(all.begin(), all.begin() + kTop, all.end());
    found += all.front().first;
  }
};

double wall_seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ssize(values) / 2, values.end());
  return values[values.size() / 2];
}

/// The calling thread may run everywhere as long as this lives.
class OnAllCores {
 public:
  OnAllCores() {
    cpu_set_t all;
    CPU_ZERO(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) CPU_SET(static_cast<std::size_t>(cpu), &all);
    sched_getaffinity(0, sizeof before_, &before_);
    sched_setaffinity(0, sizeof all, &all);
  }
  ~OnAllCores() { sched_setaffinity(0, sizeof before_, &before_); }
  OnAllCores(const OnAllCores&) = delete;
  OnAllCores& operator=(const OnAllCores&) = delete;

 private:
  cpu_set_t before_;
};

/// Wall time on every core of the process, contestants in turn.
void on_all_cores(Bench& bench) {
  const OnAllCores all_cores;
  std::vector<double> decoding, ours, plain;
  for (int round = 0; round < kRounds; ++round) {
    decoding.push_back(wall_seconds([&] { bench.decode_alone(); }));
    ours.push_back(wall_seconds([&] { bench.with_calibration(); }));
    plain.push_back(wall_seconds([&] { bench.straightforward(); }));
  }
  const double ms = 1e3 * median(ours);
  char note[160];
  std::snprintf(note, sizeof note, "wall time; ms: decoding %.0f, ours %.0f, straightforward %.0f",
                1e3 * median(decoding), ms, 1e3 * median(plain));
  print({.row = "12 MP JPEG to top 10 of 1e5, calibration given, all cores, times its decoding",
         .value = ms / (1e3 * median(decoding)),
         .unit = "x",
         .at_most = 1.5,
         .cases = kRounds,
         .note = note});
  print({.row = "12 MP JPEG to top 10 of 1e5, calibration given, all cores, faster than the straightforward way",
         .value = 1e3 * median(plain) / ms,
         .unit = "x",
         .at_least = 20.0,
         .cases = kRounds,
         .note = "wall time; that way decodes with libjpeg-turbo too"});
}

}  // namespace

void bench_photo() {
  cv::setNumThreads(1);
  Bench bench;
  const char *kDecode = "decoding", *kChart = "chart in the picture", *kGiven = "calibration given",
             *kPlain = "straightforward";
  const std::vector<Timing> timings = contest({{kDecode, 1, [&] { bench.decode_alone(); }},
                                               {kChart, 1, [&] { bench.with_chart(); }},
                                               {kGiven, 1, [&] { bench.with_calibration(); }},
                                               {kPlain, 1, [&] { bench.straightforward(); }}},
                                              kRounds);
  const auto ms = [&](const char* name) { return 1e3 * timing_of(timings, name).median; };
  const double bits = 8.0 * static_cast<double>(bench.file.size()) / (static_cast<double>(kWidth) * kHeight);
  char note[200];
  std::snprintf(note, sizeof note, "%.1f bits a pixel; ms: decoding %.0f, whole way %.0f", bits, ms(kDecode),
                ms(kChart));
  print({.row = "12 MP JPEG to top 10 of 1e5, chart in the picture, one core, times its decoding",
         .value = ms(kChart) / ms(kDecode),
         .unit = "x",
         .at_most = 2.2,
         .cases = kRounds,
         .note = note});
  print({.row = "12 MP JPEG to top 10 of 1e5, calibration given, one core, times its decoding",
         .value = ms(kGiven) / ms(kDecode),
         .unit = "x",
         .cases = kRounds,
         .detail = true});
  print({.row = "12 MP JPEG to top 10 of 1e5, calibration given, one core, faster than the straightforward way",
         .value = ms(kPlain) / ms(kGiven),
         .unit = "x",
         .cases = kRounds,
         .detail = true});
  on_all_cores(bench);
  if (!(bench.found > 0)) throw std::runtime_error("bench_photo: nothing was found");
}

}  // namespace shadematch::bench
