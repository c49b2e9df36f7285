// SPDX-License-Identifier: Apache-2.0
// Small catalogues for the tests of ranking.
#pragma once

#include <string>
#include <vector>

#include <shadematch/match/match.hpp>

namespace shadematch::test {

inline Stock make_stock(const std::string& id, const std::string& kind = "pigment") {
  Stock stock;
  stock.id = id;
  stock.kind = kind;
  stock.carrier.emplace_back("aqua");
  return stock;
}

/// A mix of one drop of `stock_id`, measured with standard error `se` in each direction.
inline Mix make_mix(const std::string& id, const Lab& lab, double se = 0.1, const std::string& stock_id = "ink") {
  Mix mix;
  mix.id = id;
  mix.parts = {{stock_id, 1}};
  mix.measured = MixColor{lab, se * se * Eigen::Matrix3d::Identity()};
  return mix;
}

inline Catalogue make_catalogue(std::vector<Mix> mixes) {
  Catalogue catalogue;
  catalogue.stocks = {make_stock("ink"), make_stock("water", "diluent")};
  catalogue.mixes = std::move(mixes);
  return catalogue;
}

inline MatchTarget make_target(const Lab& lab, double se = 0.0) {
  MatchTarget target;
  target.color = {lab, se * se * Eigen::Matrix3d::Identity()};
  return target;
}

inline std::vector<std::string> ids_of(const Ranking& ranking) {
  std::vector<std::string> ids;
  for (const auto& match : ranking.matches) ids.push_back(match.mix_id);
  return ids;
}

}  // namespace shadematch::test
