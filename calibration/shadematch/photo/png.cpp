// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <csetjmp>
#include <png.h>

#include <shadematch/error.hpp>
#include <shadematch/photo/decoded_file.hpp>
#include <shadematch/photo/limits.hpp>
#include <shadematch/photo/png_color.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr const char* kAgain = "Copy or export the photograph again";

/// State that libpng's callbacks share with us. Errors jump back into functions that hold no objects.
struct Session {
  Bytes bytes;
  std::size_t at = 0;
  bool truncated = false;
  bool color_damaged = false;
  std::array<char, 128> message{};
  png_structp png = nullptr;
  png_infop info = nullptr;

  explicit Session(Bytes file) : bytes(file) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { png_destroy_read_struct(&png, &info, nullptr); }
};

extern "C" {
void on_png_error(png_structp png, png_const_charp message) {
  auto& session = *static_cast<Session*>(png_get_error_ptr(png));
  for (std::size_t i = 0; i + 1 < session.message.size() && message[i] != '\0'; ++i) session.message[i] = message[i];
  png_longjmp(png, 1);
}

/// Damaged ancillary chunks are dropped by libpng; a dropped color declaration must not look like none.
void on_png_warning(png_structp png, png_const_charp message) {
  auto& session = *static_cast<Session*>(png_get_error_ptr(png));
  for (const std::string_view chunk : {"iCCP", "cICP", "gAMA", "cHRM", "sRGB"}) {
    if (std::string_view(message).starts_with(chunk)) session.color_damaged = true;
  }
}

void read_png_bytes(png_structp png, png_bytep out, std::size_t count) {
  auto& session = *static_cast<Session*>(png_get_io_ptr(png));
  if (session.bytes.size() - session.at < count) {
    session.truncated = true;
    png_error(png, "unexpected end");
  }
  std::memcpy(out, session.bytes.data() + session.at, count);
  session.at += count;
}
}

[[noreturn]] void refuse(const Session& session) {
  throw UnsupportedImage(session.truncated ? "truncated" : "damaged",
                         std::string("read_photo: expected a complete PNG file, got one that ") +
                             (session.truncated ? "ends early" : "is damaged") + " (" + session.message.data() + ")",
                         kAgain);
}

struct Header {
  png_uint_32 width, height;
  int bits, color_type, interlace, passes;
};

bool read_header(Session& s, const ReadLimits& limits, Header& header) {
  s.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &s, on_png_error, on_png_warning);
  if (s.png == nullptr) return false;
  if (setjmp(png_jmpbuf(s.png)) != 0) return false;
  s.info = png_create_info_struct(s.png);
  png_set_read_fn(s.png, &s, read_png_bytes);
  png_set_user_limits(s.png, limits.side, limits.side);
  png_set_chunk_cache_max(s.png, limits.png_chunks);
  png_set_chunk_malloc_max(s.png, limits.png_chunk_bytes);
  keep_color_chunks(s.png);
  png_read_info(s.png, s.info);
  png_get_IHDR(s.png, s.info, &header.width, &header.height, &header.bits, &header.color_type, &header.interlace,
               nullptr, nullptr);
  return true;
}

/// Palettes, few-bit grays and transparent colors become plain 8-bit channels; 16 bits become host order.
bool set_up_rows(Session& s, Header& header) {
  if (setjmp(png_jmpbuf(s.png)) != 0) return false;
  png_set_expand(s.png);
  const std::uint16_t probe = 1;
  if (header.bits == 16 && *reinterpret_cast<const unsigned char*>(&probe) == 1) png_set_swap(s.png);
  header.passes = png_set_interlace_handling(s.png);
  png_read_update_info(s.png, s.info);
  return true;
}

bool read_rows(Session& s, const Header& header, unsigned char* out, std::size_t row_bytes) {
  if (setjmp(png_jmpbuf(s.png)) != 0) return false;
  for (int pass = 0; pass < header.passes; ++pass) {
    for (png_uint_32 y = 0; y < header.height; ++y) png_read_row(s.png, out + std::size_t{y} * row_bytes, nullptr);
  }
  png_read_end(s.png, s.info);
  return true;
}

/// Removes the last channel in place. @return whether all of it was opaque.
template <typename Code>
bool drop_alpha(LargeVector<Code>& codes, std::size_t channels) {
  const std::size_t pixels = codes.size() / channels, kept = channels - 1;
  bool opaque = true;
  for (std::size_t i = 0; i < pixels; ++i) {
    opaque = opaque && codes[i * channels + kept] == static_cast<Code>(-1);
    std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(i * channels), kept,
                codes.begin() + static_cast<std::ptrdiff_t>(i * kept));
  }
  codes.resize(pixels * kept);
  return opaque;
}

template <typename Code>
void read_samples(Session& s, const Header& header, DecodedFile& file) {
  const std::size_t stored = png_get_channels(s.png, s.info);
  const std::size_t row = std::size_t{header.width} * stored;
  if (png_get_rowbytes(s.png, s.info) != row * sizeof(Code)) refuse(s);
  auto& codes = file.samples.emplace<LargeVector<Code>>(row * header.height, Code{0});
  if (!read_rows(s, header, reinterpret_cast<unsigned char*>(codes.data()), row * sizeof(Code))) refuse(s);
  file.channels = stored < 3 ? 1 : 3;
  if (stored % 2 == 0 && !drop_alpha(codes, stored)) {
    file.warnings.push_back({"alpha_dropped", "Some pixels are transparent; their colors are read as if opaque."});
  }
}

/// Before libpng sees the file, so that the message can say the limit.
void check_header(Bytes bytes, const ReadLimits& limits) {
  constexpr std::array<std::uint64_t, 7> kChannels = {1, 0, 3, 3, 2, 0, 4};
  const auto width = read_uint(bytes, 16, 4, ByteOrder::kBig), height = read_uint(bytes, 20, 4, ByteOrder::kBig);
  const auto bits = read_uint(bytes, 24, 1, ByteOrder::kBig), color = read_uint(bytes, 25, 1, ByteOrder::kBig);
  if (!color || !has_text(bytes, 12, "IHDR")) {
    throw UnsupportedImage("truncated",
                           "read_photo: expected a PNG header, got " + std::to_string(bytes.size()) + " bytes", kAgain);
  }
  check_size(*width, *height, limits);
  const std::uint64_t channels = *color < kChannels.size() ? kChannels[*color] : 4;
  check_ratio(std::uint64_t{*width} * *height * channels * (*bits == 16 ? 2 : 1), bytes.size(), limits);
}

}  // namespace

DecodedFile decode_png(Bytes bytes, const ReadLimits& limits) {
  check_header(bytes, limits);
  Session session(bytes);
  Header header{};
  if (!read_header(session, limits, header) || !set_up_rows(session, header)) refuse(session);

  DecodedFile file;
  file.width = static_cast<int>(header.width);
  file.height = static_cast<int>(header.height);
  file.bits_per_sample = header.color_type == PNG_COLOR_TYPE_PALETTE ? 8 : header.bits;
  if (header.bits == 16) {
    read_samples<std::uint16_t>(session, header, file);
  } else {
    read_samples<std::uint8_t>(session, header, file);
  }
  read_png_color(session.png, session.info, session.color_damaged, limits, file);
  return file;
}

}  // namespace shadematch::inline v0
