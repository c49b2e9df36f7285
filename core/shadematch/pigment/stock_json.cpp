// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/pigment/optical_json.hpp>
#include <shadematch/pigment/stock_json.hpp>

namespace shadematch::inline v0 {
namespace {

DeclaredAmount read_amount(const JsonNode& object) {
  if (!object.has("mass_fraction")) return {};
  const JsonNode node = object.at("mass_fraction");
  node.expect_keys({"value", "low", "high"});
  const DeclaredAmount amount{read_number(node, "value", 0, 1), read_number(node, "low", 0, 1),
                              read_number(node, "high", 0, 1)};
  const double low = amount.low.value_or(0);
  const double high = amount.high.value_or(1);
  const double value = amount.value.value_or(low);
  if (!(low <= value && value <= high)) node.fail("out_of_range", "low <= value <= high", node.value().dump());
  return amount;
}

Component read_component(const JsonNode& node) {
  node.expect_keys({"ci", "name", "mass_fraction", "density_g_cm3", "particle_nm"});
  Component component;
  component.ci = read_text(node, "ci");
  if (!component.ci.empty() && !is_color_index_number(component.ci)) {
    node.at("ci").fail("bad_color_index", "a Colour Index number without prefix, such as '77266'",
                       in_quotes(component.ci));
  }
  component.name = read_text(node, "name");
  if (component.ci.empty() && component.name.empty()) {
    node.fail("missing_key", "a 'ci' or a 'name' that is not empty", node.value().dump().substr(0, 60));
  }
  component.mass_fraction = read_amount(node);
  component.density_g_cm3 = read_number(node, "density_g_cm3", kAboveZero, 30);
  if (node.has("particle_nm")) {
    const JsonNode size = node.at("particle_nm");
    size.expect_keys({"low", "high"});
    component.particle_nm = ParticleSize{size.at("low").number(0, 1e6), size.at("high").number(0, 1e6)};
    if (component.particle_nm->low > component.particle_nm->high) {
      size.fail("out_of_range", "low <= high", size.value().dump());
    }
  }
  return component;
}

Json write_component(const Component& component) {
  const auto& amount = component.mass_fraction;
  const auto& size = component.particle_nm;
  return {{"ci", component.ci},
          {"name", component.name},
          {"mass_fraction",
           {{"value", number_or_null(amount.value)},
            {"low", number_or_null(amount.low)},
            {"high", number_or_null(amount.high)}}},
          {"density_g_cm3", number_or_null(component.density_g_cm3)},
          {"particle_nm", size ? Json{{"low", size->low}, {"high", size->high}} : Json(nullptr)}};
}

std::optional<DropVolume> read_drop(const JsonNode& object) {
  if (!object.has("drop_ml")) return std::nullopt;
  const JsonNode node = object.at("drop_ml");
  node.expect_keys({"mean", "sd", "nozzle", "n_weighed"});
  (void)node.at("mean");
  const auto mean = read_number(node, "mean", kAboveZero, 1);
  if (!mean) node.at("mean").fail_type("a number above 0, in ml");
  return DropVolume{*mean, read_number(node, "sd", 0, 1), read_text(node, "nozzle"),
                    read_whole_or(node, "n_weighed", 0, 1'000'000, 0)};
}

Json write_drop(const std::optional<DropVolume>& drop) {
  if (!drop) return nullptr;
  return {
      {"mean", drop->mean}, {"sd", number_or_null(drop->sd)}, {"nozzle", drop->nozzle}, {"n_weighed", drop->n_weighed}};
}

Dilution read_dilution(const JsonNode& object) {
  Dilution dilution;
  if (!object.has("dilution")) return dilution;
  const JsonNode node = object.at("dilution");
  node.expect_keys({"allowed", "max_diluent_per_pigment", "diluent_ids", "brand_scale"});
  if (node.has("allowed")) dilution.allowed = node.at("allowed").boolean();
  dilution.max_diluent_per_pigment = read_number(node, "max_diluent_per_pigment", 0, 100'000);
  dilution.diluent_ids = read_ids(node, "diluent_ids");
  if (!node.has("brand_scale")) return dilution;
  const JsonNode scale = node.at("brand_scale");
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const JsonNode step = scale.at(i);
    step.expect_keys({"name", "pigment_ml", "diluent_ml"});
    dilution.brand_scale.push_back({read_text(step, "name"),
                                    read_number_or(step, "pigment_ml", kAboveZero, kAnyNumber, 1),
                                    read_number_or(step, "diluent_ml", 0, kAnyNumber, 0)});
  }
  return dilution;
}

Json write_dilution(const Dilution& dilution) {
  Json scale = Json::array();
  for (const auto& step : dilution.brand_scale) {
    scale.push_back({{"name", step.name}, {"pigment_ml", step.pigment_ml}, {"diluent_ml", step.diluent_ml}});
  }
  return {{"allowed", dilution.allowed},
          {"max_diluent_per_pigment", number_or_null(dilution.max_diluent_per_pigment)},
          {"diluent_ids", dilution.diluent_ids},
          {"brand_scale", std::move(scale)}};
}

Compatibility read_compatibility(const JsonNode& object) {
  if (!object.has("compat")) return {};
  const JsonNode node = object.at("compat");
  node.expect_keys({"groups", "not_with"});
  return {read_texts(node, "groups"), read_ids(node, "not_with")};
}

Regulatory read_regulatory(const JsonNode& object) {
  if (!object.has("regulatory")) return {};
  const JsonNode node = object.at("regulatory");
  node.expect_keys({"eu_entry75", "flags", "checked_on"});
  return {read_choice(node, "eu_entry75", {"declared", "unknown", "flagged"}, "unknown"), read_texts(node, "flags"),
          read_date(node, "checked_on")};
}

Commercial read_commercial(const JsonNode& object) {
  if (!object.has("commercial")) return {};
  const JsonNode node = object.at("commercial");
  node.expect_keys({"volume_ml", "price", "currency", "stock_ml"});
  return {read_number(node, "volume_ml", kAboveZero, kAnyNumber), read_number(node, "price", 0, kAnyNumber),
          read_text(node, "currency"), read_number(node, "stock_ml", 0, kAnyNumber)};
}

Json write_commercial(const Commercial& commercial) {
  return {{"volume_ml", number_or_null(commercial.volume_ml)},
          {"price", number_or_null(commercial.price)},
          {"currency", text_or_null(commercial.currency)},
          {"stock_ml", number_or_null(commercial.stock_ml)}};
}

void read_identity(const JsonNode& node, Stock& stock) {
  stock.id = read_id(node, "id");
  stock.brand = read_text(node, "brand");
  stock.line = read_text(node, "line");
  stock.shade = read_text(node, "shade");
  stock.lot = read_text(node, "lot");
  stock.expiry = read_date(node, "expiry");
  stock.sds_url = read_text(node, "sds_url");
  (void)node.at("kind");
  stock.kind = read_choice(node, "kind", {"pigment", "corrector", "premix", "diluent"});
  if (stock.kind.empty()) node.at("kind").fail_type("a kind of stock");
  stock.undertone = read_choice(node, "undertone", {"cool", "neutral", "warm"});
  stock.carrier = read_texts(node, "carrier");
  stock.density_g_cm3 = read_number(node, "density_g_cm3", kAboveZero, 30);
}

}  // namespace

bool is_color_index_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 5 || !std::all_of(text.begin(), text.begin() + 5, is_digit)) return false;
  if (text.size() == 5) return true;
  return text[5] == ':' && text.size() <= 8 && text.size() >= 7 && std::all_of(text.begin() + 6, text.end(), is_digit);
}

