// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <type_traits>

#include <shadematch/error.hpp>
#include <shadematch/photo/decoded_file.hpp>
#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/tiff_session.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void refuse(const char* code, const std::string& got, const char* advice) {
  throw UnsupportedImage(code, "read_photo: expected a gray or RGB TIFF file of 8, 16 or 32 (float) bits, got " + got,
                         advice);
}

struct Layout {
  std::uint32_t width = 0, height = 0, tile_width = 0, tile_height = 0;
  std::uint16_t photometric = 0, compression = COMPRESSION_NONE, bits = 1, format = SAMPLEFORMAT_UINT;
  std::uint16_t stored_channels = 1, planar = PLANARCONFIG_CONTIG, orientation = ORIENTATION_TOPLEFT;

  [[nodiscard]] std::size_t channels() const { return photometric == PHOTOMETRIC_RGB ? 3 : 1; }
  /// Values of one pixel that lie side by side.
  [[nodiscard]] std::size_t interleaved() const { return planar == PLANARCONFIG_CONTIG ? stored_channels : 1; }
  [[nodiscard]] std::uint16_t planes() const {
    return planar == PLANARCONFIG_CONTIG ? std::uint16_t{1} : stored_channels;
  }
  [[nodiscard]] std::uint64_t stored_bytes() const {
    return std::uint64_t{width} * height * stored_channels * (bits / 8U);
  }
};

Layout read_layout(const TiffSession& session) {
  Layout layout;
  TIFF* tiff = session.get();
  if (TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width) == 0 ||
      TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height) == 0 ||
      TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric) == 0) {
    session.refuse();
  }
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &layout.compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout.format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.stored_channels);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &layout.orientation);
  if (TIFFIsTiled(tiff) != 0) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &layout.tile_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &layout.tile_height);
  }
  return layout;
}

void check_color(const Layout& layout) {
  constexpr const char* kExport = "Export the photograph as RGB";
  switch (layout.photometric) {
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_RGB:
      return;
    case PHOTOMETRIC_SEPARATED:
      refuse("cmyk", "CMYK", kExport);
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB:
      refuse("lab", "CIE Lab", kExport);
    case PHOTOMETRIC_PALETTE:
      refuse("palette", "a color palette", kExport);
    case PHOTOMETRIC_YCBCR:
      refuse("ycbcr", "YCbCr", kExport);
    default:
      refuse("channels", "color kind " + std::to_string(layout.photometric), kExport);
  }
}

void check_layout(const Layout& layout, std::uint64_t file_bytes, const ReadLimits& limits) {
  check_size(layout.width, layout.height, limits);
  check_color(layout);
  const bool integer = (layout.bits == 8 || layout.bits == 16) && layout.format == SAMPLEFORMAT_UINT;
  if (!integer && !(layout.bits == 32 && layout.format == SAMPLEFORMAT_IEEEFP)) {
    refuse(layout.format == SAMPLEFORMAT_UINT ? "bit_depth" : "sample_format",
           std::to_string(layout.bits) + " bits of sample format " + std::to_string(layout.format),
           "Export the photograph as 16-bit TIFF");
  }
  const bool known = layout.compression == COMPRESSION_NONE || layout.compression == COMPRESSION_LZW ||
                     layout.compression == COMPRESSION_PACKBITS || layout.compression == COMPRESSION_ADOBE_DEFLATE ||
                     layout.compression == COMPRESSION_DEFLATE;
  if (!known) {
    refuse("compression", "compression " + std::to_string(layout.compression),
           "Export it without compression, or with LZW");
  }
  if (layout.stored_channels != layout.channels() && layout.stored_channels != layout.channels() + 1) {
    refuse("channels", std::to_string(layout.stored_channels) + " channels", "Export it without extra channels");
  }
  if (layout.compression == COMPRESSION_NONE && layout.stored_bytes() > file_bytes) {
    throw UnsupportedImage("truncated",
                           "read_photo: expected " + std::to_string(layout.stored_bytes()) +
                               " bytes of pixels in an uncompressed TIFF file, got a file of " +
                               std::to_string(file_bytes),
                           "Copy or export the photograph again");
  }
  check_ratio(layout.stored_bytes(), file_bytes, limits);
}

template <typename Code>
constexpr Code kFull = std::is_floating_point_v<Code> ? Code{1} : static_cast<Code>(-1);

/// Copies decoded pieces into interleaved codes without alpha.
template <typename Code>
class Collector {
 public:
  Collector(const Layout& layout, LargeVector<Code>& codes) : layout_(layout), codes_(codes) {
    codes_.resize(std::size_t{layout.width} * layout.height * layout.channels(), Code{0});
  }

