// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/search/index_file.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::array<char, 8> kMagic = {'S', 'M', 'c', 'o', 'l', 'o', 'r', 's'};
constexpr std::uint32_t kByteOrder = 0x01020304;
constexpr std::uint32_t kVersion = 2;

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t byte_order = kByteOrder;
  std::uint32_t version = kVersion;
  std::uint64_t rows{};
  std::uint64_t bytes{};  ///< of the tree
  std::uint64_t tree_checksum{};
  std::array<std::uint64_t, 2> reserved{};
  std::uint64_t header_checksum{};  ///< of all before
};
static_assert(sizeof(Header) == 64);

/// Of whole words. Each step is a bijection of what it had and of the word, so a single changed word always shows;
/// four chains, because each is slow.
std::uint64_t checksum(const std::byte* first, std::size_t bytes) {
  std::array<std::uint64_t, 4> lanes = {1, 2, 3, 4};
  const auto step = [](std::uint64_t lane, std::uint64_t word) {
    return std::rotl((lane ^ word) * 0x9E3779B97F4A7C15U, 29);
  };
  for (std::size_t i = 0; i < bytes / 8; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, first + 8 * i, 8);
    lanes[i % 4] = step(lanes[i % 4], word);
  }
  std::uint64_t sum = bytes;
  for (const std::uint64_t lane : lanes) sum = step(sum, lane);
  return sum;
}

std::uint64_t checksum(const Header& header) {
  return checksum(reinterpret_cast<const std::byte*>(&header), sizeof(Header) - sizeof(header.header_checksum));
}

[[noreturn]] void refuse(const char* code, const std::filesystem::path& path, const std::string& message) {
  throw InvalidDocument(code, path.string() + ": " + message, "Build the index again and save it.");
}

Header header_of(const FileBytes& bytes, const std::filesystem::path& path) {
  Header header;
  if (bytes.size < sizeof(Header)) {
    refuse("truncated", path, "expected a color index of 64 bytes or more, got " + std::to_string(bytes.size));
  }
  std::memcpy(&header, bytes.memory.get(), sizeof(Header));
  if (header.magic != kMagic) refuse("no_index", path, "expected a color index, got a file of another kind");
  if (header.byte_order != kByteOrder) {
    refuse("byte_order", path, "expected numbers in this machine's byte order, got the other one");
  }
  if (header.version != kVersion) {
    refuse(
        "version", path,
        "expected version " + std::to_string(kVersion) + " of the color index, got " + std::to_string(header.version));
  }
  if (header.header_checksum != checksum(header) || header.rows > UINT32_MAX ||
      header.bytes != IndexLayout(header.rows).bytes) {
    refuse("damaged", path, "expected a header with its own checksum, got another one");
  }
  if (bytes.size != sizeof(Header) + header.bytes) {
    refuse("truncated", path,
           "expected " + std::to_string(sizeof(Header) + header.bytes) + " bytes, got " + std::to_string(bytes.size));
  }
  return header;
}

}  // namespace

void write_index(const IndexTree& tree, const std::filesystem::path& path) {
  const auto* const first = reinterpret_cast<const std::byte*>(tree.groups);
  Header header;
  header.rows = tree.rows;
  header.bytes = IndexLayout(tree.rows).bytes;
  header.tree_checksum = checksum(first, header.bytes);
  header.header_checksum = checksum(header);
  std::filesystem::path beside = path;
  beside += ".part";
  std::ofstream stream(beside, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(&header), sizeof(Header));
  stream.write(reinterpret_cast<const char*>(first), static_cast<std::streamsize>(header.bytes));
  stream.close();
  std::error_code failed;
  if (stream) std::filesystem::rename(beside, path, failed);
  if (stream && !failed) return;
  std::filesystem::remove(beside, failed);
  throw InvalidDocument("unwritable",
                        path.string() + ": expected to write " + std::to_string(header.bytes) + " bytes, could not",
                        "Check the folder, its permissions and its free space.");
}

IndexTree read_index(const FileBytes& bytes, const std::filesystem::path& path) {
  const Header header = header_of(bytes, path);
  const auto* const first = static_cast<const std::byte*>(bytes.memory.get()) + sizeof(Header);
  if (header.tree_checksum != checksum(first, header.bytes)) {
    refuse("damaged", path, "expected colors with the checksum of the header, got others");
  }
  IndexTree tree = tree_at(bytes.memory, first, header.rows);
  const bool known =
      std::all_of(tree.numbers, tree.numbers + tree.rows, [&](std::uint32_t row) { return row < header.rows; });
  if (!known) refuse("damaged", path, "expected rows below " + std::to_string(header.rows) + ", got others");
  return tree;
}

}  // namespace shadematch::inline v0
