// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// Reads a catalogue of schema "shadematch-catalogue/1" (python/shadematch/schemas/catalogue.schema.json), strictly:
/// unknown and duplicate keys, NaN and values out of range are refused, then check_catalogue is called.
/// Limits: 20 MB, 32 levels. Numbers do not depend on the locale.
/// @param source  file name for messages.
/// @throws InvalidDocument (file, JSON path, expected, got) or LimitExceeded.
[[nodiscard]] SHADEMATCH_API Catalogue read_catalogue_json(std::string_view text, const std::string& source);

/// The same document, every key written, unknown as null. Reading it gives the same catalogue, writing again the same
/// bytes.
[[nodiscard]] SHADEMATCH_API std::string write_catalogue_json(const Catalogue& catalogue);

}  // namespace shadematch::inline v0
