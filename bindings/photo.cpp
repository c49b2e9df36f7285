// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace py = pybind11;

namespace shadematch::python {

void bind_photo(py::module_& module) { auto photo = module.def_submodule("photo"); }

}  // namespace shadematch::python
