// SPDX-License-Identifier: Apache-2.0
// Runs a check once for every SIMD target that was compiled and that this machine has, each forced.
#pragma once

#include <catch2_shim.hpp>
#include <cstddef>
#include <string>

#ifdef SHADEMATCH_TEST_HIGHWAY
#include <hwy/highway.h>

template <typename Check>
void on_every_target(Check check) {
  struct Restore {
    ~Restore() {
      hwy::SetSupportedTargetsForTest(0);
      hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
  } restore;
  std::size_t targets = 0;
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    const std::string name = hwy::TargetName(target);
    INFO("target " << name);
    check(name);
    ++targets;
  }
  CHECK(targets >= 1);
#if HWY_ARCH_X86
  CHECK(targets >= 2);  // a processor of these days, and the one without vectors
#endif
}
#else
template <typename Check>
void on_every_target(Check check) {
  check(std::string("without Highway"));
}
#endif
