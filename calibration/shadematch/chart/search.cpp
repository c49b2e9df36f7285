// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include <shadematch/chart/quad_clusters.hpp>
#include <shadematch/chart/refine.hpp>
#include <shadematch/chart/search.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSure = 0.86;  // no further scale is looked at above this score
constexpr double kWorthAnotherLook = 0.55;
constexpr double kLongest = 1e6;  // seconds: no limit
constexpr int kTileSide = 1000, kTileOverlap = 200;
constexpr std::size_t kMostTiles = 16, kMostThoroughTiles = 4;

enum class Effort { kFlatOnly, kAll };

struct Scale {
  SearchPicture picture;
  std::vector<Blob> blobs;
};

class Search {
 public:
  Search(const Photo& photo, const ChartDefinition& definition, const ReferenceColors& reference, double limit_s)
      : photo_(photo),
        definition_(definition),
        chart_(photo, definition, reference),
        white_(white_level(photo)),
        end_(std::chrono::steady_clock::now() +
             std::chrono::milliseconds(std::lround(1000 * std::min(limit_s, kLongest)))) {}

  SearchResult run();
  /// Generator B: the outlines of patches, at one scale.
  SearchResult run_outlines();

 private:
  [[nodiscard]] bool time_is_up();
  [[nodiscard]] bool sure() const { return result_.best && result_.best->score > kSure; }
  void look_at(const SearchPicture& picture, Effort effort, std::vector<Blob>& blobs);
  void consider(const SearchPicture& picture, const std::vector<Lattice>& lattices);
  void take(Placement placement);
  void look_at_scale(double long_side, Effort effort);
  [[nodiscard]] std::vector<cv::Rect> tiles() const;
  void look_at_tiles(Effort effort);
  void look_again();
  void look_everywhere();
  void note_others();

  const Photo& photo_;
  const ChartDefinition& definition_;
  ChartSearch chart_;
  double white_;
  std::chrono::steady_clock::time_point end_;
  SearchResult result_;
  std::vector<Placement> charts_;                ///< that pass, at different places, best first
  std::map<double, Scale> scales_;               ///< by long side, pixels
  std::vector<cv::Rect> flat_tiles_;             ///< that were looked at quickly
  std::vector<Eigen::Vector2d> region_centers_;  ///< of the finest whole picture, photo pixels
};

bool Search::time_is_up() {
  if (std::chrono::steady_clock::now() > end_) result_.timed_out = true;
  return result_.timed_out;
}

/// True if the middle of one chart lies outside the other.
bool elsewhere(const Placement& a, const Placement& b, const ChartDefinition& definition) {
  const Eigen::Vector2d middle(0.5 * (definition.columns - 1), 0.5 * (definition.rows - 1));
  const double distance = (transform(a.homography, middle) - transform(b.homography, middle)).norm();
  return distance > 0.8 * definition.rows * std::min(a.pitch_px, b.pitch_px);
}

