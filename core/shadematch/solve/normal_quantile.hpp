// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

namespace shadematch::inline v0 {

/// x with Phi(x) = p for the standard normal distribution, p in [1e-18, 1 - 1e-16], to 1e-14 where p <= 1/2.
/// By bisection on erfc: it serves tables that are made once, so plain beats fast.
[[nodiscard]] double normal_quantile(double p);

}  // namespace shadematch::inline v0
