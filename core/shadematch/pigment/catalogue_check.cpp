// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <shadematch/error.hpp>
#include <shadematch/pigment/catalogue_check.hpp>
#include <shadematch/pigment/json_fields.hpp>

namespace shadematch::inline v0 {
namespace {

/// Walks a catalogue and reports the first fault with its place.
class Checker {
 public:
  Checker(const Catalogue& catalogue, const std::string& source, const CatalogueLines* lines)
      : catalogue_(catalogue), source_(source), lines_(lines) {}

  void check() {
    for (std::size_t i = 0; i < catalogue_.stocks.size(); ++i) {
      const Stock& stock = catalogue_.stocks[i];
      if (!stocks_.emplace(stock.id, &stock).second) {
        fail("duplicate_id", stock_place(i) + ".id", "ids that differ", in_quotes(stock.id) + " twice");
      }
    }
    for (std::size_t i = 0; i < catalogue_.stocks.size(); ++i) check_stock(catalogue_.stocks[i], stock_place(i));
    std::unordered_set<std::string> mix_ids;
    for (std::size_t i = 0; i < catalogue_.mixes.size(); ++i) {
      const Mix& mix = catalogue_.mixes[i];
      const std::string path = mix_place(i);
      if (!mix_ids.insert(mix.id).second) {
        fail("duplicate_id", path + ".id", "ids that differ", in_quotes(mix.id) + " twice");
      }
      check_mix(mix, path);
    }
  }

 private:
  static std::string at(std::size_t index) { return std::string("[").append(std::to_string(index)).append("]"); }

  static std::string line_place(int line) { return std::string("line ").append(std::to_string(line)).append(", $"); }
  std::string stock_place(std::size_t i) const {
    return lines_ != nullptr ? line_place(lines_->stocks[i]) : "$.stocks" + at(i);
  }
  std::string mix_place(std::size_t i) const {
    return lines_ != nullptr ? line_place(lines_->mixes[i]) : "$.mixes" + at(i);
  }

  [[noreturn]] void fail(const std::string& code, const std::string& path, const std::string& expected,
                         const std::string& got, const std::string& advice = "") const {
    throw InvalidDocument(code, source_ + ", " + path + ": expected " + expected + ", got " + got, advice);
  }

  const Stock& known_stock(const std::string& id, const std::string& path) const {
    const auto found = stocks_.find(id);
    if (found == stocks_.end()) fail("unknown_stock", path, "the id of a stock of this catalogue", in_quotes(id));
    return *found->second;
  }

  void check_covariance(const Eigen::Ref<const Eigen::MatrixXd>& covariance, const std::string& path) const {
    if (!covariance.allFinite()) fail("not_finite", path, "finite numbers", "NaN or infinity");
    const double scale = covariance.cwiseAbs().maxCoeff();
    if (!((covariance - covariance.transpose()).cwiseAbs().maxCoeff() <= 1e-9 * scale)) {
      fail("not_symmetric", path, "a symmetric matrix", "one that differs from its transpose");
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance, Eigen::EigenvaluesOnly);
    if (!(solver.eigenvalues().minCoeff() >= -1e-9 * scale)) {
      fail("not_positive", path, "a positive semi-definite matrix", "one with a negative eigenvalue",
           "Variances stand on the diagonal and cannot be negative");
    }
  }

  void check_film_surface(const FilmSurface& surface, const std::string& path) const {
    const auto& [n, mirrored] = surface;
    if (n >= kLowestIndex && n <= kHighestIndex && mirrored >= 0 && mirrored <= kMostMirrored) return;
    fail("out_of_range", path, "a refractive index in 1.01..2 and a mirrored part in 0..0.1", surface_text(surface));
  }

  void check_optical(const Stock& stock, const std::string& path) const {
    const OpticalData& optical = *stock.optical;
    if (optical.surface) check_film_surface(*optical.surface, path + ".surface");
    std::size_t values = 0;
    if (optical.level == "L3") {
      if (optical.k.empty() || optical.s.empty()) fail("level_without_data", path, "'k' and 's' at level L3", "none");
      values = optical.k.size() + optical.s.size();
    } else if (optical.level == "L2") {
      if (optical.k_over_s.empty()) fail("level_without_data", path, "'ks' at level L2", "none");
      values = optical.k_over_s.size();
    } else if (optical.level == "L1") {
      const bool has_lab = std::any_of(optical.swatches.begin(), optical.swatches.end(),
                                       [](const Swatch& swatch) { return swatch.lab.has_value(); });
      if (!has_lab) fail("level_without_data", path, "a swatch with 'lab' at level L1", "none");
      values = 3;
    } else if (std::none_of(stock.components.begin(), stock.components.end(),
                            [](const Component& component) { return !component.ci.empty(); })) {
      fail("level_without_data", path, "a component with a 'ci' number at level L0", "none");
    }
    if (!optical.covariance) return;
    if (optical.covariance->rows() != static_cast<Eigen::Index>(values)) {
      fail("wrong_size", path + ".cov", std::to_string(values) + " rows at level " + optical.level,
           std::to_string(optical.covariance->rows()));
    }
    if (values > 0) check_covariance(*optical.covariance, path + ".cov");
  }

