// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

class LabCodes;
class LabColumns;
struct LabBox;

/// |L*|, |a*| and |b*| of what can be searched, targets and catalogues: beyond lies no color, and floats get coarse.
inline constexpr double kMostLab = 1000.0;

/// Colors to search, kept as given and as the columns that vectors read: 43 bytes a row. Immutable; copies share it.
class SHADEMATCH_API ColorTable {
 public:
  /// @throws std::invalid_argument for a number that is not finite or beyond kMostLab, with its row;
  ///         LimitExceeded for 2^32 rows or more.
  explicit ColorTable(LabTable lab);

  [[nodiscard]] const LabTable& lab() const;
  [[nodiscard]] Eigen::Index rows() const { return lab().rows(); }

  /// For the library alone.
  [[nodiscard]] const LabColumns& columns() const;
  [[nodiscard]] const LabCodes& codes() const;
  [[nodiscard]] const LabBox& gamut() const;

 private:
  struct Data;
  std::shared_ptr<const Data> data_;
};

}  // namespace shadematch::inline v0
