// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/rungs.hpp>
#include <shadematch/camera/spectral_json.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostPixels = 1'000'000;  // along one side
constexpr double kMostDeltaE = 1000;
constexpr double kMostShading = 10;  // ln light per unit of the chart frame
constexpr double kMostMatrix = 1e4;  // what these allow stays finite in float
constexpr double kMostLnLight = 20;
constexpr double kMostRgb = 1e6;  // linear, 1 = full scale; float files may hold more than 1
constexpr int kMostPatches = 10'000;

void expect_size(const JsonNode& node, std::size_t size) {
  if (node.size() != size) node.fail("wrong_size", std::to_string(size) + " items", std::to_string(node.size()));
}

template <typename Matrix>
Matrix read_matrix(const JsonNode& node, Eigen::Index rows, Eigen::Index columns, double most) {
  Matrix matrix(rows, columns);
  expect_size(node, static_cast<std::size_t>(rows));
  for (Eigen::Index i = 0; i < rows; ++i) {
    const JsonNode row = node.at(static_cast<std::size_t>(i));
    expect_size(row, static_cast<std::size_t>(columns));
    for (Eigen::Index j = 0; j < columns; ++j) matrix(i, j) = row.at(static_cast<std::size_t>(j)).number(-most, most);
  }
  return matrix;
}

Eigen::Vector2d read_pair(const JsonNode& node, double most) {
  expect_size(node, 2);
  return {node.at(std::size_t{0}).number(-most, most), node.at(std::size_t{1}).number(-most, most)};
}

Lab read_lab(const JsonNode& node) {
  expect_size(node, 3);
  const auto number = [&](std::size_t i) { return node.at(i).number(-kMostDeltaE, kMostDeltaE); };
  return {number(0), number(1), number(2)};
}

Eigen::Vector3d read_rgb(const JsonNode& node) {
  expect_size(node, 3);
  const auto number = [&](std::size_t i) { return node.at(i).number(-kMostRgb, kMostRgb); };
  return {number(0), number(1), number(2)};
}

Terms read_terms(const JsonNode& node) {
  const std::string name = node.string();
  if (name == "linear") return Terms::kLinear;
  if (name == "affine") return Terms::kAffine;
  if (name == "root-polynomial") return Terms::kRootPolynomial;
  node.fail("unknown_terms", "linear, affine or root-polynomial", "'" + name + "'");
}

CameraMap read_map(const JsonNode& node) {
  node.expect_keys({"tone", "shading", "terms", "matrix"});
  CameraMap map;
  expect_size(node.at("tone"), 3);
  for (std::size_t c = 0; c < 3; ++c) {
    const JsonNode tone = node.at("tone").at(c);
    expect_size(tone, 4);
    map.tone[c] = {tone.at(std::size_t{0}).number(-kMostLnLight, kMostLnLight),
                   tone.at(std::size_t{1}).number(-kMostLnLight, kMostLnLight),
                   tone.at(std::size_t{2}).number(0.0, 10.0), tone.at(std::size_t{3}).number(-2.0, 2.0)};
  }
  map.shading = read_pair(node.at("shading"), kMostShading);
  map.terms = read_terms(node.at("terms"));
  map.matrix = read_matrix<TermMatrix>(node.at("matrix"), 3, term_count(map.terms), kMostMatrix);
  return map;
}

HeldOutError read_held_out(const JsonNode& node, bool with_patches) {
  if (with_patches) {
    node.expect_keys({"mean", "p95", "max", "skin", "neutrals", "patch_ids", "per_patch"});
  } else {
    node.expect_keys({"mean", "p95", "max", "skin", "neutrals"});
  }
  const auto delta_e = [&](const char* key) { return node.at(key).number(0.0, kMostDeltaE); };
  HeldOutError error{delta_e("mean"), delta_e("p95"), delta_e("max"), {}, delta_e("neutrals"), {}, {}};
  if (!node.at("skin").is_null()) error.skin = delta_e("skin");
  if (!with_patches) return error;
  const JsonNode ids = node.at("patch_ids");
  expect_size(node.at("per_patch"), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) error.patch_ids.push_back(ids.at(i).integer(1, kMostPatches));
  const JsonNode errors = node.at("per_patch");
  for (std::size_t i = 0; i < errors.size(); ++i) error.per_patch.push_back(errors.at(i).number(0.0, kMostDeltaE));
  return error;
}

PatchRecord read_patch(const JsonNode& node) {
  PatchRecord patch;
  patch.valid = node.at("valid").boolean();
  if (patch.valid) {
    node.expect_keys({"id", "valid", "reason", "clipped_share", "reference", "center", "rgb", "fitted", "predicted",
                      "expected_square"});
    patch.center = read_pair(node.at("center"), kMostPixels);
    patch.rgb = read_rgb(node.at("rgb"));
    patch.fitted = read_lab(node.at("fitted"));
    patch.predicted = read_lab(node.at("predicted"));
    patch.expected_square = node.at("expected_square").number(0.0, kMostDeltaE * kMostDeltaE);
  } else {
    node.expect_keys({"id", "valid", "reason", "clipped_share", "reference"});
  }
  patch.id = node.at("id").integer(1, kMostPatches);
  patch.reason = node.at("reason").string();
  patch.clipped_share = node.at("clipped_share").number(0.0, 1.0);
  patch.reference = read_lab(node.at("reference"));
  return patch;
}

