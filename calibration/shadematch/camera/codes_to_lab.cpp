// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/code_reader.hpp>
#include <shadematch/camera/codes_to_lab.hpp>
#include <shadematch/error.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/photo/sha256.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kBlockRows = 16;

[[noreturn]] void misuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("codes_to_lab: expected " + expected + ", got " + got);
}

void expect_codes(const SampleArray& codes, std::span<const float> lab, double full_scale) {
  if (codes.channels != 3) misuse("codes of 3 channels", std::to_string(codes.channels));
  if (codes.width < 1 || codes.height < 1) {
    misuse("at least one pixel", std::to_string(codes.width) + " x " + std::to_string(codes.height));
  }
  const std::size_t values =
      std::size_t{3} * static_cast<std::size_t>(codes.width) * static_cast<std::size_t>(codes.height);
  const std::size_t came = std::visit([](auto samples) { return samples.size(); }, codes.samples);
  if (came != values) misuse(std::to_string(values) + " codes", std::to_string(came));
  if (lab.size() != values) misuse("room for " + std::to_string(values) + " values of Lab", std::to_string(lab.size()));
  if (!(full_scale >= 0) || !std::isfinite(full_scale)) misuse("a full_scale of 0 or more", std::to_string(full_scale));
}

void expect_same_development(const Calibration::State& state, const ColorEncoding& encoding) {
  if (state.shot.light) {
    misuse("a calibration of a photograph as it was taken", "one whose light was divided out; use flatten and to_lab");
  }
  const std::string& with = state.profile_sha256;
  const auto* icc = std::get_if<IccProfile>(&encoding);
  if (!with.empty() && (icc == nullptr || sha256(icc->bytes) != with)) {
    misuse("codes in the profile with SHA-256 " + with.substr(0, 12) + " like the photograph with the chart",
           "another encoding");
  }
}

std::size_t code_count(const SampleArray& codes) {
  constexpr std::size_t kCounts[] = {256, 65536, 0};
  return kCounts[codes.samples.index()];
}

double full_scale_of(const SampleArray& codes, double asked) {
  constexpr double kScales[] = {255, 65535, 1};
  return asked > 0 ? asked : kScales[codes.samples.index()];
}

bool is_linear(const ColorEncoding& encoding) {
  const auto* named = std::get_if<NamedEncoding>(&encoding);
  return named != nullptr && (*named == NamedEncoding::kLinearSrgb || *named == NamedEncoding::kCameraLinear);
}

}  // namespace

void codes_to_lab(const Calibration& calibration, const SampleArray& codes, std::span<float> lab,
                  const CodesToLabOptions& options) {
  expect_threads(options.threads, "codes_to_lab");
  expect_codes(codes, lab, options.full_scale);
  expect_same_development(calibration.state(), options.encoding);
  const auto decoder = ColorDecoder::make_ungated(options.encoding, 3);
  if (!decoder) {
    throw UnsupportedImage("profile_unusable", "codes_to_lab: expected an RGB encoding, got a profile that is none",
                           "Name the color space, or give the ICC profile of the codes");
  }
  const double scale = full_scale_of(codes, options.full_scale);
  const CodeReader reader(calibration.state(), *decoder, code_count(codes), scale,
                          scale == 1.0 && is_linear(options.encoding));
  const std::size_t stride = std::size_t{3} * static_cast<std::size_t>(codes.width);
  ThreadPool pool(options.threads);
  pool.parallel_for(static_cast<std::size_t>(codes.height), kBlockRows, [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      const PixelSpan span{options.x, options.y + static_cast<int>(row), codes.width};
      std::visit([&](auto samples) { reader.read(samples.data() + stride * row, span, lab.data() + stride * row); },
                 codes.samples);
    }
  });
}

}  // namespace shadematch::inline v0
