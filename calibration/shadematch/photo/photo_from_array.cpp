// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/make_photo.hpp>
#include <shadematch/photo/photo_from_array.hpp>
#include <shadematch/photo/said_by.hpp>
#include <shadematch/photo/sha256.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void misuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("photo_from_array: expected " + expected + ", got " + got);
}

void check(const SampleArray& array, const ArrayOptions& options) {
  if (array.channels != 1 && array.channels != 3) misuse("1 or 3 channels", std::to_string(array.channels));
  if (array.width < 1 || array.height < 1) {
    misuse("at least one pixel", std::to_string(array.width) + " x " + std::to_string(array.height));
  }
  const auto width = static_cast<std::uint64_t>(array.width), height = static_cast<std::uint64_t>(array.height);
  check_size(width, height, options.limits);
  const std::uint64_t count = width * height * static_cast<std::uint64_t>(array.channels);
  const std::size_t came = std::visit([](auto samples) { return samples.size(); }, array.samples);
  if (came != count) misuse(std::to_string(count) + " samples", std::to_string(came));
  if (options.orientation < 1 || options.orientation > 8) {
    misuse("an orientation of 1-8", std::to_string(options.orientation));
  }
  if (!(options.full_scale >= 0) || !std::isfinite(options.full_scale)) {
    misuse("a full_scale of 0 or more", std::to_string(options.full_scale));
  }
  constexpr double kLargest[] = {255, 65535, 0}, kMostSample = 1e6;  // floats are looked at one by one
  const double largest = kLargest[array.samples.index()];
  if (options.full_scale > 0 && largest > kMostSample * options.full_scale) {
    misuse("a full_scale of at least a millionth of the largest code", std::to_string(options.full_scale));
  }
  if (const auto* icc = std::get_if<IccProfile>(&options.encoding)) {
    check_limit("icc_bytes", icc->bytes.size(), options.limits.icc_bytes, "bytes of ICC profile");
  }
}

/// Integer codes are kept, as the photograph's own; floats become light at once.
std::shared_ptr<const void> keep(SampleArray& array) {
  return std::visit(
      [&array]<typename Code>(std::span<const Code> codes) -> std::shared_ptr<const void> {
        if constexpr (std::is_floating_point_v<Code>) {
          return nullptr;
        } else {
          auto kept = std::make_shared<const std::vector<Code>>(codes.begin(), codes.end());
          array.samples = std::span<const Code>(*kept);
          return kept;
        }
      },
      array.samples);
}

Photo make(const SampleArray& array, const ArrayOptions& options) {
  check(array, options);
  constexpr double kScales[] = {255, 65535, 1};
  constexpr int kBits[] = {8, 16, 32};
  const std::size_t kind = array.samples.index();
  Photo photo;
  photo.metadata.format = options.format;
  photo.metadata.bits_per_sample = options.bits_per_sample > 0 ? options.bits_per_sample : kBits[kind];
  if (!options.file.empty()) photo.metadata.sha256 = sha256(options.file);
  Exif exif;
  if (!options.exif.empty()) exif = read_exif(options.exif);
  CodeArray codes{array, options.full_scale > 0 ? options.full_scale : kScales[kind], {}};
  codes.owner = keep(codes.codes);
  make_photo(codes, options.orientation, {options.encoding, options.profile, options.limits.icc_bytes}, exif, photo);
  return photo;
}

}  // namespace

Photo photo_from_array(const SampleArray& array, const ArrayOptions& options) {
  const bool from_file = !options.file.empty();  // decoded by somebody else
  return named(from_file ? "read_photo" : "photo_from_array", [&] { return make(array, options); });
}

}  // namespace shadematch::inline v0
