// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <png.h>

#include <shadematch/photo/decoded_file.hpp>

namespace shadematch::inline v0 {

/// Asks libpng to hand over cICP, iCCP and eXIf as they are: older versions do not know cICP, and libpng's own iCCP
/// reader drops profiles without a limit that can be named. Calls libpng, so only under setjmp.
void keep_color_chunks(png_structp png);

/// Fills in encoding, EXIF and warnings after the last chunk was read. Precedence: cICP > iCCP > sRGB > gAMA + cHRM.
/// Source: PNG 3rd edition, section 4.3 [png3].
/// @param damaged  libpng dropped a chunk that declares color.
/// @throws LimitExceeded  icc_bytes, exif_bytes.
void read_png_color(png_structp png, png_infop info, bool damaged, const ReadLimits& limits, DecodedFile& file);

}  // namespace shadematch::inline v0
