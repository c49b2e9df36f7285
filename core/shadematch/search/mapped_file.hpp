// SPDX-License-Identifier: Apache-2.0
// Private: a file's bytes, aligned, without reading those that nobody asks for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

namespace shadematch::inline v0 {

struct FileBytes {
  std::shared_ptr<const void> memory;  ///< on a cache line; unmaps or frees
  std::size_t size{};
};

/// Maps a file where the system can, else reads it. The file may be replaced meanwhile, but not changed in place.
/// @throws InvalidDocument "unreadable".
[[nodiscard]] FileBytes map_file(const std::filesystem::path& path);
/// Always reads. @throws InvalidDocument "unreadable".
[[nodiscard]] FileBytes read_file(const std::filesystem::path& path);

}  // namespace shadematch::inline v0
