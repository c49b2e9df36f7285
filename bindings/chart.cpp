// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_chart(py::module_& module) { auto chart = module.def_submodule("chart"); }

}  // namespace shadematch::python
