// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <new>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/search/mapped_file.hpp>

#if __has_include(<sys/mman.h>)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define SHADEMATCH_HAS_MMAP
#endif

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path) {
  throw InvalidDocument("unreadable", path.string() + ": expected a readable file, got none",
                        "Check the path and its permissions.");
}

}  // namespace

FileBytes read_file(const std::filesystem::path& path) {
  constexpr std::align_val_t kCacheLine{64};
  std::ifstream stream(path, std::ios::binary);
  std::error_code failed;
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path, failed));
  if (!stream || failed) refuse(path);
  const std::shared_ptr<void> memory(::operator new(size + 64, kCacheLine),
                                     [](void* bytes) { ::operator delete(bytes, kCacheLine); });
  if (!stream.read(static_cast<char*>(memory.get()), static_cast<std::streamsize>(size))) refuse(path);
  return {memory, size};
}

FileBytes map_file(const std::filesystem::path& path) {
#ifdef SHADEMATCH_HAS_MMAP
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) refuse(path);
  struct stat about {};
  const bool regular = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode);
  const auto size = static_cast<std::size_t>(about.st_size);
  void* const mapped = regular && size > 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  if (!regular) refuse(path);
  if (mapped != MAP_FAILED) {
    return {std::shared_ptr<const void>(mapped, [size](void* bytes) { ::munmap(bytes, size); }), size};
  }
#endif
  return read_file(path);
}

}  // namespace shadematch::inline v0
