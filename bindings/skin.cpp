// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_skin(py::module_& module) { auto skin = module.def_submodule("skin"); }

}  // namespace shadematch::python
