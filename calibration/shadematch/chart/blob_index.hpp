// SPDX-License-Identifier: Apache-2.0
// Private: which regions are near a point.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/chart/flat_regions.hpp>

namespace shadematch::inline v0 {

/// Buckets of 24 px over the bounding box of the blobs.
class BlobIndex {
 public:
  explicit BlobIndex(const std::vector<Blob>& blobs);

  /// Indices within `radius`, nearest first.
  [[nodiscard]] std::vector<std::size_t> near(const Eigen::Vector2d& point, double radius) const;

 private:
  [[nodiscard]] long column(double x) const;
  [[nodiscard]] long row(double y) const;

  const std::vector<Blob>* blobs_;
  Eigen::Vector2d low_{0, 0};
  long columns_ = 1, rows_ = 1;
  std::vector<std::vector<std::size_t>> buckets_;
};

}  // namespace shadematch::inline v0
