// SPDX-License-Identifier: Apache-2.0
// Private: which stocks go into the cup.
#pragma once

#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/share_fit.hpp>

namespace shadematch::inline v0 {

struct SubsetSearchOptions {
  int fitted_per_size = 0;  ///< sets of each size, best by SetScreen, whose shares are fitted; 0: 18 per stock
  int keep = 15;            ///< sets that are returned
};

/// Sets of at most rules.most_colorants colorants, each with its diluent and its best shares, best first. Every set is
/// screened, the best of each size are fitted by the medium. A size is left out once its number of colorants alone
/// costs more than the sets that would be kept. `fitted` (may be null) counts the sets that were fitted.
[[nodiscard]] SHADEMATCH_API std::vector<ShareFit> search_subsets(const RecipeModel& model, const CupRules& rules,
                                                                  const SubsetSearchOptions& options, int* fitted);

}  // namespace shadematch::inline v0
