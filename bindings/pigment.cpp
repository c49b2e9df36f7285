// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/pigment/catalogue_csv.hpp>
#include <shadematch/pigment/catalogue_json.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

Eigen::Vector3d to_vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}
std::optional<Eigen::Vector3d> to_vector(const std::optional<Lab>& lab) {
  return lab ? std::optional<Eigen::Vector3d>(to_vector(*lab)) : std::nullopt;
}

void bind_optical(py::module_& pigment) {
  py::class_<WavelengthGrid>(pigment, "WavelengthGrid")
      .def_readonly("start_nm", &WavelengthGrid::start_nm)
      .def_readonly("step_nm", &WavelengthGrid::step_nm)
      .def_readonly("n", &WavelengthGrid::n);
  py::class_<Saunderson>(pigment, "Saunderson")
      .def_readonly("k1", &Saunderson::k1)
      .def_readonly("k2", &Saunderson::k2)
      .def_readonly("j", &Saunderson::j);
  py::class_<Swatch>(pigment, "Swatch")
      .def_readonly("pigment", &Swatch::pigment)
      .def_readonly("diluent", &Swatch::diluent)
      .def_readonly("background", &Swatch::background)
      .def_readonly("film_um", &Swatch::film_um)
      .def_readonly("reflectance", &Swatch::reflectance)
      .def_property_readonly("lab", [](const Swatch& swatch) { return to_vector(swatch.lab); })
      .def_readonly("illuminant", &Swatch::illuminant)
      .def_readonly("observer_deg", &Swatch::observer_deg);
  py::class_<OpticalData>(pigment, "OpticalData")
      .def_readonly("level", &OpticalData::level)
      .def_readonly("grid", &OpticalData::grid)
      .def_readonly("k", &OpticalData::k)
      .def_readonly("s", &OpticalData::s)
      .def_readonly("k_over_s", &OpticalData::k_over_s)
      .def_readonly("strength", &OpticalData::strength)
      .def_readonly("covariance", &OpticalData::covariance)
      .def_readonly("unit", &OpticalData::unit)
      .def_readonly("saunderson", &OpticalData::saunderson)
      .def_readonly("surface", &OpticalData::surface)
      .def_readonly("swatches", &OpticalData::swatches);
}

void bind_stock(py::module_& pigment) {
  py::class_<Component>(pigment, "Component")
      .def_readonly("ci", &Component::ci)
      .def_readonly("name", &Component::name)
      .def_property_readonly("mass_fraction", [](const Component& component) { return component.mass_fraction.value; })
      .def_readonly("density_g_cm3", &Component::density_g_cm3);
  py::class_<DropVolume>(pigment, "DropVolume")
      .def_readonly("mean", &DropVolume::mean)
      .def_readonly("sd", &DropVolume::sd)
      .def_readonly("nozzle", &DropVolume::nozzle)
      .def_readonly("n_weighed", &DropVolume::n_weighed);
  py::class_<Dilution>(pigment, "Dilution")
      .def_readonly("allowed", &Dilution::allowed)
      .def_readonly("max_diluent_per_pigment", &Dilution::max_diluent_per_pigment)
      .def_readonly("diluent_ids", &Dilution::diluent_ids);
  py::class_<Commercial>(pigment, "Commercial")
      .def_readonly("volume_ml", &Commercial::volume_ml)
      .def_readonly("price", &Commercial::price)
      .def_readonly("currency", &Commercial::currency)
      .def_readonly("stock_ml", &Commercial::stock_ml);
  py::class_<Regulatory>(pigment, "Regulatory")
      .def_readonly("eu_entry75", &Regulatory::eu_entry75)
      .def_readonly("flags", &Regulatory::flags)
      .def_readonly("checked_on", &Regulatory::checked_on);
  py::class_<Provenance>(pigment, "Provenance")
      .def_readonly("source", &Provenance::source)
      .def_readonly("licence", &Provenance::licence)
      .def_readonly("quality", &Provenance::quality);
  py::class_<Stock>(pigment, "Stock")
      .def_readonly("id", &Stock::id)
      .def_readonly("brand", &Stock::brand)
      .def_readonly("line", &Stock::line)
      .def_readonly("shade", &Stock::shade)
      .def_readonly("lot", &Stock::lot)
      .def_readonly("expiry", &Stock::expiry)
      .def_readonly("kind", &Stock::kind)
      .def_readonly("undertone", &Stock::undertone)
      .def_readonly("carrier", &Stock::carrier)
      .def_readonly("density_g_cm3", &Stock::density_g_cm3)
      .def_readonly("components", &Stock::components)
      .def_readonly("drop_ml", &Stock::drop_ml)
      .def_readonly("dilution", &Stock::dilution)
      .def_readonly("optical", &Stock::optical)
      .def_readonly("regulatory", &Stock::regulatory)
      .def_readonly("commercial", &Stock::commercial)
      .def_readonly("provenance", &Stock::provenance);
}

void bind_mix(py::module_& pigment) {
  py::class_<RecipePart>(pigment, "RecipePart")
      .def_readonly("stock_id", &RecipePart::stock_id)
      .def_readonly("drops", &RecipePart::drops);
  py::class_<MixColor>(pigment, "MixColor")
      .def_property_readonly("lab", [](const MixColor& color) { return to_vector(color.lab); })
      .def_readonly("covariance", &MixColor::covariance);
  py::class_<Mix>(pigment, "Mix")
      .def_readonly("id", &Mix::id)
      .def_readonly("parts", &Mix::parts)
      .def_readonly("total_ml", &Mix::total_ml)
      .def_readonly("predicted", &Mix::predicted)
      .def_readonly("measured", &Mix::measured);
}

}  // namespace

void bind_pigment(py::module_& module) {
  auto pigment = module.def_submodule("pigment");
  using Release = py::call_guard<py::gil_scoped_release>;
  bind_optical(pigment);
  bind_stock(pigment);
  bind_mix(pigment);
  py::class_<Catalogue>(pigment, "Catalogue")
      .def_readonly("name", &Catalogue::name)
      .def_readonly("note", &Catalogue::note)
      .def_readonly("provenance", &Catalogue::provenance)
      .def_readonly("stocks", &Catalogue::stocks)
      .def_readonly("mixes", &Catalogue::mixes);
  pigment.def("film_surface", &film_surface, "catalogue"_a, Release());
  pigment.def("read_catalogue_json", &read_catalogue_json, "text"_a, "source"_a, Release());
  pigment.def("read_catalogue_csv", &read_catalogue_csv, "text"_a, "source"_a, Release());
  pigment.def("write_catalogue_json", &write_catalogue_json, "catalogue"_a, Release());
  pigment.def("diluent_per_pigment", &diluent_per_pigment, "mix"_a, "catalogue"_a, Release());
  pigment.def("normalized_ingredient", &normalized_ingredient, "name"_a, Release());
}

}  // namespace shadematch::python
