// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include <shadematch/chart/blob_index.hpp>

namespace shadematch::inline v0 {
namespace {
constexpr double kBucket = 24;
}

long BlobIndex::column(double x) const {
  return std::clamp(static_cast<long>(std::floor((x - low_.x()) / kBucket)), 0L, columns_ - 1);
}

long BlobIndex::row(double y) const {
  return std::clamp(static_cast<long>(std::floor((y - low_.y()) / kBucket)), 0L, rows_ - 1);
}

BlobIndex::BlobIndex(const std::vector<Blob>& blobs) : blobs_(&blobs) {
  if (!blobs.empty()) {
    Eigen::Vector2d high = low_ = blobs.front().center;
    for (const auto& blob : blobs) {
      low_ = low_.cwiseMin(blob.center);
      high = high.cwiseMax(blob.center);
    }
    columns_ = static_cast<long>((high - low_).x() / kBucket) + 1;
    rows_ = static_cast<long>((high - low_).y() / kBucket) + 1;
  }
  buckets_.resize(static_cast<std::size_t>(columns_ * rows_));
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    buckets_[static_cast<std::size_t>(row(blobs[i].center.y()) * columns_ + column(blobs[i].center.x()))].push_back(i);
  }
}

std::vector<std::size_t> BlobIndex::near(const Eigen::Vector2d& point, double radius) const {
  std::vector<std::pair<double, std::size_t>> found;
  for (long y = row(point.y() - radius); y <= row(point.y() + radius); ++y) {
    for (long x = column(point.x() - radius); x <= column(point.x() + radius); ++x) {
      for (const std::size_t i : buckets_[static_cast<std::size_t>(y * columns_ + x)]) {
        const double distance = ((*blobs_)[i].center - point).norm();
        if (distance <= radius) found.emplace_back(distance, i);
      }
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> indices;
  indices.reserve(found.size());
  for (const auto& each : found) indices.push_back(each.second);
  return indices;
}

}  // namespace shadematch::inline v0
