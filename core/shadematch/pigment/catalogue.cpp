// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <stdexcept>

#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

const Stock* Catalogue::find_stock(std::string_view id) const {
  const auto found = std::find_if(stocks.begin(), stocks.end(), [&](const Stock& stock) { return stock.id == id; });
  return found == stocks.end() ? nullptr : &*found;
}

std::optional<FilmSurface> film_surface(const Catalogue& catalogue) {
  const Stock* first = nullptr;
  for (const Stock& stock : catalogue.stocks) {
    if (!stock.optical || !stock.optical->surface) continue;
    if (first == nullptr) first = &stock;
    if (same_surface(*first->optical->surface, *stock.optical->surface)) continue;
    throw std::invalid_argument("film_surface: expected stocks of films with one surface, got " +
                                surface_text(*first->optical->surface) + " of '" + first->id + "' and " +
                                surface_text(*stock.optical->surface) + " of '" + stock.id +
                                "'; name the surface that is meant");
  }
  return first == nullptr ? std::nullopt : first->optical->surface;
}

double diluent_per_pigment(const Mix& mix, const Catalogue& catalogue) {
  double volume[2] = {0, 0};  // of what colors, of diluent; in ml, or in drops
  int drops[2] = {0, 0};
  bool volumes_known = true;
  for (const auto& part : mix.parts) {
    const Stock* stock = catalogue.find_stock(part.stock_id);
    const int kind = stock != nullptr && stock->is_diluent() ? 1 : 0;
    drops[kind] += part.drops;
    volumes_known = volumes_known && stock != nullptr && stock->drop_ml.has_value();
    if (volumes_known) volume[kind] += part.drops * stock->drop_ml->mean;
  }
  if (drops[0] == 0) return std::numeric_limits<double>::infinity();
  return volumes_known ? volume[1] / volume[0] : static_cast<double>(drops[1]) / drops[0];
}

}  // namespace shadematch::inline v0
