// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_spectrum(py::module_& module) { auto spectrum = module.def_submodule("spectrum"); }

}  // namespace shadematch::python
