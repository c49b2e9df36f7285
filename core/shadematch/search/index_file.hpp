// SPDX-License-Identifier: Apache-2.0
// Private: a color index as a file: 64 bytes of header, then the tree as it lies in memory (index_tree.hpp).
#pragma once

#include <filesystem>

#include <shadematch/search/index_tree.hpp>
#include <shadematch/search/mapped_file.hpp>

namespace shadematch::inline v0 {

/// Writes beside `path` and renames, so that whoever has an older file mapped keeps it.
/// @throws InvalidDocument "unwritable".
void write_index(const IndexTree& tree, const std::filesystem::path& path);

/// The tree in these bytes, which it keeps mapped. Every byte is checked once.
/// @throws InvalidDocument "no_index", "byte_order", "version", "truncated" or "damaged", named after `path`.
[[nodiscard]] IndexTree read_index(const FileBytes& bytes, const std::filesystem::path& path);

}  // namespace shadematch::inline v0
