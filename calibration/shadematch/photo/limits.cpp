// SPDX-License-Identifier: Apache-2.0
#include <shadematch/error.hpp>
#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void fail(const char* name, const std::string& message) {
  throw LimitExceeded(name, "read_photo: " + message,
                      "Use a smaller photograph, or raise ReadLimits." + std::string(name) + " if you trust the file");
}

}  // namespace

void check_limit(const char* name, std::uint64_t value, std::uint64_t limit, const std::string& what) {
  if (value > limit) {
    fail(name, "expected at most " + std::to_string(limit) + " " + what + ", got " + std::to_string(value));
  }
}

void check_size(std::uint64_t width, std::uint64_t height, const ReadLimits& limits) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width == 0 || height == 0) {
    throw UnsupportedImage("damaged", "read_photo: expected an image with pixels, got " + size,
                           "Export the photograph again");
  }
  if (width > limits.side || height > limits.side) {
    fail("side", "expected sides of at most " + std::to_string(limits.side) + " pixels, got " + size);
  }
  if (width * height > limits.pixels) {
    fail("pixels", "expected at most " + std::to_string(limits.pixels) + " pixels, got " + size + " = " +
                       std::to_string(width * height));
  }
}

void check_file_size(const std::string& format, std::uint64_t bytes, const ReadLimits& limits) {
  if (format == "jpeg" || format == "heic") {
    check_limit("jpeg_file_bytes", bytes, limits.jpeg_file_bytes, "bytes of file");
  } else {
    check_limit("other_file_bytes", bytes, limits.other_file_bytes, "bytes of file");
  }
}

void check_ratio(std::uint64_t decoded_bytes, std::uint64_t file_bytes, const ReadLimits& limits) {
  if (decoded_bytes <= limits.ratio_free_bytes || decoded_bytes / limits.decoded_ratio < file_bytes) return;
  fail("decoded_ratio", "expected a file that grows at most " + std::to_string(limits.decoded_ratio) +
                            " times when decoded, got " + std::to_string(file_bytes) + " bytes for " +
                            std::to_string(decoded_bytes));
}

void check_photo_size(const std::string& format, std::uint64_t file_bytes, std::uint64_t width, std::uint64_t height,
                      const ReadLimits& limits) {
  check_file_size(format, file_bytes, limits);
  check_size(width, height, limits);
}

}  // namespace shadematch::inline v0
