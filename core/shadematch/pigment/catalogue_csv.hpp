// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// Reads a catalogue from one CSV table of stocks and mixes, one a row; '#' lines before the header are its note.
/// Column `record` says which: "stock" or "mix". Empty cells are unknown; unknown columns are refused. Lists are
/// separated by ';'.
///
///  - both:  `record`, `id`
///  - stock: `kind` (empty = pigment), `brand`, `line`, `shade`, `undertone`, `lot`, `expiry`, `sds_url`, `quality`,
///           `ingredients` ("77266 carbon black;77891":
///           a Colour Index number, a name, or both), `carrier`, `drop_ml`, `max_diluent_per_pigment` (0 = must not be
///           diluted), `volume_ml`, `price`, `currency`, `stock_ml`
///  - mix:   `recipe` ("sepia:2;water:8", whole drops), `lab_source` ("measured" or "model"), `L`, `a`, `b` (D50 / 2
///           degrees), `L_se`, `a_se`, `b_se` (1 standard deviation, all three or none)
///
/// Only the columns that are used need to exist. Limits: 20 MB, 200 000 rows, 4 KB a cell.
/// @throws InvalidDocument (file, line, column, expected, got) or LimitExceeded.
[[nodiscard]] SHADEMATCH_API Catalogue read_catalogue_csv(std::string_view text, const std::string& source);

}  // namespace shadematch::inline v0
