// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_difference(py::module_& module) { auto difference = module.def_submodule("difference"); }

}  // namespace shadematch::python
