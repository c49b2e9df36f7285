// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <stdexcept>
#include <utility>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/chart/markers.hpp>
#include <shadematch/chart/occlusion.hpp>
#include <shadematch/chart/refine.hpp>
#include <shadematch/chart/search.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kAcceptedPose = 0.5;  // a pose that corners or markers give needs less proof than a search
constexpr double kResembles = 0.5;     // less is no chart in bad light but something else
constexpr double kFirstCandidate = 0.55, kBlurred = 0.35, kSmallPitch = 10, kTooSmallPitch = 6;

void check(const Photo& photo) {
  const auto pixels = static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height);
  if (photo.width > 0 && photo.height > 0 && photo.rgb.size() == 3 * pixels && photo.clipping.size() == pixels) {
    return;
  }
  throw std::invalid_argument("find_chart: expected a photo with pixels, got an empty or inconsistent one");
}

void check(const FindChartOptions& options) {
  if (options.time_limit_s >= 0) return;
  throw std::invalid_argument("find_chart: expected a time_limit_s of 0 or more seconds, got " +
                              std::to_string(options.time_limit_s));
}

std::vector<int> ids_of(const std::vector<PatchSample>& patches, std::string_view reason) {
  std::vector<int> ids;
  for (const auto& patch : patches) {
    if (patch.reason == reason) ids.push_back(patch.id);
  }
  return ids;
}

std::array<Eigen::Vector2d, 4> corners_of(const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  auto corners = definition.corner_positions();
  for (auto& corner : corners) corner = transform(homography, corner);
  return corners;
}

Chart make_chart(const Photo& photo, const ChartDefinition& definition, const std::string& edition,
                 const ReferenceColors& reference, const Eigen::Matrix3d& homography) {
  Chart chart;
  chart.definition = definition;
  chart.edition = edition;
  const PatchPlaces places = patch_places(photo, definition, homography);
  chart.homography = places.homography;
  chart.corners = corners_of(definition, chart.homography);
  chart.pitch_px = local_pitch(chart.homography, 0.5 * (definition.extent().array() - 1));
  chart.bend = places.bend;
  if (places.bent) chart.warnings.emplace_back("bent_chart");
  chart.patches = sample_patches(photo, definition, chart.homography, places.cells);
  mark_covered(photo, reference, chart);
  chart.photo_width = photo.width;
  chart.photo_metadata = photo.metadata;
  chart.flattened_by = photo.flattened_by;
  chart.photo_height = photo.height;
  chart.smooth_places = smooth_places(photo);
  chart.photo_sha256 = photo.metadata.sha256;
  chart.profile_sha256 = photo.metadata.profile_sha256;
  for (const auto& warning : photo.warnings) chart.grayscale = chart.grayscale || warning.code == "grayscale";
  if (chart.pitch_px < kSmallPitch) chart.warnings.emplace_back("small_chart");
  return chart;
}

double valid_share(const Chart& chart) {
  const auto valid = std::count_if(chart.patches.begin(), chart.patches.end(), [](const auto& p) { return p.valid; });
  return static_cast<double>(valid) / static_cast<double>(chart.patches.size());
}

void set_scores(double score, double runner_up, Chart& chart) {
  chart.score = score;
  chart.runner_up = std::max(0.0, runner_up);
  chart.confidence = std::clamp((score - kFirstCandidate) / 0.35, 0.0, 1.0) *
                     std::clamp((score - runner_up) / 0.20, 0.0, 1.0) * valid_share(chart);
  const bool whole = std::all_of(chart.patches.begin(), chart.patches.end(), [](const auto& p) { return p.valid; });
  chart.status = whole ? "found" : "partial";
}

/// Clipped and shining patches are there, though they do not count: the place of the chart is as sure with them.
bool in_view(const PatchSample& patch) {
  return patch.reason != "cut_off" && patch.reason != "occluded";
}

