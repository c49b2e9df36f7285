// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include <shadematch/match/constraints.hpp>

namespace shadematch::inline v0 {
namespace {

std::string shortest(double value) {
  std::array<char, 32> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 4);
  return {text.data(), result.ptr};
}

std::string ingredient_reason(const Stock& stock, const std::vector<std::string>& excluded) {
  for (const auto& term : excluded) {
    if (const auto found = find_ingredient(stock, term); !found.empty()) {
      return "contains " + found + " (in stock '" + stock.id + "'), which was excluded as '" + term + "'";
    }
  }
  if (excluded.empty() || !stock.components.empty()) return {};
  if (!stock.is_diluent()) {
    return "stock '" + stock.id + "' declares no components, so the excluded ingredients cannot be ruled out";
  }
  if (!stock.carrier.empty()) return {};
  return "stock '" + stock.id + "' declares no ingredients, so the excluded ones cannot be ruled out";
}

std::string brand_reason(const Stock& stock, const std::vector<std::string>& brands) {
  if (brands.empty() || stock.is_diluent()) return {};
  const std::string brand = normalized_ingredient(stock.brand);
  const bool wanted = std::any_of(brands.begin(), brands.end(),
                                  [&](const std::string& each) { return normalized_ingredient(each) == brand; });
  if (wanted) return {};
  return "stock '" + stock.id + "' is of brand '" + stock.brand + "', which was not asked for";
}

std::string dilution_reason(const Mix& mix, const Catalogue& catalogue, const std::optional<double>& limit) {
  if (!limit) return {};
  const double dilution = diluent_per_pigment(mix, catalogue);
  if (dilution <= *limit * (1 + 1e-9)) return {};
  return "is diluted " + shortest(dilution) + " to 1, more than the limit of " + shortest(*limit) + " to 1";
}

std::optional<bool> has_enough(const Stock& stock, int drops) {
  const auto& shelf = stock.commercial.stock_ml;
  if (!shelf) return stock.is_diluent() ? std::optional<bool>(true) : std::nullopt;
  return *shelf > 0 && (!stock.drop_ml || *shelf >= drops * stock.drop_ml->mean);
}

}  // namespace

std::optional<bool> is_in_stock(const Mix& mix, const Catalogue& catalogue) {
  std::optional<bool> answer = true;
  for (const auto& part : mix.parts) {
    const Stock* stock = catalogue.find_stock(part.stock_id);
    const auto enough = stock == nullptr ? std::nullopt : has_enough(*stock, part.drops);
    if (enough == false) return false;
    if (!enough) answer = std::nullopt;
  }
  return answer;
}

std::optional<CupPrice> cup_price(const Mix& mix, const Catalogue& catalogue) {
  CupPrice price;
  for (const auto& part : mix.parts) {
    const Stock* stock = catalogue.find_stock(part.stock_id);
    if (stock == nullptr) return std::nullopt;
    const Commercial& commercial = stock->commercial;
    if (stock->is_diluent() && !commercial.price) continue;
    if (!commercial.price || !commercial.volume_ml || !stock->drop_ml || commercial.currency.empty())
      return std::nullopt;
    if (!price.currency.empty() && price.currency != commercial.currency) return std::nullopt;
    price.currency = commercial.currency;
    price.amount += part.drops * stock->drop_ml->mean * *commercial.price / *commercial.volume_ml;
  }
  return price;
}

std::string exclusion_reason(const Mix& mix, const Catalogue& catalogue, const MatchConstraints& constraints) {
  for (const auto& part : mix.parts) {
    const Stock* stock = catalogue.find_stock(part.stock_id);
    if (stock == nullptr) return "stock '" + part.stock_id + "' is not in the catalogue";
    if (auto reason = ingredient_reason(*stock, constraints.excluded_ingredients); !reason.empty()) return reason;
    if (auto reason = brand_reason(*stock, constraints.brands); !reason.empty()) return reason;
    if (!constraints.in_stock_only) continue;
    const auto enough = has_enough(*stock, part.drops);
    if (!enough) return "no amount of stock '" + stock->id + "' is recorded";
    if (!*enough) return "stock '" + stock->id + "' has too little left for " + std::to_string(part.drops) + " drops";
  }
  return dilution_reason(mix, catalogue, constraints.max_diluent_per_pigment);
}

}  // namespace shadematch::inline v0
