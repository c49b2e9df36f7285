// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_camera(py::module_& module) { auto camera = module.def_submodule("camera"); }

}  // namespace shadematch::python
