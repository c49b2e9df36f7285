// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <shadematch/error.hpp>

namespace shadematch::inline v0 {

Error::Error(std::string code, const std::string& message, std::string advice)
    : std::runtime_error(advice.empty() ? message : message + ". " + advice),
      code_(std::move(code)),
      advice_(std::move(advice)) {}

}  // namespace shadematch::inline v0
