// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks what a shared build exports; everything else is hidden.
#if defined(_WIN32)
#define SHADEMATCH_API
#else
#define SHADEMATCH_API __attribute__((visibility("default")))
#endif