/// Enough of the chart to be sure of its place: 15 of 24 patches, 3 rows and columns. Whether colors can be trusted
/// is for `calibrate` to say.
bool enough_in_view(const Chart& chart) {
  std::set<int> columns, rows;
  int count = 0;
  for (const auto& patch : chart.patches) {
    if (!in_view(patch)) continue;
    ++count;
    const Eigen::Vector2d place = chart.definition.position(patch.id - 1);
    columns.insert(static_cast<int>(std::lround(place.x())));
    rows.insert(static_cast<int>(std::lround(place.y())));
  }
  return count * 24 >= 15 * chart.definition.patch_count() && columns.size() >= 3 && rows.size() >= 3;
}

[[noreturn]] void refuse(const std::string& code, const std::string& expected, const std::string& got,
                         const std::string& advice, std::vector<int> ids = {}, std::optional<Chart> candidate = {}) {
  throw ChartNotFound(code, "find_chart: expected " + expected + ", got " + got, advice, std::move(ids),
                      std::move(candidate));
}

void refuse_hidden(const Chart& chart) {
  if (enough_in_view(chart)) return;
  const auto cut_off = ids_of(chart.patches, "cut_off"), occluded = ids_of(chart.patches, "occluded");
  const bool cut = cut_off.size() > occluded.size();
  const auto hidden = static_cast<int>(cut_off.size() + occluded.size());
  refuse(
      cut ? "cut_off" : "occluded", "at least 15 of 24 patches in view, in 3 rows and columns",
      std::to_string(chart.definition.patch_count() - hidden) + " of " + std::to_string(chart.definition.patch_count()),
      cut ? "Take the photograph again with the whole chart in the frame"
          : "Clear and clean the chart and take the photograph again",
      cut ? cut_off : occluded, chart);
}

std::string two_digits(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  return text.data();
}

/// A third of the patches that light has spoiled explain why the colors do not fit.
void refuse_spoiled(const Chart& chart) {
  for (const bool clipped : {true, false}) {
    const auto ids = ids_of(chart.patches, clipped ? "clipped" : "glare");
    if (3 * std::ssize(ids) < chart.definition.patch_count()) continue;
    refuse(clipped ? "clipped" : "glare",
           clipped ? "patches that are not too bright for the camera" : "patches without a shine",
           std::to_string(ids.size()) + " of " + std::to_string(chart.definition.patch_count()) +
               (clipped ? " clipped" : " with one"),
           clipped ? "Take the photograph again with less exposure"
                   : "Turn the chart or the light until nothing shines on it",
           ids, chart);
  }
}

[[noreturn]] void refuse_search(const SearchResult& result, const std::optional<Chart>& candidate) {
  if (result.timed_out) {
    refuse("timed_out", "the search to end in time", "the limit", "Raise time_limit_s or mark the corners by hand", {},
           candidate);
  }
  const auto& near = result.nearest;
  if (!near && result.most_cells > 0 && result.smallest_pitch < kTooSmallPitch) {
    refuse("too_small", "a distance of patches of at least 6 pixels", two_digits(result.smallest_pitch),
           "Take the photograph from closer");
  }
  if (!near) {
    refuse("no_grid", "a grid of flat patches", "at most " + std::to_string(result.most_cells) + " in a grid",
           "Show the whole chart, sharp and evenly lit, larger in the frame");
  }
  if (near->mirrored > std::max(near->score, PlacementRules{}.score) - PlacementRules{}.lead) {
    refuse("mirrored", "the chart's order of colors", "its mirror image",
           "Use a photograph that was not flipped (front cameras and editors do that)", {}, candidate);
  }
  const bool good = near->score >= PlacementRules{}.score && near->colors.ramp && near->colors.diverse;
  if (good) {
    refuse("ambiguous", "one order of the patches that fits best", "another one as good, or a larger chart around",
           "Check the name of the chart, or mark its corners by hand", {}, candidate);
  }
  if (candidate && near->score >= kResembles) refuse_spoiled(*candidate);
  refuse("low_color_score", "the chart's colors on the grid, score 0.70", two_digits(near->score),
         "Check the name of the chart, take a color photograph without glare, or mark the corners by hand", {},
         near->score >= kFirstCandidate ? candidate : std::nullopt);
}

