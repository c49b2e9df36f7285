// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/response/scalp_map.hpp>

#include "made_capture.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// Mean CIEDE2000 over every 40th model surface, seen through `camera` at `terms`, read with `model`.
double scalp_error(const CaptureModel& camera, const CaptureModel& model, const LightTerms& terms) {
  const ScalpReflectances& surfaces = scalp_reflectances();
  const ScalpMap map(model.response);
  double sum = 0.0;
  int count = 0;
  for (Eigen::Index row = 0; row < surfaces.reflectance.rows(); row += 40, ++count) {
    Bands R;
    std::copy_n(surfaces.reflectance.row(row).data(), kBandCount, R.begin());
    const Lab read = map.at(cube_roots(model.surface(stored(camera, R, terms), terms))).lab;
    sum += delta_e_ciede2000(read, {surfaces.lab(row, 0), surfaces.lab(row, 1), surfaces.lab(row, 2)});
  }
  return sum / count;
}

const CaptureFit& made_fit() {
  static const CaptureFit fit = fit_capture(made_patches(made_capture()), response_prior("rendered"));
  return fit;
}

}  // namespace

TEST_CASE("skin and hair are read right through a camera that only its chart tells about") {
  const LightTerms beside(0.3, 0.1, -0.1);
  CHECK(scalp_error(made_capture(), made_fit().model, beside) < 0.7);
  CaptureModel ignorant = made_fit().model;  // everything but the response as fitted
  ignorant.response = response_prior("rendered").mean;
  CHECK(scalp_error(made_capture(), ignorant, beside) > 1.5 * scalp_error(made_capture(), made_fit().model, beside));
}

TEST_CASE("curve, flare and light are told apart") {
  const CaptureModel camera = made_capture();
  const CaptureModel& found = made_fit().model;
  CHECK(found.offset == Approx(camera.offset).margin(0.003));
  CHECK(found.light(0) == Approx(camera.light(0)).margin(0.03));
  CHECK(found.light(1) == Approx(camera.light(1)).margin(0.03));
  for (const double v : {0.02, 0.1, 0.5}) {
    CHECK(found.tone.ln_light(std::log(v)) == Approx(camera.tone.ln_light(std::log(v))).margin(0.06));
  }
}

TEST_CASE("draws scatter around the fit, about as far as the fit is from the truth") {
  const Eigen::Vector3d rgb = stored(made_capture(), made_paints()[20], {0.3, 0.1, 0.0});
  const Eigen::Vector3d best = made_fit().model.surface(rgb, {0.3, 0.1, 0.0});
  REQUIRE(made_fit().draws.size() == 24);
  double square = 0.0;
  for (const CaptureModel& draw : made_fit().draws) {
    square += (draw.surface(rgb, {0.3, 0.1, 0.0}).array().log() - best.array().log()).square().mean() / 24.0;
  }
  CHECK(std::sqrt(square) > 0.005);
  CHECK(std::sqrt(square) < 0.08);
}

TEST_CASE("noise is what the prior cannot explain") {
  CHECK(made_fit().noise <= 0.018);
  std::vector<ObservedPatch> odd = made_patches(made_capture());
  for (std::size_t i = 0; i < odd.size(); ++i) odd[i].value(i % 3) *= i % 2 == 0 ? 1.25 : 0.8;
  CHECK(fit_capture(odd, response_prior("rendered")).noise >= 0.072);
}

TEST_CASE("evidence tells a rendered photograph from sensor values") {
  const auto rendered_wins_by = [](bool rendered) {
    const std::vector<ObservedPatch> patches = made_patches(made_capture("D55", rendered));
    return fit_capture(patches, response_prior("rendered")).ln_evidence -
           fit_capture(patches, response_prior("raw")).ln_evidence;
  };
  CHECK(rendered_wins_by(true) > 5.0);
  CHECK(rendered_wins_by(false) < -5.0);
}

TEST_CASE("a fluorescent tube is not taken for daylight") {
  const auto shares = [](const char* light) {
    return fit_capture(made_patches(made_capture(light)), response_prior("rendered")).light_shares;
  };
  const std::vector<double> tube = shares("FL11"), day = shares("D55");
  CHECK(tube[3] > 0.5);
  CHECK(day[3] < 0.2);
  CHECK(tube[0] + tube[1] + tube[2] + tube[3] == Approx(1.0));
}

TEST_CASE("the same patches give the same fit, to the last bit") {
  const CaptureFit again = fit_capture(made_patches(made_capture()), response_prior("rendered"));
  CHECK(again.model.response == made_fit().model.response);
  CHECK(again.draws.back().response == made_fit().draws.back().response);
}

TEST_CASE("patches that are nearly black or white in a channel say nothing there") {
  std::vector<ObservedPatch> patches = made_patches(made_capture());
  patches.push_back({{0.99, 0.0005, 0.98}, {0, 0, 0}, made_paints()[0]});
  CHECK(fit_capture(patches, response_prior("rendered")).model.response == made_fit().model.response);
}

TEST_CASE("too few patches are refused") {
  std::vector<ObservedPatch> patches = made_patches(made_capture());
  patches.resize(11);
  CHECK_THROWS_WITH(fit_capture(patches, response_prior("rendered")),
                    "fit_capture: expected at least 12 patches, got 11");
}
