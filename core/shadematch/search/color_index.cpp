// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/search/color_index.hpp>
#include <shadematch/search/index_build.hpp>
#include <shadematch/search/index_file.hpp>
#include <shadematch/search/index_search.hpp>
#include <shadematch/search/searched_lab.hpp>
#include <shadematch/search/uncertain_search.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kTargetsOfBlock = 256;

IndexTree build(const Eigen::Ref<const LabTable>& table, int threads) {
  expect_threads(threads, "ColorIndex");
  expect_table(table, "ColorIndex");
  ThreadPool pool(threads);
  return build_index(table, pool);
}

}  // namespace

ColorIndex::ColorIndex(const Eigen::Ref<const LabTable>& table, int threads) : ColorIndex(build(table, threads)) {}

ColorIndex::ColorIndex(IndexTree tree) : tree_(std::make_shared<const IndexTree>(std::move(tree))) {}

Eigen::Index ColorIndex::rows() const {
  return static_cast<Eigen::Index>(tree_->rows);
}

std::size_t ColorIndex::bytes() const {
  return IndexLayout(tree_->rows).bytes;
}

void ColorIndex::save(const std::filesystem::path& path) const {
  write_index(*tree_, path);
}

ColorIndex ColorIndex::load(const std::filesystem::path& path) {
  return ColorIndex(read_index(map_file(path), path));
}

std::vector<RankedRow> ColorIndex::nearest(const Lab& target, std::size_t k) const {
  expect_k(k, "ColorIndex::nearest");
  expect_target(target, "ColorIndex::nearest");
  return IndexSearch(*tree_, target, k).nearest();
}

NearestRows ColorIndex::nearest(const Eigen::Ref<const LabTable>& targets, std::size_t k, int threads) const {
  expect_k(k, "ColorIndex::nearest");
  expect_threads(threads, "ColorIndex::nearest");
  for (Eigen::Index i = 0; i < targets.rows(); ++i)
    expect_target({targets(i, 0), targets(i, 1), targets(i, 2)}, "ColorIndex::nearest");
  const auto columns = static_cast<Eigen::Index>(std::min(k, tree_->rows));
  NearestRows result(targets.rows(), columns);
  ThreadPool pool(threads);
  pool.parallel_for(static_cast<std::size_t>(targets.rows()), kTargetsOfBlock, [&](std::size_t begin, std::size_t end) {
    Lab before;
    for (auto i = static_cast<Eigen::Index>(begin); i < static_cast<Eigen::Index>(end); ++i) {
      const Lab target{targets(i, 0), targets(i, 1), targets(i, 2)};
      IndexSearch search(*tree_, target, k);
      // The answer to the target before is a color of the catalogue: if targets lie near each other, a good start.
      if (k == 1 && i > static_cast<Eigen::Index>(begin)) search.expect_within(delta_e_ciede2000(target, before));
      result.set(i, search.nearest());
      before = search.nearest_color();
    }
  });
  return result;
}

std::vector<UncertainRow> ColorIndex::nearest(const MeasuredLab& target, double tolerance, UncertainOrder order,
                                              std::size_t k) const {
  expect_k(k, "ColorIndex::nearest");
  if (!(tolerance > 0.0 && std::isfinite(tolerance))) {
    throw std::invalid_argument("ColorIndex::nearest: expected a tolerance above 0, got " + std::to_string(tolerance));
  }
  const std::array<Lab, kTargetPoints> points = target_points(target);
  for (const Lab& point : points) expect_target(point, "ColorIndex::nearest");
  return UncertainSearch(*tree_, points, order, tolerance, k).best();
}

}  // namespace shadematch::inline v0
