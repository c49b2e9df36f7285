// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// The world failed: a file, a profile, a chart, a catalogue. (A caller who breaks a contract gets
/// std::invalid_argument instead.) `what()` says who, what was expected, what came and what to do.
class SHADEMATCH_API Error : public std::runtime_error {
 public:
  /// @param code     stable, machine-readable reason, for example "no_grid" or "truncated".
  /// @param message  one sentence for a person: who, expected, got.
  /// @param advice   one sentence that says what to do; may be empty.
  Error(std::string code, const std::string& message, std::string advice);

  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  [[nodiscard]] const std::string& advice() const noexcept { return advice_; }

 private:
  std::string code_;
  std::string advice_;
};

/// A file that is damaged, empty, or of a kind that is not read (CMYK, 12-bit JPEG, …).
class SHADEMATCH_API UnsupportedImage : public Error {
  using Error::Error;
};

/// An input is larger than a documented limit. Raised before memory is allocated.
class SHADEMATCH_API LimitExceeded : public Error {
  using Error::Error;
};

/// A text input (catalogue, chart, calibration, CSV) is not what its schema says.
class SHADEMATCH_API InvalidDocument : public Error {
  using Error::Error;
};

/// A photograph that cannot be trusted as a measurement; `code()` is the reason.
class SHADEMATCH_API MeasurementRefused : public Error {
  using Error::Error;
};

}  // namespace shadematch::inline v0
