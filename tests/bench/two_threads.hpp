// SPDX-License-Identifier: Apache-2.0
// Two threads beside one, in wall time: work on a pool of two against the same work on a pool of one, in turn.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <shadematch/parallel/thread_pool.hpp>

namespace shadematch::bench {

/// Prints `row`: how many times faster `work` is on two threads, on all cores of the machine.
/// Rounds in which a thread had to wait for a core are left out: other processes were at work then. If there are too
/// few others, all count, and the note says so.
void print_two_threads(const std::string& row, std::optional<double> at_least,
                       const std::function<void(ThreadPool&)>& work);

}  // namespace shadematch::bench
