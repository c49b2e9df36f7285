// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/light/light_field.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// The photograph as it would be in even light: each value taken to light by the field's response, divided by the
/// field, and taken back. Clipping flags are kept: they tell of the file's codes. Where the field is 1, values keep
/// their bits. `flattened_by` of the result is the field.
/// @throws std::invalid_argument for a photo of another size than the field's, or one that was flattened before.
[[nodiscard]] SHADEMATCH_API Photo flatten(const Photo& photo, const LightField& field);

/// Both flattened by the same field, or neither.
[[nodiscard]] bool same_light(const LightField* one, const LightField* other);

}  // namespace shadematch::inline v0
