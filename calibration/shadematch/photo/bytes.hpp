// SPDX-License-Identifier: Apache-2.0
// Integers at an offset of untrusted bytes; every read is bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace shadematch::inline v0 {

using Bytes = std::span<const std::byte>;

enum class ByteOrder { kBig, kLittle };

/// Unsigned integer of `size` <= 4 bytes; nothing if it does not lie inside.
inline std::optional<std::uint32_t> read_uint(Bytes bytes, std::uint64_t offset, unsigned size, ByteOrder order) {
  if (offset > bytes.size() || bytes.size() - offset < size) return std::nullopt;
  std::uint32_t value = 0;
  for (unsigned i = 0; i < size; ++i) {
    const auto at = static_cast<std::size_t>(offset) + (order == ByteOrder::kBig ? i : size - 1 - i);
    value = (value << 8) | std::to_integer<std::uint32_t>(bytes[at]);
  }
  return value;
}

/// The bytes from `offset`, `size` of them; empty if they do not lie inside.
inline Bytes slice(Bytes bytes, std::uint64_t offset, std::uint64_t size) {
  if (offset > bytes.size() || bytes.size() - offset < size) return {};
  return bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

inline bool has_text(Bytes bytes, std::size_t offset, std::string_view text) {
  const Bytes part = slice(bytes, offset, text.size());
  return part.size() == text.size() && std::memcmp(part.data(), text.data(), text.size()) == 0;
}

}  // namespace shadematch::inline v0
