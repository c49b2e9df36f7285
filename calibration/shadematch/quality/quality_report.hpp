// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/quality/gate.hpp>

namespace shadematch::inline v0 {

/// What one gate says of the photograph or of one region.
struct GateResult {
  Gate gate;
  std::string subject;          ///< name of the region; empty: the photograph
  std::optional<double> value;  ///< nothing: the photograph does not show it, which is amber
  GateVerdict verdict = GateVerdict::kGreen;
  bool overridden = false;  ///< red, and let pass by hand
};

/// All gates of one photograph. A value.
struct SHADEMATCH_API QualityReport {
  std::string profile;  ///< of gate_profiles()
  std::vector<GateResult> gates;

  /// The worst of all gates, overridden ones included.
  [[nodiscard]] GateVerdict verdict() const;
  /// Lets red gates of these ids pass, and keeps a record of it; "all" stands for every gate. A value beyond the
  /// floor of its gate stays red. @throws std::invalid_argument for an id that no gate has.
  void let_pass(std::span<const std::string> ids);
  /// @throws MeasurementRefused with the id of the first red gate as code, its value and limit in the message, its
  ///         sentence as advice. Does nothing if every red gate was overridden.
  void refuse_red() const;
  /// One line for every amber gate and every override, for outputs.
  [[nodiscard]] std::vector<std::string> warnings() const;
  /// {"profile", "verdict", "gates": [...], "overridden": [...]}
  [[nodiscard]] std::string to_json() const;
};

/// Adds what the gate of that id says of `value`; nothing happens if the profile has no such gate.
SHADEMATCH_API void add_gate(QualityReport& report, const std::string& id, const std::string& subject,
                             std::optional<double> value);

}  // namespace shadematch::inline v0