void read_chart(const JsonNode& node, Calibration::State& state) {
  node.expect_keys({"id", "edition", "status", "confidence", "pitch_px", "tolerance_delta_e", "warnings", "photo_size",
                    "photo_sha256", "profile_sha256"});
  state.chart_id = node.at("id").string();
  state.edition = node.at("edition").string();
  state.chart_status = node.at("status").string();
  state.chart_confidence = node.at("confidence").number(0.0, 1.0);
  state.pitch_px = node.at("pitch_px").number(0.0, kMostPixels);
  state.tolerance_delta_e = node.at("tolerance_delta_e").number(0.0, 100.0);
  state.warnings = node.at("warnings").strings();
  expect_size(node.at("photo_size"), 2);
  state.photo_width = node.at("photo_size").at(0).integer(0, kMostPixels);
  state.photo_height = node.at("photo_size").at(1).integer(0, kMostPixels);
  state.photo_sha256 = node.at("photo_sha256").string();
  state.profile_sha256 = node.at("profile_sha256").string();
}

void read_frame(const JsonNode& node, Calibration::State& state) {
  node.expect_keys({"from_pixels", "half_size"});
  const JsonNode map = node.at("from_pixels");
  state.frame.from_pixels = read_matrix<Eigen::MatrixXd>(map, 2, 3, kMostPixels);
  const bool flat = !(std::abs(state.frame.from_pixels.leftCols<2>().determinant()) > 0.0);
  if (state.shot.second) {  // no chart there: every pixel counts as its center
    if (!state.frame.from_pixels.isZero(0.0)) map.fail("out_of_range", "zeros for a second shot", "others");
  } else if (flat) {
    map.fail("out_of_range", "a map of the plane", "one that flattens it");
  }
  state.frame.half_size = read_pair(node.at("half_size"), kMostPixels);
  if (!(state.frame.half_size.minCoeff() > 0.0)) node.at("half_size").fail("out_of_range", "two sizes above 0", "less");
}

void read_rungs(const JsonNode& root, Calibration::State& state) {
  if (root.has("spectral"))
    state.spectral = std::make_shared<const SpectralMap>(read_spectral_fit(root.at("spectral")));
  state.ladder_rung = root.at("ladder_rung").string();
  const auto rungs = all_rungs();
  if (std::none_of(rungs.begin(), rungs.end(), [&](const Rung& rung) { return rung.name == state.ladder_rung; }))
    root.at("ladder_rung").fail("unknown_rung", "a rung of the ladder", "'" + state.ladder_rung + "'");
  state.rung = root.at("rung").string();
  const std::string fits = state.spectral ? "spectral" : state.ladder_rung;
  if (state.rung != fits) root.at("rung").fail("wrong_rung", "'" + fits + "'", "'" + state.rung + "'");
}

std::optional<FollowUp> read_follow_up(const JsonNode& node) {
  if (node.is_null()) return std::nullopt;
  node.expect_keys({"baseline_sha256", "gain", "lightness_shift"});
  expect_size(node.at("gain"), 3);
  const auto gain = [&](std::size_t i) { return node.at("gain").at(i).number(1e-6, 1e6); };
  return FollowUp{node.at("baseline_sha256").string(),
                  {gain(0), gain(1), gain(2)},
                  node.at("lightness_shift").number(-kMostDeltaE, kMostDeltaE)};
}

void read_lists(const JsonNode& root, Calibration::State& state) {
  const JsonNode refits = root.at("refits");
  for (std::size_t i = 0; i < refits.size(); ++i) state.refits.push_back(read_map(refits.at(i)));
  if (state.refits.size() < 2) refits.fail("too_few_refits", "at least 2 refits", std::to_string(refits.size()));
  const JsonNode patches = root.at("patches");
  std::vector<int> valid;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    state.patches.push_back(read_patch(patches.at(i)));
    if (state.patches.back().valid) valid.push_back(state.patches.back().id);
  }
  if (valid.empty() || valid != state.held_out.patch_ids)
    patches.fail("wrong_patches", "the valid patches that held_out names", "others");
  const JsonNode rungs = root.at("rungs");
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    const JsonNode rung = rungs.at(i);
    rung.expect_keys({"name", "choice_error", "held_out"});
    state.rungs.push_back(
        {rung.at("name").string(), rung.at("choice_error").number(), read_held_out(rung.at("held_out"), false)});
  }
}

}  // namespace

Calibration parse_calibration(std::string_view json, const std::string& source) {
  const nlohmann::ordered_json document = parse_strict_json(json, source);
  const JsonNode root(document, source);
  root.expect_keys({"format", "version", "chart", "frame", "shot", "rung", "ladder_rung", "spectral", "map", "refits",
                    "held_out", "light_gradient", "patches", "rungs", "flags", "follow_up"});
  const std::string format = root.at("format").string();
  if (format != "shadematch-calibration") {
    root.at("format").fail("wrong_format", "'shadematch-calibration'", "'" + format + "'");
  }
  (void)root.at("version").integer(1, 1);
  auto state = std::make_shared<Calibration::State>();
  read_chart(root.at("chart"), *state);
  if (root.has("shot")) state->shot = read_shot(root.at("shot"));
  read_frame(root.at("frame"), *state);
  read_rungs(root, *state);
  state->map = read_map(root.at("map"));
  state->held_out = read_held_out(root.at("held_out"), true);
  state->light_gradient = read_pair(root.at("light_gradient"), kMostShading);
  state->flags = root.at("flags").strings();
  state->follow_up = read_follow_up(root.at("follow_up"));
  read_lists(root, *state);
  return Calibration(std::move(state));
}

}  // namespace shadematch::inline v0
