// SPDX-License-Identifier: Apache-2.0
// One include for Catch2 2.13 and 3; Approx without a namespace in both.
#pragma once

#ifdef SHADEMATCH_CATCH2_V2
#include <catch2/catch.hpp>
using Approx = Catch::Detail::Approx;
#else
#include <catch2/catch_all.hpp>
using Approx = Catch::Approx;
#endif
