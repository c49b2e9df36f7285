// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/parallel/thread_pool.hpp>
#include <shadematch/search/index_tree.hpp>

namespace shadematch::inline v0 {

/// Splits the rows along the longest side of their box, again and again, down to leaves. The same bits with any number
/// of threads. Takes 32 bytes a row on top of the tree while it runs.
[[nodiscard]] IndexTree build_index(const Eigen::Ref<const LabTable>& table, ThreadPool& pool);

}  // namespace shadematch::inline v0
