// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <map>
#include <string>

#include <shadematch/chart/find_chart.hpp>

#include "chart_scene.hpp"

using namespace shadematch;
using scene::Scene;

namespace {

const ChartDefinition& classic() {
  static const auto definition = chart_definition("colorchecker-classic");
  return definition;
}

std::map<int, std::string> faults(const scene::Options& options) {
  FindChartOptions find;
  find.time_limit_s = 120;
  std::map<int, std::string> reasons;
  for (const auto& patch : find_chart(Scene(options).add(classic(), {}).photo(), classic(), find).patches) {
    if (!patch.valid) reasons[patch.id] = patch.reason;
  }
  return reasons;
}

Eigen::Vector3d color_of(int id) {
  const auto& lab = classic().edition().lab;
  return scene::linear_srgb({lab(id - 1, 0), lab(id - 1, 1), lab(id - 1, 2)}).cwiseMax(0.0);
}

using Faults = std::map<int, std::string>;

}  // namespace

TEST_CASE("a cover of nearly the patch's own color is told by the gaps that it hides") {
  for (const int id : {2, 5, 9, 11, 22}) {
    INFO(id);
    CHECK(faults({.hidden = {id}, .cover = 1.1 * color_of(id)}) == Faults{{id, "occluded"}});
  }
}

TEST_CASE("a sticker that leaves the gaps free is told by its color alone") {
  for (const int id : {3, 8, 13, 18, 20}) {
    INFO(id);
    CHECK(faults({.stickers = {id}}) == Faults{{id, "occluded"}});
  }
  CHECK(faults({.stickers = {22}, .cover = 1.1 * color_of(22)}).empty());
}

TEST_CASE("a black cover on a dark patch is told from the chart's own black") {
  CHECK(faults({.hidden = {23}, .cover = Eigen::Vector3d::Constant(0.03)}) == Faults{{23, "occluded"}});
  CHECK(faults({}).empty());
}

TEST_CASE("covers of skin, gray and black on up to four patches are named, no other patch is") {
  for (const Eigen::Vector3d& cover :
       {Eigen::Vector3d(0.45, 0.28, 0.2), Eigen::Vector3d(0.2, 0.2, 0.2), Eigen::Vector3d(0.03, 0.03, 0.03)}) {
    for (const std::set<int>& hidden : {std::set<int>{7}, {1, 2}, {10, 11, 16}, {17, 18, 21, 22}}) {
      INFO(cover.transpose() << " on " << hidden.size());
      Faults expected;
      for (const int id : hidden) expected[id] = "occluded";
      CHECK(faults({.hidden = hidden, .cover = cover}) == expected);
    }
  }
}

TEST_CASE("uneven light, darkness, blur and noise hide no patch") {
  for (const auto& options : {scene::Options{.shading = 0.6}, scene::Options{.exposure = 1.0 / 16},
                              scene::Options{.blur = 4}, scene::Options{.noise = 12}}) {
    INFO(options.exposure << ' ' << options.noise << ' ' << options.blur << ' ' << options.shading);
    for (const auto& [id, reason] : faults(options)) CHECK(reason != "occluded");
  }
}

TEST_CASE("a veil of light beside a shining patch is glare, not a cover") {
  const Faults found = faults({.glare = 2, .glare_size = 1});
  REQUIRE(found.size() >= 5);
  for (const auto& [id, reason] : found) {
    INFO(id << ' ' << reason);
    CHECK((reason == "glare" || reason == "clipped"));
  }
}