void Search::take(Placement placement) {
  if (!chart_.passes(placement)) {
    const auto rank = [](const Placement& each) { return std::max(each.score, each.mirrored); };
    if (!result_.nearest || rank(placement) > rank(*result_.nearest)) result_.nearest = std::move(placement);
    return;
  }
  const auto same = std::find_if(charts_.begin(), charts_.end(),
                                 [&](const Placement& known) { return !elsewhere(placement, known, definition_); });
  if (same == charts_.end()) {
    charts_.push_back(std::move(placement));
  } else if (placement.score > same->score) {
    *same = std::move(placement);
  }
  std::stable_sort(charts_.begin(), charts_.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  result_.best = charts_.front();
}

void Search::look_at(const SearchPicture& picture, Effort effort, std::vector<Blob>& blobs) {
  auto found =
      effort == Effort::kFlatOnly ? regions_without_edges(picture.coded) : regions_against_surroundings(picture.coded);
  blobs.insert(blobs.end(), found.begin(), found.end());
  blobs = without_duplicates(std::move(blobs));
  consider(picture, grow_lattices(blobs));
}

/// Lattices of any generator, in pixels of `picture`: laid, scored, kept. There is no other way into the result.
void Search::consider(const SearchPicture& picture, const std::vector<Lattice>& lattices) {
  for (const auto& lattice : lattices) {
    if (time_is_up()) return;
    if (lattice.cells.size() > result_.most_cells) {
      result_.most_cells = lattice.cells.size();
      result_.smallest_pitch = lattice.pitch_px / picture.scale;
    }
    if (auto placement = chart_.place(picture, lattice)) take(std::move(*placement));
  }
}

void Search::look_at_scale(double long_side, Effort effort) {
  auto& scale = scales_[long_side];
  if (effort == Effort::kFlatOnly) {
    scale.picture = search_picture(photo_, white_, std::min(2.5, long_side / std::max(photo_.width, photo_.height)));
  }
  look_at(scale.picture, effort, scale.blobs);
  if (long_side < 1800) return;
  region_centers_.clear();
  for (const auto& blob : scale.blobs) region_centers_.push_back(transform(scale.picture.to_photo(), blob.center));
}

/// Parts of the photo at its own size that hold regions, fullest first.
std::vector<cv::Rect> Search::tiles() const {
  constexpr std::ptrdiff_t kLeastRegions = 6;
  std::vector<std::pair<std::ptrdiff_t, cv::Rect>> counted;
  const cv::Rect whole(0, 0, photo_.width, photo_.height);
  for (int y = 0; y < photo_.height; y += kTileSide - kTileOverlap) {
    for (int x = 0; x < photo_.width; x += kTileSide - kTileOverlap) {
      const cv::Rect tile = cv::Rect(x, y, kTileSide, kTileSide) & whole;
      const auto inside_tile = [&tile](const Eigen::Vector2d& center) {
        return tile.contains(cv::Point(static_cast<int>(center.x()), static_cast<int>(center.y())));
      };
      const auto count = std::count_if(region_centers_.begin(), region_centers_.end(), inside_tile);
      if (count >= kLeastRegions) counted.emplace_back(count, tile);
    }
  }
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<cv::Rect> fullest;
  fullest.reserve(counted.size());
  for (const auto& each : counted) fullest.push_back(each.second);
  return fullest;
}

void Search::look_at_tiles(Effort effort) {
  const auto look_at_tile = [this](const cv::Rect& tile, Effort tile_effort) {
    std::vector<Blob> blobs;
    look_at(search_picture(photo_, white_, 1, tile), tile_effort, blobs);
  };
  const auto fullest = tiles();
  for (const auto& tile : fullest) {
    if (result_.best || time_is_up()) return;
    if (flat_tiles_.size() >= kMostTiles) break;
    if (std::find(flat_tiles_.begin(), flat_tiles_.end(), tile) != flat_tiles_.end()) continue;
    flat_tiles_.push_back(tile);
    look_at_tile(tile, Effort::kFlatOnly);
  }
  if (effort == Effort::kFlatOnly) return;
  for (std::size_t i = 0; i < std::min(fullest.size(), kMostThoroughTiles); ++i) {
    if (result_.best || time_is_up()) return;
    look_at_tile(fullest[i], Effort::kAll);
  }
}

/// The nearest miss once more, after its lattice has been moved onto the patches at full resolution.
void Search::look_again() {
  Placement placement = *result_.nearest;
  if (placement.score < kWorthAnotherLook) return;
  placement.homography = refine_homography(photo_, definition_, placement.homography);
  const SearchPicture picture = search_picture(photo_, white_, 1);
  placement.colors = chart_.score_of(picture, placement.homography);
  placement.score = placement.colors.value + chart_.cover_bonus(placement.occupied);
  take(std::move(placement));
}

/// Every scale quickly, before any of them thoroughly.
void Search::look_everywhere() {
  const int longest = std::max(photo_.width, photo_.height);
  for (const Effort effort : {Effort::kFlatOnly, Effort::kAll}) {
    for (const double long_side : {1000.0, 1800.0}) {
      if (long_side > 1000 && longest < 1400) continue;  // nothing is gained by a second enlargement
      if (sure() || time_is_up()) return;
      look_at_scale(long_side, effort);
    }
    if (!result_.best && longest > 2200) look_at_tiles(effort);
    if (sure() || time_is_up()) return;
    look_at_scale(600, effort);
  }
  if (!result_.best && result_.nearest && !time_is_up()) look_again();
}

void Search::note_others() {
  if (!charts_.empty()) result_.others.assign(charts_.begin() + 1, charts_.end());
}

SearchResult Search::run() {
  look_everywhere();
  note_others();
  return result_;
}

SearchResult Search::run_outlines() {
  constexpr double kShortSide = 1000;
  if (sure() || time_is_up()) return result_;
  const double shorter = std::min(photo_.width, photo_.height);
  const SearchPicture picture = search_picture(photo_, white_, std::min(2.5, kShortSide / shorter));
  cv::Mat gray;
  cv::cvtColor(picture.coded, gray, cv::COLOR_RGB2GRAY);
  consider(picture, cluster_quads(find_quads(gray), definition_.patch_fraction));
  note_others();
  return result_;
}

}  // namespace

SearchResult search_chart(const Photo& photo, const ChartDefinition& definition, const ReferenceColors& reference,
                          double time_limit_s, bool outlines) {
  Search search(photo, definition, reference, time_limit_s);
  SearchResult result = search.run();
  return outlines ? search.run_outlines() : result;
}

}  // namespace shadematch::inline v0
