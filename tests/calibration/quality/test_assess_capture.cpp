// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/quality/assess_capture.hpp>
#include <shadematch/quality/repeats.hpp>

#include "../chart/chart_scene.hpp"

using namespace shadematch;

namespace {

struct Capture {
  Photo photo;
  Chart chart;
  Calibration calibration;
};

Capture capture(scene::Options options = {}, double pitch = 60) {
  const ChartDefinition classic = chart_definition("colorchecker-classic");
  scene::Scene picture(std::move(options));
  Photo photo = picture.add(classic, {{400, 300}, pitch, 5, 0}).photo();
  Chart chart = find_chart(photo, classic);
  Calibration calibration = calibrate(chart);
  return {std::move(photo), std::move(chart), std::move(calibration)};
}

AssessedRegion region(double glare, int valid_pixels, double texture) {
  AssessedRegion out{"scalp", {}, {}};
  out.reading.lab = {60, 12, 16};
  out.reading.center = {720, 300};
  out.reading.valid_pixels = valid_pixels;
  out.reading.glare_share = glare;
  out.reading.texture_mad = texture;
  return out;
}

const GateResult& result(const QualityReport& report, const std::string& id) {
  const auto found = std::find_if(report.gates.begin(), report.gates.end(),
                                  [&](const GateResult& each) { return each.gate.id == id; });
  REQUIRE(found != report.gates.end());
  return *found;
}

}  // namespace

TEST_CASE("a good photograph is green in every gate, and every gate that one photograph can answer is asked") {
  const Capture good = capture();
  const std::vector<AssessedRegion> regions{region(0.001, 5000, 1)};
  const QualityReport report = assess_capture(good.photo, good.chart, good.calibration, regions);
  CHECK(report.profile == "published-values");
  for (const GateResult& each : report.gates) {
    INFO(each.gate.id);
    CHECK(each.verdict == GateVerdict::kGreen);
    CHECK(each.value);
  }
  CHECK(report.gates.size() == 18);  // clipped stands for the chart and for the region
  CHECK(result(report, "valid_patches").value == 24.0);
  CHECK(*result(report, "patch_side").value == Approx(48).epsilon(0.03));
  CHECK(*result(report, "distance").value < 0.5);
}

TEST_CASE("each fault of a region turns its own gate red") {
  const Capture good = capture();
  const auto red = [&](const AssessedRegion& each) {
    const std::vector<AssessedRegion> regions{each};
    std::string ids;
    for (const GateResult& one : assess_capture(good.calibration, regions).gates) {
      if (one.verdict == GateVerdict::kRed) ids += one.gate.id + " ";
    }
    return ids;
  };
  CHECK(red(region(0.05, 5000, 1)).empty());
  CHECK(red(region(0.06, 5000, 1)) == "glare ");
  CHECK(red(region(0, 399, 1)) == "valid_pixels ");
  CHECK(red(region(0, 5000, 6.1)) == "texture ");
  AssessedRegion far = region(0, 5000, 1);
  far.reading.center = {2600, 300};
  CHECK(red(far) == "distance ");
  AssessedRegion blown = region(0, 5000, 1);
  blown.reading.blown_share = 0.02;
  CHECK(red(blown) == "clipped ");
}

TEST_CASE("three readings of one spot are compared, two are not enough") {
  const Capture good = capture();
  std::vector<AssessedRegion> regions{region(0, 5000, 1)};
  regions[0].repeats = {{60, 12, 16}};
  const QualityReport two = assess_capture(good.calibration, regions);
  CHECK(std::none_of(two.gates.begin(), two.gates.end(), [](const auto& each) { return each.gate.id == "repeats"; }));
  regions[0].repeats = {{60, 12, 16}, {57, 12, 16}};
  const QualityReport three = assess_capture(good.calibration, regions);
  CHECK(*result(three, "repeats").value == Approx(2.66).margin(0.05));
  CHECK(result(three, "repeats").verdict == GateVerdict::kRed);
}

TEST_CASE("the spread of repeats is the largest difference of any two") {
  const std::vector<Lab> readings{{60, 12, 16}, {61, 12, 16}, {59, 12, 16}};
  const std::vector<Lab> ends{{61, 12, 16}, {59, 12, 16}};
  CHECK(repeat_spread(readings) == repeat_spread(ends));
  REQUIRE_THROWS_WITH(repeat_spread(std::vector<Lab>{{60, 12, 16}}),
                      "repeat_spread: expected at least 2 readings, got 1");
}

TEST_CASE("hidden patches are counted, too dark and too bright are told apart") {
  scene::Options hidden;
  hidden.hidden = {8, 14, 15};
  const Capture covered = capture(hidden);
  CHECK(*result(assess_capture(covered.photo, covered.chart, covered.calibration), "valid_patches").value <= 21);
  scene::Options dark;
  dark.exposure = 0.12;
  const Capture dim = capture(dark);
  const QualityReport report = assess_capture(dim.photo, dim.chart, dim.calibration);
  CHECK(result(report, "white_dark").verdict == GateVerdict::kRed);
  CHECK(result(report, "white_bright").verdict == GateVerdict::kGreen);
}

TEST_CASE("a finger of the color of the patch below it is counted as hiding it") {
  const Capture good = capture();
  const Eigen::Vector2d center = good.chart.patches[1].center;
  auto covered = std::make_shared<std::vector<float>>(*good.photo.rgb);
  for (int y = -32; y <= 32; ++y) {
    for (int x = -32; x <= 32; ++x) {
      const int column = static_cast<int>(center.x()) + x, row = static_cast<int>(center.y()) + y;
      for (int c = 0; c < 3; ++c) {
        (*covered)[static_cast<std::size_t>((row * good.photo.width + column) * 3 + c)] =
            static_cast<float>(good.chart.patches[1].rgb(c));
      }
    }
  }
  Photo photo = good.photo;
  photo.rgb = covered;
  CHECK(result(assess_capture(photo, good.chart, good.calibration), "valid_patches").value == 23.0);
}

TEST_CASE("corners by hand are amber, no chart is red") {
  const Capture good = capture();
  const Chart by_hand = chart_from_corners(good.photo, good.chart.definition, good.chart.corners);
  CHECK(result(assess_capture(good.photo, by_hand, good.calibration), "chart").verdict == GateVerdict::kAmber);
  CHECK(assess_missing_chart().verdict() == GateVerdict::kRed);
}

TEST_CASE("a chart whose own patches were measured is held to the tighter limits") {
  const ChartDefinition classic = chart_definition("colorchecker-classic");
  ChartDefinition measured = classic;
  measured.editions.front().tolerance_delta_e = 0.2;
  measured.default_edition = measured.editions.front().name;
  scene::Scene picture;
  const Photo photo = picture.add(measured, {{400, 300}, 60, 5, 0}).photo();
  const Chart chart = find_chart(photo, measured);
  const Calibration calibration = calibrate(chart);
  CHECK(assess_capture(photo, chart, calibration).profile == "measured-values");
  CHECK(assess_capture(photo, chart, calibration, {}, {"published-values"}).profile == "published-values");
}

TEST_CASE("an empty photo is refused") {
  const Capture good = capture();
  REQUIRE_THROWS_WITH(assess_capture(Photo{}, good.chart, good.calibration),
                      "assess_capture: expected a photo with pixels, got an empty one");
}
