// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_match(py::module_& module) { auto match = module.def_submodule("match"); }

}  // namespace shadematch::python
