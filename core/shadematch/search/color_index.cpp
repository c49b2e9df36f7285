// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/search/color_index.hpp>
#include <shadematch/search/index_build.hpp>
#include <shadematch/search/index_file.hpp>
#include <shadematch/search/index_search.hpp>
#include <shadematch/search/searched_lab.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kTargetsOfBlock = 64;

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
    for (auto i = static_cast<Eigen::Index>(begin); i < static_cast<Eigen::Index>(end); ++i) {
      const Lab target{targets(i, 0), targets(i, 1), targets(i, 2)};
      result.set(i, IndexSearch(*tree_, target, k).nearest());
    }
  });
  return result;
}

}  // namespace shadematch::inline v0
