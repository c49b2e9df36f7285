// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <cstddef>
#include <thread>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// While it lives another core brings the pages of large new memory, so that whoever writes them from the first to the
/// last seldom waits for one. Contents stay as they are. Does nothing for less than kWorthIt bytes, with one core to
/// use, or where the system knows no such way or gives no thread.
class SHADEMATCH_API PopulateAhead {
 public:
  static constexpr std::size_t kWorthIt = std::size_t{8} << 20U;

  /// Only pages that lie within the memory as a whole.
  PopulateAhead(void* memory, std::size_t bytes);
  ~PopulateAhead();
  PopulateAhead(const PopulateAhead&) = delete;
  PopulateAhead& operator=(const PopulateAhead&) = delete;

 private:
  std::thread thread_;
};

}  // namespace shadematch::inline v0
