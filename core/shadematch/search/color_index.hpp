// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/search/color_table.hpp>
#include <shadematch/search/ranked_row.hpp>
#include <shadematch/search/uncertain_rank.hpp>

namespace shadematch::inline v0 {

struct IndexTree;

/// A catalogue's colors in a balanced k-d tree: finds the same rows as nearest_colors, reading some hundred of
/// millions. Holds the colors themselves, exactly: 29 bytes a row in all. Immutable; copies share it.
class SHADEMATCH_API ColorIndex {
 public:
  /// @param threads  at work at once; 0: as many as the process may run at once. The index does not depend on it.
  /// @throws std::invalid_argument for a number that is not finite or beyond kMostLab, with its row, and threads as no
  ///         pool takes them; LimitExceeded for 2^32 rows or more.
  explicit ColorIndex(const Eigen::Ref<const LabTable>& table, int threads = 1);
  /// For the library alone.
  explicit ColorIndex(IndexTree tree);

  [[nodiscard]] Eigen::Index rows() const;
  /// Of memory, or of the file that is mapped.
  [[nodiscard]] std::size_t bytes() const;

  /// What nearest_colors(table, target, k) finds. @throws std::invalid_argument as it does.
  [[nodiscard]] std::vector<RankedRow> nearest(const Lab& target, std::size_t k) const;
  /// The same for many targets, min(k, rows()) of each. For k = 1 faster if neighbours in the table are so in color.
  [[nodiscard]] NearestRows nearest(const Eigen::Ref<const LabTable>& targets, std::size_t k, int threads = 1) const;

  /// The k best rows for an uncertain target, exactly those of the means over target_points(target) and a sort.
  /// @param tolerance  in CIEDE2000, for the probability.
  /// @throws std::invalid_argument for k = 0, a tolerance that is not positive, a target that cannot be.
  [[nodiscard]] std::vector<UncertainRow> nearest(const MeasuredLab& target, double tolerance, UncertainOrder order,
                                                  std::size_t k) const;

  /// Writes the index, colors included, as a versioned file with checksums; an existing one is replaced at once.
  /// @throws InvalidDocument "unwritable".
  void save(const std::filesystem::path& path) const;
  /// Maps such a file into memory, after one look at every byte. Do not change it in place meanwhile.
  /// @throws InvalidDocument "unreadable", "no_index", "byte_order", "version", "truncated" or "damaged".
  [[nodiscard]] static ColorIndex load(const std::filesystem::path& path);

  /// For the library alone.
  [[nodiscard]] const IndexTree& tree() const { return *tree_; }

 private:
  std::shared_ptr<const IndexTree> tree_;
};

}  // namespace shadematch::inline v0
