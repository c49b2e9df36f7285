// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <string>
#include <string_view>

#include <shadematch/error.hpp>

namespace shadematch::inline v0 {

/// The same error, whose message begins with `who` where it began with "read_photo: ".
template <typename E>
E said_by(const E& error, const std::string& who) {
  constexpr std::string_view kPrefix = "read_photo: ";
  std::string message = error.what();
  if (!error.advice().empty()) message.resize(message.size() - error.advice().size() - 2);
  if (message.starts_with(kPrefix)) message.replace(0, kPrefix.size(), who + ": ");
  return E(error.code(), message, error.advice());
}

/// What `make` makes; refusals of photographs are said by `who`.
template <typename Make>
auto named(const std::string& who, const Make& make) {
  try {
    return make();
  } catch (const UnsupportedImage& error) {
    throw said_by(error, who);
  } catch (const LimitExceeded& error) {
    throw said_by(error, who);
  }
}

}  // namespace shadematch::inline v0
