// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace shadematch::inline v0 {

/// SHA-256 of the bytes as 64 lower-case hexadecimal digits. Source: FIPS 180-4 [fips180-4].
[[nodiscard]] std::string sha256(std::span<const std::byte> bytes);

}  // namespace shadematch::inline v0