Provenance read_provenance(const JsonNode& object) {
  if (!object.has("provenance")) return {};
  const JsonNode node = object.at("provenance");
  node.expect_keys({"source", "licence", "quality"});
  return {read_text(node, "source"), read_text(node, "licence"),
          read_choice(node, "quality", {"measured", "vendor", "estimated", "synthetic"})};
}

Json write_provenance(const Provenance& provenance) {
  return {
      {"source", provenance.source}, {"licence", provenance.licence}, {"quality", text_or_null(provenance.quality)}};
}

Stock read_stock(const JsonNode& node) {
  node.expect_keys({"id",      "brand",     "line",    "shade",         "lot",        "expiry",    "sds_url",
                    "kind",    "undertone", "carrier", "density_g_cm3", "components", "drop_ml",   "dilution",
                    "optical", "healed",    "compat",  "regulatory",    "commercial", "provenance"});
  Stock stock;
  read_identity(node, stock);
  if (node.has("components")) {
    const JsonNode list = node.at("components");
    for (std::size_t i = 0; i < list.size(); ++i) stock.components.push_back(read_component(list.at(i)));
  }
  stock.drop_ml = read_drop(node);
  stock.dilution = read_dilution(node);
  if (node.has("optical")) stock.optical = read_optical(node.at("optical"));
  if (node.has("healed")) {
    const JsonNode list = node.at("healed");
    for (std::size_t i = 0; i < list.size(); ++i) stock.healed.push_back(read_healed(list.at(i)));
  }
  stock.compatibility = read_compatibility(node);
  stock.regulatory = read_regulatory(node);
  stock.commercial = read_commercial(node);
  stock.provenance = read_provenance(node);
  return stock;
}

Json write_stock(const Stock& stock) {
  Json components = Json::array();
  for (const auto& component : stock.components) components.push_back(write_component(component));
  Json healed = Json::array();
  for (const auto& record : stock.healed) healed.push_back(write_healed(record));
  const auto& compatibility = stock.compatibility;
  const auto& regulatory = stock.regulatory;
  return {{"id", stock.id},
          {"brand", stock.brand},
          {"line", stock.line},
          {"shade", stock.shade},
          {"lot", text_or_null(stock.lot)},
          {"expiry", text_or_null(stock.expiry)},
          {"sds_url", text_or_null(stock.sds_url)},
          {"kind", stock.kind},
          {"undertone", text_or_null(stock.undertone)},
          {"carrier", stock.carrier},
          {"density_g_cm3", number_or_null(stock.density_g_cm3)},
          {"components", std::move(components)},
          {"drop_ml", write_drop(stock.drop_ml)},
          {"dilution", write_dilution(stock.dilution)},
          {"optical", stock.optical ? write_optical(*stock.optical) : Json(nullptr)},
          {"healed", std::move(healed)},
          {"compat", {{"groups", compatibility.groups}, {"not_with", compatibility.not_with}}},
          {"regulatory",
           {{"eu_entry75", regulatory.eu_entry75},
            {"flags", regulatory.flags},
            {"checked_on", text_or_null(regulatory.checked_on)}}},
          {"commercial", write_commercial(stock.commercial)},
          {"provenance", write_provenance(stock.provenance)}};
}

}  // namespace shadematch::inline v0
