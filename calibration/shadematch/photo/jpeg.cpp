// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
// jpeglib.h needs size_t and FILE before it.
#include <csetjmp>
#include <jerror.h>
#include <jpeglib.h>

#include <shadematch/error.hpp>
#include <shadematch/memory/populate_ahead.hpp>
#include <shadematch/photo/decoded_file.hpp>
#include <shadematch/photo/jpeg_markers.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kMostPerByte = 64;  // samples of a byte of file; photographs have 6 to 30

/// libjpeg reports through these instead of exit() and stderr. No C++ exception crosses its frames: errors jump back
/// into the functions below, which hold no objects.
struct ErrorManager {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  bool missing_end, surplus_bytes, unrefined;
  char message[JMSG_LENGTH_MAX];
};

ErrorManager& manager(j_common_ptr common) {
  return *reinterpret_cast<ErrorManager*>(common->err);
}

extern "C" {
void on_error(j_common_ptr common) {
  ErrorManager& errors = manager(common);
  errors.base.format_message(common, errors.message);
  std::longjmp(errors.jump, 1);
}

void on_message(j_common_ptr common, int level) {
  if (level >= 0) return;
  ErrorManager& errors = manager(common);
  ++errors.base.num_warnings;
  if (errors.base.msg_code == JWRN_JPEG_EOF) {
    errors.missing_end = true;
  } else if (errors.base.msg_code == JWRN_EXTRANEOUS_DATA) {
    errors.surplus_bytes = true;
  } else {
    on_error(common);
  }
}

void on_output(j_common_ptr) {}
}

struct Decompressor {
  jpeg_decompress_struct jpeg{};
  ErrorManager errors{};

  Decompressor() {
    jpeg.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = on_error;
    errors.base.emit_message = on_message;
    errors.base.output_message = on_output;
  }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&jpeg); }
};

bool start(Decompressor& d, Bytes bytes, long memory_bytes) {
  if (setjmp(d.errors.jump) != 0) return false;
  jpeg_create_decompress(&d.jpeg);
  d.jpeg.mem->max_memory_to_use = memory_bytes;
  jpeg_mem_src(&d.jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&d.jpeg, TRUE);
  d.jpeg.dct_method = JDCT_ISLOW;
  d.jpeg.do_block_smoothing = FALSE;
  d.jpeg.out_color_space = d.jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&d.jpeg);
  return true;
}

/// A progressive file that ends early decodes without complaint, only blurred.
bool is_refined(const jpeg_decompress_struct& jpeg) {
  if (jpeg.progressive_mode == FALSE || jpeg.coef_bits == nullptr) return true;
  for (int component = 0; component < jpeg.num_components; ++component) {
    for (const int bits : jpeg.coef_bits[component]) {
      if (bits != 0) return false;
    }
  }
  return true;
}

bool read_rows(Decompressor& d, std::uint8_t* out, std::size_t row_bytes) {
  if (setjmp(d.errors.jump) != 0) return false;
  while (d.jpeg.output_scanline < d.jpeg.output_height) {
    JSAMPROW row = out + static_cast<std::size_t>(d.jpeg.output_scanline) * row_bytes;
    jpeg_read_scanlines(&d.jpeg, &row, 1);
  }
  d.errors.unrefined = !is_refined(d.jpeg);  // jpeg_finish_decompress frees what it looks at
  jpeg_finish_decompress(&d.jpeg);
  return true;
}

[[noreturn]] void refuse(const Decompressor& d) {
  const bool truncated = d.errors.missing_end || d.errors.message[0] == '\0' ||
                         d.errors.base.msg_code == JERR_INPUT_EOF || d.errors.base.msg_code == JERR_INPUT_EMPTY;
  throw UnsupportedImage(truncated ? "truncated" : "damaged",
                         std::string("read_photo: expected a complete JPEG file, got one that ") +
                             (truncated ? "ends early" : "is damaged") +
                             (d.errors.message[0] == '\0' ? "" : " (" + std::string(d.errors.message) + ")"),
                         "Copy or export the photograph again");
}

void add_warnings(const Decompressor& d, const JpegMarkers& markers, DecodedFile& file) {
  if (d.errors.missing_end || !markers.has_end) {
    file.warnings.push_back({"missing_end", "The JPEG file has all its rows, but no end marker."});
  }
  if (d.errors.surplus_bytes) {
    file.warnings.push_back({"surplus_bytes", "The JPEG file has surplus bytes between its parts."});
  }
  if (markers.icc_damaged) {
    file.warnings.push_back({"profile_invalid", "Parts of the embedded color profile are missing; it is ignored."});
  }
}

}  // namespace

DecodedFile decode_jpeg(Bytes bytes, const ReadLimits& limits) {
  JpegMarkers markers = read_jpeg_markers(bytes, limits);
  Decompressor d;
  if (!start(d, bytes, static_cast<long>(limits.jpeg_memory_bytes))) refuse(d);

  DecodedFile file;
  file.width = static_cast<int>(d.jpeg.output_width);
  file.height = static_cast<int>(d.jpeg.output_height);
  file.channels = d.jpeg.output_components;
  const std::size_t row_bytes = std::size_t{d.jpeg.output_width} * static_cast<std::size_t>(file.channels);
  auto& samples = file.samples.emplace<LargeVector<std::uint8_t>>(row_bytes * d.jpeg.output_height);
  // A file that ends early, or says more of itself than it holds, is not given pages that nobody will write.
  const PopulateAhead ahead(samples.data(), std::min(samples.size(), kMostPerByte * bytes.size()));
  const bool complete = read_rows(d, samples.data(), row_bytes);
  if (!complete || !markers.every_component_scanned || (d.errors.missing_end && d.errors.unrefined)) refuse(d);

  add_warnings(d, markers, file);
  if (!markers.icc.empty()) file.encoding = IccProfile{std::move(markers.icc)};
  if (!markers.exif.empty()) file.exif = read_exif(markers.exif);
  return file;
}

}  // namespace shadematch::inline v0
