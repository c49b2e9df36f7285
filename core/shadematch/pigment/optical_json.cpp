// SPDX-License-Identifier: Apache-2.0
#include <shadematch/pigment/optical_json.hpp>

namespace shadematch::inline v0 {
namespace {

WavelengthGrid read_grid(const JsonNode& node) {
  node.expect_keys({"start_nm", "step_nm", "n"});
  return {read_whole(node, "start_nm", 300, 1000), read_whole(node, "step_nm", 1, 100), read_whole(node, "n", 1, 1000)};
}

std::optional<Saunderson> read_saunderson(const JsonNode& object) {
  if (!object.has("saunderson")) return std::nullopt;
  const JsonNode node = object.at("saunderson");
  node.expect_keys({"k1", "k2", "j"});
  return Saunderson{node.at("k1").number(0, 1), node.at("k2").number(0, 1), read_whole(node, "j", 0, 1)};
}

std::optional<FilmSurface> read_surface(const JsonNode& object) {
  if (!object.has("surface")) return std::nullopt;
  const JsonNode node = object.at("surface");
  node.expect_keys({"refractive_index", "mirrored"});
  return FilmSurface{node.at("refractive_index").number(kLowestIndex, kHighestIndex),
                     node.at("mirrored").number(0, kMostMirrored)};
}

std::vector<double> read_spectrum(const JsonNode& object, const std::string& key, const WavelengthGrid& grid,
                                  double high) {
  auto values = read_numbers(object, key, 0, high);
  if (!values.empty() && values.size() != static_cast<std::size_t>(grid.n)) {
    object.at(key).fail("wrong_size", "no value or one for each of the " + std::to_string(grid.n) + " wavelengths",
                        std::to_string(values.size()));
  }
  return values;
}

Swatch read_swatch(const JsonNode& node, const WavelengthGrid& grid) {
  node.expect_keys({"pigment", "diluent", "background", "film_um", "R", "lab", "illuminant", "observer_deg", "geometry",
                    "specular", "instrument", "date"});
  Swatch swatch;
  swatch.pigment = read_number_or(node, "pigment", kAboveZero, kAnyNumber, 1);
  swatch.diluent = read_number_or(node, "diluent", 0, kAnyNumber, 0);
  swatch.background = read_choice(node, "background", {"white", "black", "skin"});
  swatch.film_um = read_number(node, "film_um", kAboveZero, kAnyNumber);
  swatch.reflectance = read_spectrum(node, "R", grid, 2);
  swatch.lab = read_lab(node, "lab");
  swatch.illuminant = node.has("illuminant") ? read_text(node, "illuminant") : swatch.illuminant;
  swatch.observer_deg = read_whole_or(node, "observer_deg", 2, 10, 2);
  if (swatch.observer_deg != 2 && swatch.observer_deg != 10) {
    node.at("observer_deg").fail("unknown_value", "2 or 10", std::to_string(swatch.observer_deg));
  }
  swatch.geometry = read_choice(node, "geometry", {"d8", "45_0", "photo"});
  swatch.specular = read_choice(node, "specular", {"SCI", "SCE"});
  swatch.instrument = read_text(node, "instrument");
  swatch.date = read_date(node, "date");
  return swatch;
}

Json write_swatch(const Swatch& swatch) {
  return {{"pigment", swatch.pigment},
          {"diluent", swatch.diluent},
          {"background", text_or_null(swatch.background)},
          {"film_um", number_or_null(swatch.film_um)},
          {"R", swatch.reflectance},
          {"lab", lab_or_null(swatch.lab)},
          {"illuminant", swatch.illuminant},
          {"observer_deg", swatch.observer_deg},
          {"geometry", text_or_null(swatch.geometry)},
          {"specular", text_or_null(swatch.specular)},
          {"instrument", swatch.instrument},
          {"date", swatch.date}};
}

}  // namespace

OpticalData read_optical(const JsonNode& node) {
  node.expect_keys({"level", "grid", "k", "s", "ks", "strength", "cov", "unit", "saunderson", "surface", "swatches"});
  OpticalData optical;
  (void)node.at("level");
  optical.level = read_choice(node, "level", {"L0", "L1", "L2", "L3"});
  if (optical.level.empty()) node.at("level").fail_type("a data level 'L0' to 'L3'");
  if (node.has("grid")) optical.grid = read_grid(node.at("grid"));
  optical.k = read_spectrum(node, "k", optical.grid, kAnyNumber);
  optical.s = read_spectrum(node, "s", optical.grid, kAnyNumber);
  optical.k_over_s = read_spectrum(node, "ks", optical.grid, kAnyNumber);
  optical.strength = read_number_or(node, "strength", kAboveZero, kAnyNumber, 1);
  optical.covariance = read_matrix(node, "cov");
  optical.unit = read_choice(node, "unit", {"per_volume_fraction_1_per_cm", "per_weight_fraction_per_film"});
  optical.saunderson = read_saunderson(node);
  optical.surface = read_surface(node);
  if (node.has("swatches")) {
    const JsonNode list = node.at("swatches");
    for (std::size_t i = 0; i < list.size(); ++i) optical.swatches.push_back(read_swatch(list.at(i), optical.grid));
  }
  return optical;
}

Json write_optical(const OpticalData& optical) {
  Json swatches = Json::array();
  for (const auto& swatch : optical.swatches) swatches.push_back(write_swatch(swatch));
  const auto& saunderson = optical.saunderson;
  const auto& surface = optical.surface;
  return {{"level", optical.level},
          {"grid", {{"start_nm", optical.grid.start_nm}, {"step_nm", optical.grid.step_nm}, {"n", optical.grid.n}}},
          {"k", optical.k},
          {"s", optical.s},
          {"ks", optical.k_over_s},
          {"strength", optical.strength},
          {"cov", optical.covariance ? matrix_rows(*optical.covariance) : Json(nullptr)},
          {"unit", text_or_null(optical.unit)},
          {"saunderson",
           saunderson ? Json{{"k1", saunderson->k1}, {"k2", saunderson->k2}, {"j", saunderson->j}} : Json(nullptr)},
          {"surface", surface ? Json{{"refractive_index", surface->refractive_index}, {"mirrored", surface->mirrored}}
                              : Json(nullptr)},
          {"swatches", std::move(swatches)}};
}

HealedRecord read_healed(const JsonNode& node) {
  node.expect_keys({"skin_lab", "pigment", "diluent", "weeks", "lab_fresh", "lab_healed", "coverage", "depth_mm",
                    "retention", "n_clients", "source"});
  HealedRecord healed;
  healed.skin_lab = read_lab(node, "skin_lab");
  healed.pigment = read_number_or(node, "pigment", kAboveZero, kAnyNumber, 1);
  healed.diluent = read_number_or(node, "diluent", 0, kAnyNumber, 0);
  healed.weeks = read_number(node, "weeks", 0, kAnyNumber);
  healed.lab_fresh = read_lab(node, "lab_fresh");
  healed.lab_healed = read_lab(node, "lab_healed");
  healed.coverage = read_number(node, "coverage", 0, 1);
  healed.depth_mm = read_number(node, "depth_mm", 0, 10);
  if (node.has("retention")) {
    const JsonNode retention = node.at("retention");
    retention.expect_keys({"mean", "sd"});
    healed.retention = Retention{retention.at("mean").number(0, 1), retention.at("sd").number(0, 1)};
  }
  healed.n_clients = read_whole_or(node, "n_clients", 0, 1'000'000, 0);
  healed.source = read_text(node, "source");
  return healed;
}

Json write_healed(const HealedRecord& healed) {
  const auto& retention = healed.retention;
  return {{"skin_lab", lab_or_null(healed.skin_lab)},
          {"pigment", healed.pigment},
          {"diluent", healed.diluent},
          {"weeks", number_or_null(healed.weeks)},
          {"lab_fresh", lab_or_null(healed.lab_fresh)},
          {"lab_healed", lab_or_null(healed.lab_healed)},
          {"coverage", number_or_null(healed.coverage)},
          {"depth_mm", number_or_null(healed.depth_mm)},
          {"retention", retention ? Json{{"mean", retention->mean}, {"sd", retention->sd}} : Json(nullptr)},
          {"n_clients", healed.n_clients},
          {"source", healed.source}};
}

}  // namespace shadematch::inline v0
