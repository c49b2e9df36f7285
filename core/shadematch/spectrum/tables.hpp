// SPDX-License-Identifier: Apache-2.0
// Private: the data files of this folder as spectra.
#pragma once

#include <string_view>
#include <vector>

#include <shadematch/spectrum/spectrum.hpp>
#include <shadematch/text/csv.hpp>

namespace shadematch::inline v0 {

/// One of the files in data/: first column nm at equal steps, then one column per spectrum. Parsed once, then kept.
[[nodiscard]] const CsvTable& spectral_table(std::string_view file);

/// One column of such a file.
[[nodiscard]] Spectrum spectral_column(const CsvTable& table, std::string_view name);

}  // namespace shadematch::inline v0