  void put(const Code* from, std::size_t x, std::size_t y, std::size_t count, std::size_t plane) {
    const std::size_t step = layout_.interleaved(), channels = layout_.channels();
    Code* to = codes_.data() + (y * layout_.width + x) * channels;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = plane; c < plane + step; ++c) {
        const Code code = from[i * step + c - plane];
        if (c < channels) {
          to[i * channels + c] =
              layout_.photometric == PHOTOMETRIC_MINISWHITE ? static_cast<Code>(kFull<Code> - code) : code;
        } else if (!(code >= kFull<Code>)) {
          refuse("alpha", "transparent pixels", "Flatten the photograph before export");
        }
      }
    }
  }

 private:
  const Layout& layout_;
  LargeVector<Code>& codes_;
};

template <typename Code>
void read_strips(const TiffSession& session, const Layout& layout, Collector<Code>& collector) {
  std::vector<Code> row(layout.width * layout.interleaved());
  if (TIFFScanlineSize(session.get()) != static_cast<tmsize_t>(row.size() * sizeof(Code))) session.refuse();
  for (std::uint16_t plane = 0; plane < layout.planes(); ++plane) {
    for (std::uint32_t y = 0; y < layout.height; ++y) {
      if (TIFFReadScanline(session.get(), row.data(), y, plane) < 0) session.refuse();
      collector.put(row.data(), 0, y, layout.width, plane);
    }
  }
}

template <typename Code>
void read_tiles(const TiffSession& session, const Layout& layout, const ReadLimits& limits,
                Collector<Code>& collector) {
  const std::uint64_t step = layout.interleaved();
  const std::uint64_t count = std::uint64_t{layout.tile_width} * layout.tile_height * step;
  if (count == 0 || TIFFTileSize64(session.get()) != count * sizeof(Code)) session.refuse();
  check_limit("tiff_allocation_bytes", count * sizeof(Code), limits.tiff_allocation_bytes, "bytes in a TIFF tile");
  std::vector<Code> tile(static_cast<std::size_t>(count));
  for (std::uint16_t plane = 0; plane < layout.planes(); ++plane) {
    for (std::uint32_t y = 0; y < layout.height; y += layout.tile_height) {
      for (std::uint32_t x = 0; x < layout.width; x += layout.tile_width) {
        if (TIFFReadTile(session.get(), tile.data(), x, y, 0, plane) < 0) session.refuse();
        const std::uint32_t rows = std::min(layout.tile_height, layout.height - y);
        const std::uint32_t columns = std::min(layout.tile_width, layout.width - x);
        for (std::uint32_t row = 0; row < rows; ++row) {
          collector.put(tile.data() + std::size_t{row} * layout.tile_width * step, x, y + row, columns, plane);
        }
      }
    }
  }
}

template <typename Code>
void read_samples(const TiffSession& session, const Layout& layout, const ReadLimits& limits, DecodedFile& file) {
  Collector<Code> collector(layout, file.samples.emplace<LargeVector<Code>>());
  if (layout.tile_width > 0) {
    read_tiles(session, layout, limits, collector);
  } else {
    read_strips(session, layout, collector);
  }
}

void read_profile(const TiffSession& session, Bytes bytes, const ReadLimits& limits, DecodedFile& file) {
  std::uint32_t size = 0;
  const std::byte* data = nullptr;
  if (TIFFGetField(session.get(), TIFFTAG_ICCPROFILE, &size, &data) != 0 && size > 0) {
    check_limit("icc_bytes", size, limits.icc_bytes, "bytes of ICC profile");
    file.encoding = IccProfile{{data, data + size}};
  } else if (first_directory_has(bytes, TIFFTAG_ICCPROFILE)) {
    file.warnings.push_back({"profile_invalid", "The embedded color profile is damaged; it is ignored."});
  }
}

}  // namespace

DecodedFile decode_tiff(Bytes bytes, const ReadLimits& limits) {
  const TiffSession session(bytes, limits);
  const Layout layout = read_layout(session);
  check_layout(layout, bytes.size(), limits);

  DecodedFile file;
  file.width = static_cast<int>(layout.width);
  file.height = static_cast<int>(layout.height);
  file.channels = static_cast<int>(layout.channels());
  file.bits_per_sample = layout.bits;
  read_profile(session, bytes, limits, file);
  if (!has_text(bytes, 2, "\x2B") && !has_text(bytes, 3, "\x2B")) file.exif = read_exif(bytes);
  file.exif.orientation = layout.orientation >= 1 && layout.orientation <= 8 ? layout.orientation : 1;
  switch (layout.bits) {
    case 8:
      read_samples<std::uint8_t>(session, layout, limits, file);
      break;
    case 16:
      read_samples<std::uint16_t>(session, layout, limits, file);
      break;
    default:
      read_samples<float>(session, layout, limits, file);
      break;
  }
  if (session.is_truncated()) session.refuse();
  return file;
}

}  // namespace shadematch::inline v0