/// Too small, blurred or hidden: refused however the chart was found.
void refuse_poor(const Photo& photo, const Chart& chart) {
  if (chart.pitch_px < kTooSmallPitch) {
    refuse("too_small", "a distance of patches of at least 6 pixels", two_digits(chart.pitch_px),
           "Take the photograph from closer", {}, chart);
  }
  if (edge_width(photo, chart.definition, chart.homography) > kBlurred) {
    refuse("blurred", "sharp edges between patches", "edges wider than 0.35 of their distance",
           "Hold still, focus on the chart and take the photograph again", {}, chart);
  }
  refuse_hidden(chart);
}

/// The chart upside down.
Eigen::Matrix3d half_turn(const ChartDefinition& definition) {
  Eigen::Matrix3d turn = -Eigen::Matrix3d::Identity();
  turn.topRightCorner<2, 1>() = definition.extent().array() - 1;
  turn(2, 2) = 1;
  return turn;
}

/// The pose that the markers give, colors verified; nothing without three markers.
std::optional<Chart> chart_in_frame(const Photo& photo, const ChartDefinition& definition, const std::string& edition,
                                    const ReferenceColors& reference) {
  const double white = white_level(photo);
  const auto pose = find_frame(photo, definition, white);
  if (!pose) return {};
  const double shorter = std::min(photo.width, photo.height);
  const SearchPicture picture = search_picture(photo, white, std::min(1.0, 1000 / shorter));
  const Eigen::Matrix3d to_picture = picture.to_photo().inverse() * pose->homography;
  const ChartSearch search(photo, definition, reference);
  const double score = search.score_of(picture, to_picture).value;
  const double turned = search.score_of(picture, to_picture * half_turn(definition)).value;
  Chart chart =
      make_chart(photo, definition, edition, reference, refine_homography(photo, definition, pose->homography));
  set_scores(score, turned, chart);
  if (score < kAcceptedPose) {
    chart.status = "candidate";
    refuse("low_color_score", "the chart's colors between its markers, score 0.50", two_digits(score),
           "Check that the chart file belongs to this card, and that nothing covers it or shines on it", {}, chart);
  }
  refuse_poor(photo, chart);
  if (pose->several) chart.warnings.emplace_back("several_charts");
  return chart;
}

/// Inside the photo, and every turn to the same side: what a flat chart can look like.
void check_corners(const Photo& photo, const std::array<Eigen::Vector2d, 4>& corners) {
  bool left = true, right = true;
  for (std::size_t i = 0; i < 4; ++i) {
    const Eigen::Vector2d& corner = corners[i];
    if (!(corner.x() >= 0 && corner.y() >= 0 && corner.x() <= photo.width - 1 && corner.y() <= photo.height - 1)) {
      throw std::invalid_argument("chart_from_corners: expected corners inside the photo of " +
                                  std::to_string(photo.width) + " x " + std::to_string(photo.height) +
                                  " pixels, got (" + two_digits(corner.x()) + ", " + two_digits(corner.y()) + ")");
    }
    const Eigen::Vector2d along = corners[(i + 1) % 4] - corner;
    const Eigen::Vector2d next = corners[(i + 2) % 4] - corners[(i + 1) % 4];
    const double turn = along.x() * next.y() - along.y() * next.x();
    left = left && turn > 0;
    right = right && turn < 0;
  }
  if (left || right) return;
  std::string got;
  for (const Eigen::Vector2d& corner : corners)
    got += (got.empty() ? "(" : ", (") + two_digits(corner.x()) + ", " + two_digits(corner.y()) + ")";
  throw std::invalid_argument("chart_from_corners: expected four corners of a convex shape, got " + got);
}

}  // namespace

