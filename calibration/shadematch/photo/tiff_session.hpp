// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <memory>
#include <tiffio.h>

#include <shadematch/photo/bytes.hpp>
#include <shadematch/photo/read_photo.hpp>

namespace shadematch::inline v0 {

/// First directory of a TIFF file in memory. Messages of libtiff end here; its process-wide handlers are left alone.
class TiffSession {
 public:
  /// @throws UnsupportedImage  damaged, truncated.
  TiffSession(Bytes bytes, const ReadLimits& limits);
  TiffSession(const TiffSession&) = delete;
  TiffSession& operator=(const TiffSession&) = delete;

  [[nodiscard]] TIFF* get() const { return tiff_.get(); }

  /// Whether libtiff ever asked for bytes behind the end. It goes on without a tag that it cannot read.
  [[nodiscard]] bool is_truncated() const { return truncated_; }

  /// @throws UnsupportedImage  truncated if libtiff ever asked for bytes behind the end, else damaged.
  [[noreturn]] void refuse() const;

 private:
  struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
  };

  static tmsize_t read(thandle_t self, void* out, tmsize_t count);
  static tmsize_t write(thandle_t self, void* data, tmsize_t count);
  static toff_t seek(thandle_t self, toff_t offset, int whence);
  static toff_t size(thandle_t self);
  static int close(thandle_t self);
  static int on_error(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);
  static int on_warning(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);

  Bytes bytes_;
  std::uint64_t at_ = 0;
  bool truncated_ = false;
  std::array<char, 160> message_{};
  std::unique_ptr<TIFF, Close> tiff_;
};

}  // namespace shadematch::inline v0
