// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include <shadematch/chart/homography.hpp>
#include <shadematch/chart/marker_dictionary.hpp>
#include <shadematch/chart/markers.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kCells = kMarkerCells + 2, kCellSide = 8;

/// The outline made square: kCells cells of kCellSide pixels.
cv::Mat rectified(const cv::Mat& gray, const Quad& quad) {
  constexpr double kSide = kCells * kCellSide;
  const Points square{{-0.5, -0.5}, {kSide - 0.5, -0.5}, {kSide - 0.5, kSide - 0.5}, {-0.5, kSide - 0.5}};
  const Eigen::Matrix3d map = fit_homography(square, {quad.corners.begin(), quad.corners.end()});
  cv::Mat cells(kCells * kCellSide, kCells * kCellSide, CV_8U);
  if (map.isZero()) return {};
  for (int y = 0; y < cells.rows; ++y) {
    for (int x = 0; x < cells.cols; ++x) {
      const Eigen::Vector2d point = transform(map, {x, y});
      if (!point.allFinite() || !inside(gray, point)) return {};
      const int column = std::clamp(static_cast<int>(std::lround(point.x())), 0, gray.cols - 1);
      const int row = std::clamp(static_cast<int>(std::lround(point.y())), 0, gray.rows - 1);
      cells.at<unsigned char>(y, x) = gray.at<unsigned char>(row, column);
    }
  }
  return cells;
}

/// The 16 inner cells; nothing if the border is not black.
std::optional<std::uint16_t> code_of(const cv::Mat& square) {
  constexpr int kWhiteInBorder = 1, kMargin = 2;
  cv::Mat white;
  cv::threshold(square, white, 0, 1, cv::THRESH_BINARY | cv::THRESH_OTSU);
  unsigned code = 0;
  int wrong = 0;
  for (int row = 0; row < kCells; ++row) {
    for (int column = 0; column < kCells; ++column) {
      const cv::Rect middle(column * kCellSide + kMargin, row * kCellSide + kMargin, kCellSide - 2 * kMargin,
                            kCellSide - 2 * kMargin);
      const bool bright = 2 * cv::countNonZero(white(middle)) > middle.area();
      const bool border = row == 0 || column == 0 || row == kCells - 1 || column == kCells - 1;
      if (border)
        wrong += bright ? 1 : 0;
      else
        code = code << 1U | (bright ? 1U : 0U);
    }
  }
  if (wrong > kWhiteInBorder) return {};
  return static_cast<std::uint16_t>(code);
}

double side_of(const SeenMarker& marker) {
  return (marker.corners[2] - marker.corners[0]).norm() / std::sqrt(2.0);
}

/// Pairs of corners, chart -> picture, of the markers seen.
struct Pairs {
  Points from, to;
  void add(const ChartDefinition& definition, const SeenMarker& marker) {
    for (const auto& known : definition.frame) {
      if (known.id != marker.id) continue;
      from.insert(from.end(), known.corners.begin(), known.corners.end());
      to.insert(to.end(), marker.corners.begin(), marker.corners.end());
    }
  }
};

bool agrees(const ChartDefinition& definition, const Eigen::Matrix3d& homography, const SeenMarker& marker) {
  constexpr double kTolerance = 0.15;  // sides of the marker
  Pairs pairs;
  pairs.add(definition, marker);
  for (std::size_t i = 0; i < pairs.from.size(); ++i) {
    const double distance = (transform(homography, pairs.from[i]) - pairs.to[i]).norm();
    if (!(distance < kTolerance * side_of(marker))) return false;
  }
  return true;
}

/// The pose that most markers agree with; among equals the largest.
class PoseSearch {
 public:
  PoseSearch(const ChartDefinition& definition, const std::vector<SeenMarker>& markers)
      : definition_(definition), markers_(markers) {}

  std::optional<FramePose> run() {
    for (std::size_t a = 0; a < markers_.size(); ++a) {
      for (std::size_t b = a + 1; b < markers_.size(); ++b) {
        for (std::size_t c = b + 1; c < markers_.size(); ++c) consider({a, b, c});
      }
    }
    return best_;
  }