ChartNotFound::ChartNotFound(std::string code, const std::string& message, std::string advice, std::vector<int> patches,
                             std::optional<Chart> candidate)
    : Error(std::move(code), message, std::move(advice)),
      patches_(std::move(patches)),
      candidate_(std::move(candidate)) {}

Chart find_chart(const Photo& photo, const ChartDefinition& definition, const FindChartOptions& options) {
  check(photo);
  check(options);
  const ChartEdition& edition = definition.edition(options.edition);
  const ReferenceColors reference = reference_colors(definition, edition);
  if (!definition.frame.empty()) {
    if (auto chart = chart_in_frame(photo, definition, edition.name, reference)) return *chart;
  }
  if (!definition.is_grid()) {
    refuse("no_frame", "at least 3 of the " + std::to_string(definition.frame.size()) + " markers around the chart",
           "fewer",
           definition.frame.empty() ? "The chart is no grid and has no markers: mark its corners by hand"
                                    : "Show all markers, sharp and whole, or mark the corners by hand");
  }
  const SearchResult result = search_chart(photo, definition, reference, options.time_limit_s, options.outlines);
  const auto& placement = result.best ? result.best : result.nearest;
  std::optional<Chart> chart;
  if (placement && placement->score > -1) {
    const Eigen::Matrix3d refined = refine_homography(photo, definition, placement->homography);
    chart = make_chart(photo, definition, edition.name, reference, refined);
    set_scores(placement->score, placement->runner_up, *chart);
  }
  if (!result.best) {
    if (chart) chart->status = "candidate";
    refuse_search(result, chart);
  }
  refuse_poor(photo, *chart);
  for (const auto& other : result.others) {
    chart->others.push_back(corners_of(definition, refine_homography(photo, definition, other.homography)));
  }
  if (!chart->others.empty()) chart->warnings.emplace_back("several_charts");
  return *chart;
}

Chart chart_from_corners(const Photo& photo, const ChartDefinition& definition,
                         const std::array<Eigen::Vector2d, 4>& corners, const FindChartOptions& options) {
  constexpr double kTurnedIsBetter = 0.1;
  check(photo);
  check_corners(photo, corners);
  const ChartEdition& edition = definition.edition(options.edition);
  const ReferenceColors reference = reference_colors(definition, edition);
  const auto corner_positions = definition.corner_positions();
  const Points cells(corner_positions.begin(), corner_positions.end());
  const ChartSearch search(photo, definition, reference);
  const SearchPicture picture = search_picture(photo, white_level(photo), 1);
  const auto score_with_first = [&](std::size_t first) {
    Points marked;
    for (std::size_t i = 0; i < 4; ++i) marked.push_back(corners[(first + i) % 4]);
    const Eigen::Matrix3d homography = fit_homography(cells, marked);
    if (homography.isZero()) throw std::invalid_argument("chart_from_corners: expected four corners of a convex shape");
    return std::pair(search.score_of(picture, homography).value, homography);
  };
  const auto [score, marked] = score_with_first(0);
  double turned = -1;
  for (const std::size_t first : {1U, 2U, 3U}) turned = std::max(turned, score_with_first(first).first);
  Chart chart = make_chart(photo, definition, edition.name, reference, refine_homography(photo, definition, marked));
  set_scores(score, turned, chart);
  chart.warnings.emplace_back("corners_by_hand");
  if (turned > score + kTurnedIsBetter) chart.warnings.emplace_back("turned_fits_better");
  if (score >= kAcceptedPose) return chart;
  chart.status = "candidate";
  throw ChartNotFound(
      "low_color_score",
      "chart_from_corners: expected the chart's colors below the corners, score 0.50, got " + two_digits(score),
      turned > score + kTurnedIsBetter ? "Start with patch 1 and go clockwise; another start fits better"
                                       : "Mark the centers of the corner patches, clockwise from patch 1",
      {}, chart);
}

}  // namespace shadematch::inline v0
