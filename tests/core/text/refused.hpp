// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <shadematch/error.hpp>

/// "code|what()" of the Error that a call ends in; "none" if it returns.
template <class Call>
std::string refused(Call call) {
  try {
    call();
  } catch (const shadematch::Error& error) {
    return error.code() + "|" + error.what();
  }
  return "none";
}
