// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/skin/client_skin.hpp>
#include <shadematch/skin/skin_table.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

using release = py::call_guard<py::gil_scoped_release>;

void bind_client(py::module_& skin) {
  py::class_<ClientSkin>(skin, "ClientSkin")
      .def_readonly("parameters", &ClientSkin::parameters)
      .def_readonly("residual", &ClientSkin::residual,
                    "Factor at each of the 36 bands on the reflectance of the model.")
      .def_property_readonly(
          "lab", [](const ClientSkin& client) { return Eigen::Vector3d(client.lab.L, client.lab.a, client.lab.b); },
          "Color of the bare skin as measured, D50, 2 degrees.")
      .def_readonly("model_delta_e", &ClientSkin::model_delta_e,
                    "CIEDE2000 between the measured color and the model without the residual.")
      .def_readonly("options", &ClientSkin::options)
      .def_property_readonly("resembles_skin", &ClientSkin::resembles_skin,
                             "False for a color that no skin of the model comes near.")
      .def(
          "reflectance",
          [](const ClientSkin& client, const std::optional<PigmentZone>& zone) {
            return to_numpy(without_gil([&] { return zone ? client.reflectance(*zone) : client.reflectance(); }));
          },
          "zone"_a = py::none(), "Of the bare skin, or of skin whose dermis holds the zone; (36,).");
}

void bind_fits(py::module_& skin) {
  static const SkinFitOptions o;
  py::class_<SkinFitOptions>(skin, "SkinFitOptions")
      .def(py::init([](double so2, double b, double prior_weight, double scattering_weight,
                       const AddingDoublingOptions& solver) {
             return SkinFitOptions{so2, b, prior_weight, scattering_weight, solver};
           }),
           py::kw_only(), "oxygen_saturation"_a = o.oxygen_saturation, "scattering_b"_a = o.scattering_b,
           "prior_weight"_a = o.prior_weight, "scattering_weight"_a = o.scattering_weight, "solver"_a = o.solver)
      .def_readonly("oxygen_saturation", &SkinFitOptions::oxygen_saturation)
      .def_readonly("scattering_b", &SkinFitOptions::scattering_b)
      .def_readonly("prior_weight", &SkinFitOptions::prior_weight)
      .def_readonly("scattering_weight", &SkinFitOptions::scattering_weight)
      .def_readonly("solver", &SkinFitOptions::solver);
  skin.def(
      "skin_from_lab",
      [](double L, double a, double b, const SkinFitOptions& options) {
        return skin_from_lab({L, a, b}, options);
      },
      "L"_a, "a"_a, "b"_a, "options"_a, release());
  skin.def(
      "skin_from_reflectance",
      [](const Bands& reflectance, const SkinFitOptions& options) {
        return skin_from_reflectance({reflectance}, options);
      },
      "reflectance"_a, "options"_a, release());
}

}  // namespace

void bind_client_skin(py::module_& module) {
  auto skin = module.attr("skin").cast<py::module_>();
  bind_client(skin);
  bind_fits(skin);
  skin.attr("SKIN_DELTA_E") = kSkinDeltaE;
  py::class_<SkinTable>(skin, "SkinTable")
      .def(py::init<const ClientSkin&, double, double>(), "client"_a, "depth_mm"_a, "thickness_mm"_a, release())
      .def_property_readonly("depth_mm", &SkinTable::depth_mm)
      .def_property_readonly("thickness_mm", &SkinTable::thickness_mm)
      .def(
          "reflectance",
          [](const SkinTable& table, const Array& mua, const Array& musr) {
            const auto a = view_rows<BandsTable>(mua, "SkinTable");
            const auto s = view_rows<BandsTable>(musr, "SkinTable");
            return to_numpy(without_gil([&] { return table.reflectance(a, s); }));
          },
          "mua"_a, "musr"_a);
}

}  // namespace shadematch::python
