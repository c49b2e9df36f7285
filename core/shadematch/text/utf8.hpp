// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <string>
#include <string_view>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// `source` is the file name for messages.
/// @throws InvalidDocument "not_utf8" with the position of the first byte that is no well-formed UTF-8: overlong forms
/// and surrogates are none.
SHADEMATCH_API void expect_utf8(std::string_view text, const std::string& source, const std::string& advice);

}  // namespace shadematch::inline v0