 private:
  [[nodiscard]] Eigen::Matrix3d fit(const std::vector<std::size_t>& members) const {
    Pairs pairs;
    for (const std::size_t member : members) pairs.add(definition_, markers_[member]);
    return fit_homography(pairs.from, pairs.to);
  }

  void consider(std::vector<std::size_t> members) {
    const auto has_id = [&](int id) {
      return std::count_if(members.begin(), members.end(), [&](std::size_t m) { return markers_[m].id == id; });
    };
    for (const std::size_t member : members) {
      if (has_id(markers_[member].id) > 1) return;
    }
    Eigen::Matrix3d homography = fit(members);
    for (const std::size_t member : members) {
      if (homography.isZero() || !agrees(definition_, homography, markers_[member])) return;
    }
    for (std::size_t i = 0; i < markers_.size(); ++i) {
      if (has_id(markers_[i].id) == 0 && agrees(definition_, homography, markers_[i])) members.push_back(i);
    }
    homography = fit(members);
    double size = 0;
    for (const std::size_t member : members) size += side_of(markers_[member]);
    if (homography.isZero() || std::pair(std::ssize(members), size) <= rank_) return;
    rank_ = {std::ssize(members), size};
    best_ = {homography, static_cast<int>(members.size()), false};
  }

  const ChartDefinition& definition_;
  const std::vector<SeenMarker>& markers_;
  std::optional<FramePose> best_;
  std::pair<std::ptrdiff_t, double> rank_{0, 0};
};

bool any_twice(const std::vector<SeenMarker>& markers) {
  for (std::size_t i = 0; i < markers.size(); ++i) {
    for (std::size_t other = 0; other < i; ++other) {
      if (markers[i].id == markers[other].id) return true;
    }
  }
  return false;
}

std::optional<FramePose> find_frame_in(const SearchPicture& picture, const ChartDefinition& definition) {
  constexpr std::size_t kMostMarkers = 24;
  cv::Mat gray;
  cv::cvtColor(picture.coded, gray, cv::COLOR_RGB2GRAY);
  auto markers = read_markers(gray, find_quads(gray, {.last_window = 119, .window_step = 48}), definition.marker_ids());
  if (markers.size() > kMostMarkers) markers.resize(kMostMarkers);  // larger ones come first
  auto pose = PoseSearch(definition, markers).run();
  if (!pose) return {};
  pose->several = any_twice(markers);
  pose->homography = picture.to_photo() * pose->homography;
  return pose;
}

}  // namespace

std::vector<SeenMarker> read_markers(const cv::Mat& gray, const std::vector<Quad>& quads, const std::vector<int>& ids) {
  std::vector<SeenMarker> markers;
  for (const auto& quad : quads) {
    const cv::Mat square = rectified(gray, quad);
    if (square.empty()) continue;
    const auto code = code_of(square);
    if (!code) continue;
    const MarkerReading reading = read_marker_code(*code, ids);
    if (reading.id < 0) continue;
    SeenMarker marker;
    marker.id = reading.id;
    for (std::size_t i = 0; i < 4; ++i)
      marker.corners[i] = quad.corners[(i + 4 - static_cast<std::size_t>(reading.quarter_turns)) % 4];
    const auto same = [&](const SeenMarker& other) {
      return other.id == marker.id && (other.corners[0] - marker.corners[0]).norm() < 0.5 * side_of(marker);
    };
    if (std::none_of(markers.begin(), markers.end(), same)) markers.push_back(marker);
  }
  return markers;
}

std::optional<FramePose> find_frame(const Photo& photo, const ChartDefinition& definition, double white) {
  const double shorter = std::min(photo.width, photo.height);
  for (const double side : {1000.0, 2000.0}) {
    if (side > 1000 && shorter < 1400) break;
    if (auto pose = find_frame_in(search_picture(photo, white, std::min(2.5, side / shorter)), definition)) return pose;
  }
  return {};
}

}  // namespace shadematch::inline v0
