// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>
#include <string>

#include <shadematch/difference/cam16_ucs.hpp>
#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/delta_e.hpp>
#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {
namespace {

using Rows = Eigen::Ref<const LabTable>;

/// A formula in its three forms; `call` takes any of their arguments.
struct Entry {
  template <typename Call>
  constexpr Entry(std::string_view name, bool symmetric, std::string_view description, Call call)
      : formula{name, symmetric, description}, of_pair(call), one_to_many(call), row_by_row(call) {}

  DifferenceFormula formula;
  double (*of_pair)(const Lab&, const Lab&);
  Eigen::ArrayXd (*one_to_many)(const Lab&, const Rows&);
  Eigen::ArrayXd (*row_by_row)(const Rows&, const Rows&);
};

constexpr Entry kEntries[] = {
    {"ciede2000", true, "CIEDE2000 with k = 1, the standard formula for small differences",
     [](const auto& standard, const auto& batch) { return delta_e_ciede2000(standard, batch); }},
    {"cam16_ucs", true, "distance in CAM16-UCS, surfaces in a lit room",
     [](const auto& standard, const auto& batch) { return delta_e_cam16_ucs(standard, batch); }},
    {"cie94", false, "CIE94 for graphic arts",
     [](const auto& standard, const auto& batch) { return delta_e_cie94(standard, batch, kCie94GraphicArts); }},
    {"cie94_textiles", false, "CIE94 for textiles",
     [](const auto& standard, const auto& batch) { return delta_e_cie94(standard, batch, kCie94Textiles); }},
    {"cmc", false, "CMC 2:1, acceptability",
     [](const auto& standard, const auto& batch) {
       return delta_e_cmc(standard, batch, {2.0, 1.0});
     }},
    {"cmc_1_1", false, "CMC 1:1, perceptibility",
     [](const auto& standard, const auto& batch) {
       return delta_e_cmc(standard, batch, {1.0, 1.0});
     }},
    {"hyab", true, "lightness difference plus chromatic distance, for large differences",
     [](const auto& standard, const auto& batch) { return delta_e_hyab(standard, batch); }},
    {"cie76", true, "distance in Lab",
     [](const auto& standard, const auto& batch) { return delta_e_cie76(standard, batch); }},
};

const Entry& find(std::string_view name) {
  std::string known;
  for (const Entry& entry : kEntries) {
    if (entry.formula.name == name) return entry;
    known += (known.empty() ? "" : ", ") + std::string(entry.formula.name);
  }
  throw std::invalid_argument("delta_e: expected a formula out of " + known + ", got '" + std::string(name) + "'");
}

}  // namespace

std::vector<DifferenceFormula> difference_formulas() {
  std::vector<DifferenceFormula> formulas;
  for (const Entry& entry : kEntries) formulas.push_back(entry.formula);
  return formulas;
}

double delta_e(std::string_view formula, const Lab& standard, const Lab& batch) {
  return find(formula).of_pair(standard, batch);
}

Eigen::ArrayXd delta_e(std::string_view formula, const Lab& standard, const Eigen::Ref<const LabTable>& batch) {
  return find(formula).one_to_many(standard, batch);
}

Eigen::ArrayXd delta_e(std::string_view formula, const Eigen::Ref<const LabTable>& standards,
                       const Eigen::Ref<const LabTable>& batch) {
  const Entry& entry = find(formula);
  require_equal_length<double>("delta_e", standards, batch);
  return entry.row_by_row(standards, batch);
}

}  // namespace shadematch::inline v0
