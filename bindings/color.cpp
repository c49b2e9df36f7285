// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_color(py::module_& module) { auto color = module.def_submodule("color"); }

}  // namespace shadematch::python
