// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// One line of a recipe.
struct RecipePart {
  std::string stock_id;
  int drops = 0;
};

}  // namespace shadematch::inline v0
