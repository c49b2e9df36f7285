// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <fstream>
#include <iterator>
#include <vector>

#include <shadematch/error.hpp>
#include <shadematch/photo/read_photo.hpp>

using namespace shadematch;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string code_of(const std::string& file) {
  try {
    (void)read_photo_bytes(bytes_of(file), "file");
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

std::string message_of(const std::string& file) {
  try {
    (void)read_photo_bytes(bytes_of(file), "file");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

const std::string kPngStart("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);

/// Header of a PNG, all that a reader needs to refuse it.
std::string png_header(std::uint32_t width, std::uint32_t height) {
  std::string file = kPngStart;
  for (const std::uint32_t side : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) file += static_cast<char>((side >> shift) & 0xff);
  }
  return file + std::string("\x08\x02\0\0\0", 5);
}

}  // namespace

TEST_CASE("The kind of a photograph is told by its first bytes") {
  CHECK(photo_format(bytes_of("\xFF\xD8\xFF\xE0")) == "jpeg");
  CHECK(photo_format(bytes_of("\x89PNG\r\n\x1a\n")) == "png");
  CHECK(photo_format(bytes_of({"II*\0\x08\0\0\0\0\0", 10})) == "tiff");
  CHECK(photo_format(bytes_of({"MM\0*\0\0\0\x08\0\0", 10})) == "tiff");
  CHECK(photo_format(bytes_of({"\0\0\0\x18"
                               "ftypheic",
                               12})) == "heic");
  CHECK(photo_format(bytes_of({"\0\0\0\x18"
                               "ftypmif1",
                               12})) == "heic");
  CHECK(photo_format(bytes_of({"\0\0\0\x18"
                               "ftypcrx ",
                               12})) == "raw");
  CHECK(photo_format(bytes_of({"\0\0\0\x18"
                               "ftypisom",
                               12}))
            .empty());
  CHECK(photo_format(bytes_of("FUJIFILMCCD-RAW")) == "raw");
  CHECK(photo_format(bytes_of("GIF89a")).empty());
  CHECK(photo_format(bytes_of("")).empty());
}

TEST_CASE("Raw files with TIFF structure are told from TIFF photographs by their tags") {
  const auto one_tag = [](const std::string& tag, const std::string& value) {
    return std::string("II*\0\x08\0\0\0\x01\0", 10) + tag + std::string("\x04\0\x01\0\0\0", 6) + value +
           std::string(4, '\0');
  };
  const auto format = [](const std::string& file) { return photo_format(bytes_of(file)); };
  CHECK(format(one_tag({"\x06\x01", 2}, {"\x02\0\0\0", 4})) == "tiff");   // RGB
  CHECK(format(one_tag({"\x06\x01", 2}, {"\x23\x80\0\0", 4})) == "raw");  // color filter array
  CHECK(format(one_tag({"\x12\xC6", 2}, {"\x01\x04\0\0", 4})) == "raw");  // DNG version
  CHECK(format(one_tag({"\xFE\0", 2}, {"\x01\0\0\0", 4})) == "raw");      // reduced preview
}

TEST_CASE("A header of 100,000 x 100,000 pixels is refused at once") {
  CHECK(code_of(png_header(100'000, 100'000)) == "side");
  CHECK(code_of(png_header(20'000, 20'000)) == "pixels");
  CHECK(code_of(png_header(8'900, 8'900)) == "truncated");  // 238 MB decoded: below the free size
}

TEST_CASE("Errors name the source, say what to do and carry a code") {
  try {
    (void)read_photo_bytes(bytes_of("GIF89a"), "scalp.gif");
    FAIL("no error");
  } catch (const UnsupportedImage& error) {
    CHECK(error.code() == "unknown_format");
    CHECK(std::string(error.what()) ==
          "read_photo: scalp.gif: expected JPEG, PNG or TIFF, got bytes that begin like none of them. Export the "
          "photograph as JPEG");
    CHECK(error.advice() == "Export the photograph as JPEG");
  }
}

TEST_CASE("HEIC and raw files name the Python extra that reads them") {
  CHECK(code_of({"\0\0\0\x18"
                 "ftypheic",
                 12}) == "heic");
  CHECK(code_of("FUJIFILMCCD-RAW") == "raw");
  CHECK(message_of({"\0\0\0\x18"
                    "ftypheic",
                    12})
            .find("pip install shadematch[heic]") != std::string::npos);
  CHECK(message_of("FUJIFILMCCD-RAW").find("pip install shadematch[raw]") != std::string::npos);
}

TEST_CASE("No prefix of a file and no single changed byte crashes a decoder") {
  const std::string path = SHADEMATCH_TEST_DATA_DIR "/photo/small";
  for (const std::string ending : {".jpg", ".png", ".tif"}) {
    std::ifstream stream(path + ending, std::ios::binary);
    const std::string file((std::istreambuf_iterator<char>(stream)), {});
    REQUIRE(code_of(file).empty());
    for (std::size_t length = 0; length + 8 < file.size(); length += 7) {
      CAPTURE(ending, length);
      CHECK_FALSE(code_of(file.substr(0, length)).empty());
    }
    for (std::size_t at = 0; at < file.size(); at += 3) {
      std::string changed = file;
      changed[at] = static_cast<char>(changed[at] ^ 0x5a);
      (void)code_of(changed);
    }
  }
}
