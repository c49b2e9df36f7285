// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <shadematch/skin/halftone.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

/// The rows of an (n, 36) table as reflectances; both are 36 numbers beside each other.
std::span<const Reflectance> as_reflectances(const Array& rows) {
  static_assert(sizeof(Reflectance) == kBandCount * sizeof(double));
  const auto table = view_rows<ReflectanceTable>(rows, "neugebauer_reflectance");
  return {reinterpret_cast<const Reflectance*>(table.data()), static_cast<std::size_t>(table.rows())};
}

}  // namespace

void bind_halftone(py::module_& module) {
  using release = py::call_guard<py::gil_scoped_release>;
  auto skin = module.attr("skin").cast<py::module_>();
  skin.def(
      "demichel_weights", [](const std::vector<double>& coverages) { return demichel_weights(coverages); },
      "coverages"_a, release());
  skin.def("overlap_shares", &overlap_shares, "dot_load"_a, "most"_a = 3, release());
  skin.def(
      "neugebauer_reflectance",
      [](const Array& areas, const std::vector<double>& shares, double yule_nielsen_n) {
        const auto rows = as_reflectances(areas);
        return to_numpy(without_gil([&] { return neugebauer_reflectance(rows, shares, yule_nielsen_n); }));
      },
      "areas"_a, "shares"_a, "yule_nielsen_n"_a = 1.0);
  static const ScalpHalftone s;
  skin.def(
      "halftone_reflectance",
      [](const Bands& bare, const Bands& hair, const Bands& dot, const Bands& older_dot, const Bands& both_dots,
         double hair_coverage, double dot_coverage, double older_dot_coverage, double yule_nielsen_n) {
        return to_numpy(without_gil([&] {
          return halftone_reflectance({{bare},
                                       {hair},
                                       {dot},
                                       {older_dot},
                                       {both_dots},
                                       hair_coverage,
                                       dot_coverage,
                                       older_dot_coverage,
                                       yule_nielsen_n});
        }));
      },
      "skin"_a, "hair"_a, "dot"_a, "older_dot"_a, "both_dots"_a, "hair_coverage"_a, "dot_coverage"_a,
      "older_dot_coverage"_a, "yule_nielsen_n"_a = s.yule_nielsen_n);
}

}  // namespace shadematch::python
