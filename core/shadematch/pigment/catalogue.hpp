// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/pigment/mix.hpp>
#include <shadematch/pigment/stock.hpp>

namespace shadematch::inline v0 {

inline constexpr std::string_view kCatalogueSchema = "shadematch-catalogue/1";

/// Stocks and the mixes made of them. A plain value: read it with read_catalogue_json or read_catalogue_csv.
struct Catalogue {
  std::string name;  ///< for people; may be empty
  std::string note;  ///< what a reader must know, for example that it is a demonstration
  Provenance provenance;
  std::vector<Stock> stocks;
  std::vector<Mix> mixes;

  /// Stock of that id, or null.
  [[nodiscard]] SHADEMATCH_API const Stock* find_stock(std::string_view id) const;
};

/// The surface that the films of its stocks declare; none if no stock declares one.
/// @throws std::invalid_argument naming two stocks whose surfaces differ.
[[nodiscard]] SHADEMATCH_API std::optional<FilmSurface> film_surface(const Catalogue& catalogue);

/// Checks what one field alone cannot show: ids are unique, recipes and references name stocks that exist, a recipe
/// holds something that colors, respects the dilution limits and the incompatibilities of its stocks, and covariances
/// are positive semi-definite. The readers call it; call it for a catalogue that was made in code.
/// @param source  name for messages.
/// @throws InvalidDocument with the JSON path of the first fault.
SHADEMATCH_API void check_catalogue(const Catalogue& catalogue, const std::string& source);

/// Parts of diluent to one part of everything else, by volume. A recipe in which a drop volume is unknown is counted
/// in drops. Infinite without a stock that colors.
[[nodiscard]] SHADEMATCH_API double diluent_per_pigment(const Mix& mix, const Catalogue& catalogue);

}  // namespace shadematch::inline v0