  void check_stock(const Stock& stock, const std::string& path) const {
    for (std::size_t i = 0; i < stock.dilution.diluent_ids.size(); ++i) {
      const std::string place = path + ".dilution.diluent_ids" + at(i);
      if (!known_stock(stock.dilution.diluent_ids[i], place).is_diluent()) {
        fail("not_a_diluent", place, "a stock of kind 'diluent'", in_quotes(stock.dilution.diluent_ids[i]));
      }
    }
    for (std::size_t i = 0; i < stock.compatibility.not_with.size(); ++i) {
      (void)known_stock(stock.compatibility.not_with[i], path + ".compat.not_with" + at(i));
    }
    if (stock.optical) check_optical(stock, path + ".optical");
  }

  void check_mix(const Mix& mix, const std::string& path) const {
    std::unordered_set<std::string> used;
    for (std::size_t i = 0; i < mix.parts.size(); ++i) {
      const std::string place = path + ".parts" + at(i);
      (void)known_stock(mix.parts[i].stock_id, place + ".stock");
      if (mix.parts[i].drops < 1) {
        fail("out_of_range", place + ".drops", "at least 1 drop", std::to_string(mix.parts[i].drops));
      }
      if (!used.insert(mix.parts[i].stock_id).second) {
        fail("duplicate_part", place + ".stock", "every stock once", in_quotes(mix.parts[i].stock_id) + " twice");
      }
    }
    for (std::size_t i = 0; i < mix.history.size(); ++i) {
      (void)known_stock(mix.history[i].stock_id, path + ".history" + at(i) + ".stock");
    }
    check_color(mix.predicted, path + ".predicted");
    check_color(mix.measured, path + ".measured");
    check_recipe(mix, path + ".parts");
  }

  void check_color(const std::optional<MixColor>& color, const std::string& path) const {
    if (!color) return;
    const Eigen::Array3d lab(color->lab.L, color->lab.a, color->lab.b);
    if (!lab.allFinite()) fail("not_finite", path + ".lab", "finite numbers", "NaN or infinity");
    if (color->covariance) check_covariance(*color->covariance, path + ".cov");
  }

  void check_recipe(const Mix& mix, const std::string& path) const {
    const double dilution = diluent_per_pigment(mix, catalogue_);
    if (std::isinf(dilution)) fail("nothing_colors", path, "at least one stock that is not a diluent", "only diluents");
    for (const auto& part : mix.parts) {
      const Stock& stock = *stocks_.at(part.stock_id);
      const Dilution& rule = stock.dilution;
      const std::string who = in_quotes(stock.id);
      if (!stock.is_diluent() && dilution > 0 && !rule.allowed) {
        fail("must_not_be_diluted", path, "no diluent beside " + who + ", which must not be diluted", "some");
      }
      if (!stock.is_diluent() && rule.max_diluent_per_pigment &&
          dilution > *rule.max_diluent_per_pigment * (1 + 1e-9)) {
        fail("diluted_too_far", path, "a dilution within the limit of " + who, "more diluent");
      }
      check_partners(stock, mix, path);
    }
  }

  void check_partners(const Stock& stock, const Mix& mix, const std::string& path) const {
    const auto& allowed = stock.dilution.diluent_ids;
    const auto& forbidden = stock.compatibility.not_with;
    for (const auto& other : mix.parts) {
      const bool wrong_diluent = !stock.is_diluent() && stocks_.at(other.stock_id)->is_diluent() && !allowed.empty() &&
                                 std::find(allowed.begin(), allowed.end(), other.stock_id) == allowed.end();
      if (wrong_diluent) {
        fail("wrong_diluent", path, "a diluent named by " + in_quotes(stock.id), in_quotes(other.stock_id));
      }
      if (std::find(forbidden.begin(), forbidden.end(), other.stock_id) != forbidden.end()) {
        fail("incompatible", path, in_quotes(stock.id) + " without " + in_quotes(other.stock_id), "both in one cup");
      }
    }
  }

  const Catalogue& catalogue_;
  const std::string& source_;
  const CatalogueLines* lines_;
  std::unordered_map<std::string, const Stock*> stocks_;
};

}  // namespace

void check_catalogue(const Catalogue& catalogue, const std::string& source) {
  Checker(catalogue, source, nullptr).check();
}

void check_catalogue(const Catalogue& catalogue, const std::string& source, const CatalogueLines& lines) {
  Checker(catalogue, source, &lines).check();
}

}  // namespace shadematch::inline v0
