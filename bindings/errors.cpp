// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <string>
#include <vector>

#include <shadematch/chart/find_chart.hpp>
#include <shadematch/error.hpp>

#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {
namespace {

/// Text for Python; a message may quote a file name or a cut cell that is not UTF-8.
py::str decoded(const std::string& text) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "replace"));
}

/// Python exception of a C++ error, with its code and advice as attributes.
void raise(const py::object& type, const Error& error) {
  py::object value = type(decoded(error.what()));
  value.attr("code") = error.code();
  value.attr("advice") = decoded(error.advice());
  PyErr_SetObject(type.ptr(), value.ptr());
}

void raise_chart_not_found(const py::object& type, const ChartNotFound& error) {
  py::object value = type(error.what());
  value.attr("code") = error.code();
  value.attr("advice") = error.advice();
  value.attr("patches") = error.patches();
  value.attr("candidate") = error.candidate();
  PyErr_SetObject(type.ptr(), value.ptr());
}

py::object add_type(py::module_& module, const char* name, const py::object& base, const char* doc) {
  const std::string full_name = std::string("shadematch.") + name;
  auto type = py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc(full_name.c_str(), doc, base.ptr(), nullptr));
  type.attr("code") = "";
  type.attr("advice") = "";
  module.attr(name) = type;
  return type;
}

struct ErrorTypes {
  py::object error, unsupported_image, limit_exceeded, invalid_document, measurement_refused, chart_not_found;
};

PYBIND11_CONSTINIT py::gil_safe_call_once_and_store<ErrorTypes> error_types;

void translate(std::exception_ptr pointer) {  // NOLINT(performance-unnecessary-value-param): pybind11's signature
  if (!pointer) return;
  const ErrorTypes& types = error_types.get_stored();
  try {
    std::rethrow_exception(pointer);
  } catch (const ChartNotFound& error) {
    raise_chart_not_found(types.chart_not_found, error);
  } catch (const UnsupportedImage& error) {
    raise(types.unsupported_image, error);
  } catch (const LimitExceeded& error) {
    raise(types.limit_exceeded, error);
  } catch (const InvalidDocument& error) {
    raise(types.invalid_document, error);
  } catch (const MeasurementRefused& error) {
    raise(types.measurement_refused, error);
  } catch (const Error& error) {
    raise(types.error, error);
  }
}

}  // namespace

void bind_errors(py::module_& module) {
  error_types.call_once_and_store_result([&module] {
    ErrorTypes types;
    const auto runtime_error = py::reinterpret_borrow<py::object>(PyExc_RuntimeError);
    types.error = add_type(module, "ShadematchError", runtime_error, "The world failed; see `code` and `advice`.");
    types.unsupported_image =
        add_type(module, "UnsupportedImage", types.error, "Damaged, empty or unread kind of file.");
    types.limit_exceeded = add_type(module, "LimitExceeded", types.error, "Input larger than a documented limit.");
    types.invalid_document = add_type(module, "InvalidDocument", types.error, "Text input that breaks its schema.");
    types.measurement_refused =
        add_type(module, "MeasurementRefused", types.error, "Photograph that cannot be trusted as a measurement.");
    types.chart_not_found = add_type(module, "ChartNotFound", types.measurement_refused,
                                     "No chart that can be trusted was found; see `patches` and `candidate` too.");
    types.chart_not_found.attr("patches") = std::vector<int>();
    types.chart_not_found.attr("candidate") = py::none();
    return types;
  });
  py::register_exception_translator(&translate);
}

}  // namespace shadematch::python
