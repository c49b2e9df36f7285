// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/photo/tiff_session.hpp>

namespace shadematch::inline v0 {
namespace {

TiffSession& session(thandle_t self) {
  return *static_cast<TiffSession*>(self);
}

struct FreeOptions {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

}  // namespace

TiffSession::TiffSession(Bytes bytes, const ReadLimits& limits) : bytes_(bytes) {
  const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  if (!options) refuse();
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(limits.tiff_allocation_bytes));
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &on_error, this);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &on_warning, this);
  tiff_.reset(
      TIFFClientOpenExt("photo", "rm", this, &read, &write, &seek, &close, &size, nullptr, nullptr, options.get()));
  if (!tiff_) refuse();
}

void TiffSession::refuse() const {
  throw UnsupportedImage(truncated_ ? "truncated" : "damaged",
                         std::string("read_photo: expected a complete TIFF file, got one that ") +
                             (truncated_ ? "ends early" : "is damaged") + " (" + message_.data() + ")",
                         "Copy or export the photograph again");
}

tmsize_t TiffSession::read(thandle_t self, void* out, tmsize_t count) {
  TiffSession& s = session(self);
  const std::uint64_t left = s.at_ < s.bytes_.size() ? s.bytes_.size() - s.at_ : 0;
  const std::uint64_t wanted = count > 0 ? static_cast<std::uint64_t>(count) : 0;
  const std::uint64_t given = std::min(left, wanted);
  s.truncated_ = s.truncated_ || given < wanted;
  if (given > 0) std::memcpy(out, s.bytes_.data() + s.at_, static_cast<std::size_t>(given));
  s.at_ += given;
  return static_cast<tmsize_t>(given);
}

tmsize_t TiffSession::write(thandle_t, void*, tmsize_t) {
  return 0;
}

toff_t TiffSession::seek(thandle_t self, toff_t offset, int whence) {
  TiffSession& s = session(self);
  const std::uint64_t base = whence == SEEK_CUR ? s.at_ : whence == SEEK_END ? s.bytes_.size() : 0;
  s.at_ = base + offset;
  return s.at_;
}

toff_t TiffSession::size(thandle_t self) {
  return session(self).bytes_.size();
}

int TiffSession::close(thandle_t) {
  return 0;
}

int TiffSession::on_error(TIFF*, void* self, const char*, const char* format, va_list arguments) {
  auto& message = session(self).message_;
  if (message[0] == '\0') std::vsnprintf(message.data(), message.size(), format, arguments);
  return 1;
}

int TiffSession::on_warning(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

}  // namespace shadematch::inline v0
