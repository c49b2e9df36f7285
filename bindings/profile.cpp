// SPDX-License-Identifier: Apache-2.0
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include <shadematch/profile/export_profile.hpp>

#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

/// `File` is a ColorEncoding or a Photo.
template <typename File>
ExportedProfile export_for(const Calibration& calibration, const File& file, ProfileKind kind, double max_mean_delta_e,
                           double max_delta_e) {
  return export_profile(calibration, file, {kind, max_mean_delta_e, max_delta_e});
}

template <typename File>
void def_export(py::module_& module) {
  const ProfileOptions defaults;
  module.def("export_profile", &export_for<File>, py::arg("calibration"), py::arg("file"), py::kw_only(),
             py::arg("kind") = defaults.kind, py::arg("max_mean_delta_e") = defaults.max_mean_delta_e,
             py::arg("max_delta_e") = defaults.max_delta_e, py::call_guard<py::gil_scoped_release>());
}

py::bytes icc_bytes(const ExportedProfile& profile) {
  return {reinterpret_cast<const char*>(profile.bytes.data()), profile.bytes.size()};
}

}  // namespace

void bind_profile(py::module_& module) {
  auto profile = module.def_submodule("profile");
  py::native_enum<ProfileKind>(profile, "ProfileKind", "enum.Enum", "How an exported profile stores a calibration.")
      .value("CLUT", ProfileKind::kClut)
      .value("MATRIX", ProfileKind::kMatrix)
      .finalize();
  py::class_<ExportedProfile>(profile, "ExportedProfile", "A calibration as an ICC input profile.")
      .def_property_readonly("bytes", &icc_bytes, "The file: ICC version 2.4, class input.")
      .def_readonly("description", &ExportedProfile::description)
      .def_readonly("mean_delta_e", &ExportedProfile::mean_delta_e)
      .def_readonly("max_delta_e", &ExportedProfile::max_delta_e)
      .def_readonly("colors", &ExportedProfile::colors);
  def_export<Photo>(profile);
  def_export<ColorEncoding>(profile);
}

}  // namespace shadematch::python
