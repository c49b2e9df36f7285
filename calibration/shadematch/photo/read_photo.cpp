// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <memory>
#include <vector>

#include <shadematch/error.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/photo/decoded_file.hpp>
#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/make_photo.hpp>
#include <shadematch/photo/read_photo.hpp>
#include <shadematch/photo/said_by.hpp>
#include <shadematch/photo/sha256.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void refuse(const char* code, const std::string& message, const char* advice) {
  throw UnsupportedImage(code, "read_photo: " + message, advice);
}

std::vector<std::byte> load(const std::filesystem::path& path, const ReadLimits& limits) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    refuse("unreadable", "expected a file, found none at this path", "Check the path");
  }
  const std::uint64_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file)
    refuse("unreadable", "expected a readable file, got one that cannot be opened", "Check its permissions");
  check_limit("other_file_bytes", size, limits.other_file_bytes, "bytes of file");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::uint64_t>(file.gcount()) != size) {
    refuse("unreadable", "expected " + std::to_string(size) + " bytes of file, got fewer", "Copy the file again");
  }
  return bytes;
}

DecodedFile decode(Bytes bytes, const std::string& format, const ReadLimits& limits) {
  if (format == "jpeg") return decode_jpeg(bytes, limits);
  if (format == "png") return decode_png(bytes, limits);
  if (format == "tiff") return decode_tiff(bytes, limits);
  if (format == "heic") {
    refuse("heic", "expected JPEG, PNG or TIFF, got HEIC",
           "In Python: pip install shadematch[heic]; else export as JPEG");
  }
  if (format == "raw") {
    refuse("raw", "expected JPEG, PNG or TIFF, got a raw file",
           "In Python: pip install shadematch[raw]; else export as 16-bit TIFF");
  }
  refuse("unknown_format", "expected JPEG, PNG or TIFF, got bytes that begin like none of them",
         "Export the photograph as JPEG");
}

double full_scale_of(const DecodedFile& file) {
  constexpr double kScales[] = {255, 65535, 1};
  return kScales[file.samples.index()];
}

constexpr std::size_t kWorthAThread =
    std::size_t{256} * 1024;  // bytes of file whose SHA-256 takes as long as a few threads' start

/// One core decodes, another takes the digest.
Photo read(Bytes bytes, const ReadOptions& options) {
  if (bytes.empty()) refuse("empty", "expected a photograph, got 0 bytes", "Copy the file again");
  const std::string format = photo_format(bytes);
  check_file_size(format, bytes.size(), options.limits);
  Photo photo;
  std::shared_ptr<DecodedFile> file;
  ThreadPool pool(bytes.size() > kWorthAThread && usable_threads() > 1 ? 2 : 1);
  pool.parallel_for(2, 1, [&](std::size_t task, std::size_t) {
    if (task == 0) {
      file = std::make_shared<DecodedFile>(decode(bytes, format, options.limits));
    } else {
      photo.metadata.sha256 = sha256(bytes);
    }
  });
  photo.metadata.format = format;
  photo.metadata.bits_per_sample = file->bits_per_sample;
  photo.warnings = std::move(file->warnings);
  make_photo({file->view(), full_scale_of(*file), file}, file->exif.orientation,
             {file->encoding, options.profile, options.limits.icc_bytes}, file->exif, photo);
  return photo;
}

std::string who(const std::string& source) {
  return source.empty() ? "read_photo" : "read_photo: " + source;
}

}  // namespace

Photo read_photo_bytes(std::span<const std::byte> bytes, const std::string& source, const ReadOptions& options) {
  return named(who(source), [&] { return read(bytes, options); });
}

Photo read_photo(const std::filesystem::path& path, const ReadOptions& options) {
  return named(who(path.string()), [&] { return read(load(path, options.limits), options); });
}

}  // namespace shadematch::inline v0
