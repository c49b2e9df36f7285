// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <shadematch/light/light_field.hpp>
#include <shadematch/photo/photo_from_array.hpp>
#include <shadematch/photo/read_photo.hpp>

#include "arrays.hpp"
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

std::span<const std::byte> view_bytes(const py::bytes& bytes) {
  return std::as_bytes(std::span(std::string_view(bytes)));
}

IccProfile make_icc_profile(const py::bytes& bytes) {
  const auto view = view_bytes(bytes);
  return {{view.begin(), view.end()}};
}

Photo read_bytes(const py::bytes& bytes, const std::string& source, const ReadLimits& limits,
                 const std::optional<IccProfile>& profile) {
  const auto view = view_bytes(bytes);
  const py::gil_scoped_release release;
  return read_photo_bytes(view, source, {limits, profile});
}

Photo read_file(const std::filesystem::path& path, const ReadLimits& limits, const std::optional<IccProfile>& profile) {
  return read_photo(path, {limits, profile});
}

template <typename T>
Photo from_array(const py::array_t<T, py::array::c_style>& array, ArrayOptions options, const py::bytes& exif,
                 const py::bytes& file) {
  if (array.ndim() != 2 && array.ndim() != 3) throw py::value_error("photo_from_array: expected 2 or 3 dimensions");
  SampleArray codes{static_cast<int>(array.shape(1)), static_cast<int>(array.shape(0)),
                    array.ndim() == 2 ? 1 : static_cast<int>(array.shape(2)),
                    std::span<const T>(array.data(), static_cast<std::size_t>(array.size()))};
  options.exif = view_bytes(exif);
  options.file = view_bytes(file);
  const py::gil_scoped_release release;
  return photo_from_array(codes, options);
}

void bind_options(py::module_& module) {
  py::native_enum<NamedEncoding>(module, "NamedEncoding", "enum.Enum", "Encodings that need no further data.")
      .value("UNKNOWN", NamedEncoding::kUnknown)
      .value("SRGB", NamedEncoding::kSrgb)
      .value("ADOBE_RGB", NamedEncoding::kAdobeRgb)
      .value("LINEAR_SRGB", NamedEncoding::kLinearSrgb)
      .value("CAMERA_LINEAR", NamedEncoding::kCameraLinear)
      .finalize();
  py::class_<IccProfile>(module, "IccProfile").def(py::init(&make_icc_profile), py::arg("data"));
  py::class_<CodingPoints>(module, "CodingPoints").def(py::init<int, int>(), py::arg("primaries"), py::arg("transfer"));
  py::class_<ReadLimits>(module, "ReadLimits", "Largest input that is read; exceeding one is LimitExceeded.")
      .def(py::init<>())
      .def_readwrite("jpeg_file_bytes", &ReadLimits::jpeg_file_bytes)
      .def_readwrite("other_file_bytes", &ReadLimits::other_file_bytes)
      .def_readwrite("pixels", &ReadLimits::pixels)
      .def_readwrite("side", &ReadLimits::side)
      .def_readwrite("decoded_ratio", &ReadLimits::decoded_ratio)
      .def_readwrite("ratio_free_bytes", &ReadLimits::ratio_free_bytes)
      .def_readwrite("icc_bytes", &ReadLimits::icc_bytes)
      .def_readwrite("exif_bytes", &ReadLimits::exif_bytes)
      .def_readwrite("jpeg_scans", &ReadLimits::jpeg_scans)
      .def_readwrite("jpeg_scan_pixels", &ReadLimits::jpeg_scan_pixels)
      .def_readwrite("jpeg_memory_bytes", &ReadLimits::jpeg_memory_bytes)
      .def_readwrite("png_chunks", &ReadLimits::png_chunks)
      .def_readwrite("png_chunk_bytes", &ReadLimits::png_chunk_bytes)
      .def_readwrite("tiff_allocation_bytes", &ReadLimits::tiff_allocation_bytes);
  py::class_<ArrayOptions>(module, "ArrayOptions")
      .def(py::init<>())
      .def_readwrite("encoding", &ArrayOptions::encoding)
      .def_readwrite("profile", &ArrayOptions::profile)
      .def_readwrite("full_scale", &ArrayOptions::full_scale)
      .def_readwrite("orientation", &ArrayOptions::orientation)
      .def_readwrite("format", &ArrayOptions::format)
      .def_readwrite("bits_per_sample", &ArrayOptions::bits_per_sample)
      .def_readwrite("limits", &ArrayOptions::limits);
}

