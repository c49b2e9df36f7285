// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// One line of a recipe.
struct RecipePart {
  std::string stock_id;
  int drops = 0;  ///< >= 1
};

/// Color of a mix. Lab is D50 / 2 degrees.
struct MixColor {
  Lab lab;
  std::optional<Eigen::Matrix3d> covariance;  ///< of `lab`, 3 x 3; nothing = unknown, which is not zero
};

/// One line of a cup's log.
struct MixEvent {
  std::string date;    ///< YYYY-MM-DD or empty
  std::string action;  ///< "add", "remove" or "note"
  std::string stock_id;
  int drops = 0;
};

/// A cup: whole drops of stocks, and its color.
struct Mix {
  std::string id;
  std::vector<RecipePart> parts;
  std::optional<double> total_ml;
  std::optional<MixColor> predicted;  ///< by a model
  std::optional<MixColor> measured;   ///< preferred where it exists
  std::vector<MixEvent> history;
};

}  // namespace shadematch::inline v0
