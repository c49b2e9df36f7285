// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/camera/held_out.hpp>
#include <shadematch/difference/ciede2000.hpp>

#include "real_charts.hpp"
#include "simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

TrainingSet without(const TrainingSet& patches, std::size_t left_out) {
  TrainingSet others = patches;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
  return others;
}

/// Largest CIEDE2000 between predictions of left-out patches by refits that start from the fit to all and by fits that
/// know nothing of it.
double farthest(const TrainingSet& patches) {
  double most = 0.0;
  for (const Rung& rung : all_rungs()) {
    const CrossFit fit = cross_fit(rung, patches);
    for (std::size_t i = 0; i < patches.size(); ++i) {
      ColorTrail nothing_known;
      const CameraMap cold = rung.fit(without(patches, i), nothing_known);
      const double delta_e = delta_e_ciede2000(fit.predicted[i], cold.lab(patches[i].rgb, patches[i].place));
      INFO(rung.name << " without patch " << patches[i].id);
      CHECK(delta_e < 1e-6);
      most = std::max(most, delta_e);
    }
  }
  return most;
}

}  // namespace

TEST_CASE("refits that start from the fit to all patches end where fits that know nothing end") {
  for (const auto& [name, chart] : real_charts()) {
    INFO(name);
    CHECK(farthest(training_set(chart)) < 1e-6);
  }
  for (const bool rendered : {false, true}) {
    MadeCamera camera;
    camera.rendered = rendered;
    camera.noise = 0.02;
    camera.flare = 0.005;
    camera.shading = {0.1, -0.05};
    CHECK(farthest(training_set(photograph(camera))) < 1e-6);
  }
}

TEST_CASE("each patch is predicted by the refit that has not seen it") {
  const TrainingSet patches = training_set(photograph(MadeCamera{}));
  const CrossFit fit = cross_fit(rung_by_name("tone+affine"), patches);
  REQUIRE(fit.refits.size() == patches.size());
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const Lab again = fit.refits[i].lab(patches[i].rgb, patches[i].place);
    CHECK(delta_e_ciede2000(fit.predicted[i], again) == 0.0);
  }
}

TEST_CASE("quantiles lie between the values of their ranks") {
  CHECK(quantile({3, 1, 2}, 0.5) == 2.0);
  CHECK(quantile({4, 1, 2, 3}, 0.95) == Approx(3.85));
  CHECK(quantile({7}, 0.3) == 7.0);
}
