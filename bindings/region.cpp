// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_region(py::module_& module) { auto region = module.def_submodule("region"); }

}  // namespace shadematch::python
