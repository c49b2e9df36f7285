// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <zlib.h>

#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/png_color.hpp>

namespace shadematch::inline v0 {
namespace {

struct Chunks {
  Bytes cicp, iccp, exif;
};

Chunks find_chunks(png_structp png, png_infop info) {
  Chunks found;
  png_unknown_chunkp chunks = nullptr;
  const int count = png_get_unknown_chunks(png, info, &chunks);
  for (const auto& chunk : std::span(chunks, static_cast<std::size_t>(std::max(count, 0)))) {
    const std::string_view name(reinterpret_cast<const char*>(chunk.name), 4);
    const Bytes data(reinterpret_cast<const std::byte*>(chunk.data), chunk.size);
    if (name == "cICP") found.cicp = data;
    if (name == "iCCP") found.iccp = data;
    if (name == "eXIf") found.exif = data;
  }
  return found;
}

struct Inflater {
  z_stream stream{};
  bool open = inflateInit(&stream) == Z_OK;

  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (open) inflateEnd(&stream);
  }
};

/// Name, NUL, method 0, then a zlib stream. Empty if damaged; stops at the limit whatever the stream holds.
std::vector<std::byte> inflate_profile(Bytes chunk, const ReadLimits& limits) {
  const auto end =
      std::find(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(chunk.size(), 80)),
                std::byte{0});
  const auto name = static_cast<std::size_t>(end - chunk.begin());
  if (name + 2 >= chunk.size() || chunk[name + 1] != std::byte{0}) return {};
  const Bytes packed = chunk.subspan(name + 2);
  Inflater inflater;
  if (!inflater.open) return {};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): zlib reads it only
  inflater.stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  inflater.stream.avail_in = static_cast<uInt>(packed.size());

  constexpr std::size_t kStep = 65'536;
  std::vector<std::byte> profile;
  for (int state = Z_OK; state == Z_OK;) {
    const std::size_t had = profile.size();
    check_limit("icc_bytes", had, limits.icc_bytes, "bytes of ICC profile");
    profile.resize(had + kStep);
    inflater.stream.next_out = reinterpret_cast<Bytef*>(profile.data() + had);
    inflater.stream.avail_out = static_cast<uInt>(kStep);
    state = inflate(&inflater.stream, Z_NO_FLUSH);
    profile.resize(had + kStep - inflater.stream.avail_out);
    if (state != Z_OK && state != Z_STREAM_END) return {};
  }
  check_limit("icc_bytes", profile.size(), limits.icc_bytes, "bytes of ICC profile");
  return profile;
}

/// gAMA, with cHRM or without; nothing if there is no gAMA.
ColorEncoding gamma_encoding(png_structp png, png_infop info) {
  double file_gamma = 0;
  if (png_get_gAMA(png, info, &file_gamma) == 0 || !(file_gamma > 0)) return NamedEncoding::kUnknown;
  GammaPrimaries gamma;
  gamma.exponent = 1 / file_gamma;
  png_get_cHRM(png, info, &gamma.white.x, &gamma.white.y, &gamma.red.x, &gamma.red.y, &gamma.green.x, &gamma.green.y,
               &gamma.blue.x, &gamma.blue.y);
  return gamma;
}

void warn_invalid(DecodedFile& file, const char* what) {
  file.warnings.push_back({"profile_invalid", std::string("The embedded ") + what + " is damaged; it is ignored."});
}

/// Matrix coefficients must be 0 (RGB) and the range full.
bool read_cicp(Bytes chunk, ColorEncoding& encoding) {
  if (chunk.size() != 4 || chunk[2] != std::byte{0} || chunk[3] != std::byte{1}) return false;
  encoding = CodingPoints{std::to_integer<int>(chunk[0]), std::to_integer<int>(chunk[1])};
  return true;
}

}  // namespace

void keep_color_chunks(png_structp png) {
  static constexpr png_byte kNames[] = "cICP\0iCCP\0eXIf";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, kNames, 3);
}

void read_png_color(png_structp png, png_infop info, bool damaged, const ReadLimits& limits, DecodedFile& file) {
  const Chunks chunks = find_chunks(png, info);
  if (!chunks.exif.empty()) {
    check_limit("exif_bytes", chunks.exif.size(), limits.exif_bytes, "bytes of EXIF data");
    file.exif = read_exif(chunks.exif);
  }
  if (damaged) warn_invalid(file, "color declaration");
  if (!chunks.cicp.empty()) {
    if (read_cicp(chunks.cicp, file.encoding)) return;
    warn_invalid(file, "cICP chunk");
  }
  if (!chunks.iccp.empty()) {
    auto profile = inflate_profile(chunks.iccp, limits);
    if (profile.empty()) {
      warn_invalid(file, "color profile");
    } else {
      file.encoding = IccProfile{std::move(profile)};
      return;
    }
  }
  const bool srgb = png_get_valid(png, info, PNG_INFO_sRGB) != 0;
  file.encoding = srgb ? ColorEncoding(NamedEncoding::kSrgb) : gamma_encoding(png, info);
}

}  // namespace shadematch::inline v0
