// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_pigment(py::module_& module) { auto pigment = module.def_submodule("pigment"); }

}  // namespace shadematch::python