void bind_values(py::module_& module) {
  py::class_<PhotoWarning>(module, "PhotoWarning")
      .def_readonly("code", &PhotoWarning::code)
      .def_readonly("message", &PhotoWarning::message);
  py::class_<PhotoMetadata>(module, "PhotoMetadata")
      .def_readonly("format", &PhotoMetadata::format)
      .def_readonly("bits_per_sample", &PhotoMetadata::bits_per_sample)
      .def_readonly("orientation", &PhotoMetadata::orientation)
      .def_readonly("profile", &PhotoMetadata::profile)
      .def_readonly("make", &PhotoMetadata::make)
      .def_readonly("model", &PhotoMetadata::model)
      .def_readonly("software", &PhotoMetadata::software)
      .def_readonly("captured_at", &PhotoMetadata::captured_at)
      .def_readonly("exposure_time_s", &PhotoMetadata::exposure_time_s)
      .def_readonly("f_number", &PhotoMetadata::f_number)
      .def_readonly("iso", &PhotoMetadata::iso)
      .def_readonly("lens", &PhotoMetadata::lens)
      .def_readonly("focal_length_mm", &PhotoMetadata::focal_length_mm)
      .def_readonly("white_balance", &PhotoMetadata::white_balance)
      .def_readonly("sha256", &PhotoMetadata::sha256)
      .def_readonly("profile_sha256", &PhotoMetadata::profile_sha256);
}

py::object as_array(const Photo& photo, const py::object& dtype, const py::object& copy) {
  const auto rgb = share_pixels(now(photo.rgb), photo.height, photo.width);
  return py::module_::import("numpy").attr("array")(rgb, py::arg("dtype") = dtype, py::arg("copy") = copy);
}

}  // namespace

void bind_photo(py::module_& module) {
  auto photo = module.def_submodule("photo");
  bind_options(photo);
  bind_values(photo);
  py::class_<Photo>(photo, "Photo", "A photograph as linear light: RGB in sRGB primaries, unbounded. Immutable.")
      .def_readonly("width", &Photo::width)
      .def_readonly("height", &Photo::height)
      .def_property_readonly("rgb", [](const Photo& p) { return share_pixels(now(p.rgb), p.height, p.width); })
      .def_property_readonly("clipping", [](const Photo& p) { return share_flags(now(p.clipping), p.height, p.width); })
      .def_property_readonly("native", [](const Photo& p) { return p.native; })
      .def_readonly("metadata", &Photo::metadata)
      .def_readonly("warnings", &Photo::warnings)
      .def_property_readonly("flattened_by", [](const Photo& p) { return p.flattened_by; })
      .def("__array__", &as_array, py::arg("dtype") = py::none(), py::arg("copy") = py::none());
  photo.def(
      "photo_format", [](const py::bytes& bytes) { return photo_format(view_bytes(bytes)); }, py::arg("data"));
  photo.def("read_photo", &read_file, py::arg("path"), py::arg("limits"), py::arg("profile") = py::none(),
            py::call_guard<py::gil_scoped_release>());
  photo.def("read_photo_bytes", &read_bytes, py::arg("data"), py::arg("source"), py::arg("limits"),
            py::arg("profile") = py::none());
  photo.def("check_photo_size", &check_photo_size, py::arg("format"), py::arg("file_bytes"), py::arg("width"),
            py::arg("height"), py::arg("limits"));
  const auto def_from_array = [&photo]<typename T>(T) {
    photo.def("photo_from_array", &from_array<T>, py::arg("array").noconvert(), py::arg("options"), py::arg("exif"),
              py::arg("file"));
  };
  def_from_array(std::uint8_t{});
  def_from_array(std::uint16_t{});
  def_from_array(float{});
}

}  // namespace shadematch::python
