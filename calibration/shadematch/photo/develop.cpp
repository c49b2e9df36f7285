// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <shadematch/error.hpp>
#include <shadematch/photo/develop.hpp>
#include <shadematch/photo/orientation.hpp>

namespace shadematch::inline v0 {
namespace {

/// Shares of full scale. 8-bit codes from 254 count as clipped: 253 / 255 is 0.992.
constexpr double kHigh = 0.995, kLow = 0.004;

/// Rows that are decoded before they are laid down: turned images then write short runs instead of single pixels.
constexpr int kBlockRows = 16;

template <typename Code>
std::uint8_t clip_flags(const Code* pixel, int channels, Code high, Code low) {
  unsigned flags = 0;
  for (int c = 0; c < 3; ++c) {
    const Code code = pixel[channels == 1 ? 0 : c];
    flags |= code >= high ? static_cast<unsigned>(kHighR) << c : 0;
    flags |= code <= low ? static_cast<unsigned>(kLowR) << c : 0;
  }
  return static_cast<std::uint8_t>(flags);
}

/// Decodes rows of one kind of code: a table for each channel if codes are integers and the profile allows it.
template <typename Code>
class RowDecoder {
 public:
  RowDecoder(const ColorDecoder& decoder, double full_scale)
      : decoder_(decoder), scale_(full_scale), matrix_(decoder.matrix().cast<float>()) {
    if constexpr (std::numeric_limits<Code>::is_integer) build_tables();
  }

  void decode(const Code* codes, std::size_t pixels, float* linear) {
    if (table_[0].empty()) {
      decode_floats(codes, pixels, linear);
    } else if (decoder_.channels() == 1) {
      for (std::size_t i = 0; i < pixels; ++i) std::fill_n(linear + 3 * i, 3, table_[0][index(codes[i])]);
    } else {
      decode_matrix(codes, pixels, linear);
    }
  }

 private:
  static std::size_t index(Code code) { return static_cast<std::size_t>(code); }

  void build_tables() {
    if (decoder_.channels() == 3 && !decoder_.is_matrix()) return;
    const std::size_t size = std::size_t{std::numeric_limits<Code>::max()} + 1;
    std::vector<float> device(size);
    for (std::size_t i = 0; i < size; ++i) device[i] = static_cast<float>(static_cast<double>(i) / scale_);
    if (decoder_.channels() == 1) {
      std::vector<float> linear(size * 3);
      decoder_.decode(device, linear);
      for (std::size_t i = 0; i < size; ++i) table_[0].push_back(linear[3 * i]);
      return;
    }
    for (int c = 0; c < 3; ++c) {
      for (const float v : device) table_[static_cast<std::size_t>(c)].push_back(decoder_.curve(c, v));
    }
  }

  void decode_matrix(const Code* codes, std::size_t pixels, float* linear) const {
    const float *red = table_[0].data(), *green = table_[1].data(), *blue = table_[2].data();
    const Eigen::Matrix3f m = matrix_;
    for (std::size_t i = 0; i < 3 * pixels; i += 3) {
      const float r = red[index(codes[i])], g = green[index(codes[i + 1])], b = blue[index(codes[i + 2])];
      linear[i] = m(0, 0) * r + m(0, 1) * g + m(0, 2) * b;
      linear[i + 1] = m(1, 0) * r + m(1, 1) * g + m(1, 2) * b;
      linear[i + 2] = m(2, 0) * r + m(2, 1) * g + m(2, 2) * b;
    }
  }

  void decode_floats(const Code* codes, std::size_t pixels, float* linear) {
    const std::size_t count = pixels * static_cast<std::size_t>(decoder_.channels());
    device_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      device_[i] = static_cast<float>(static_cast<double>(codes[i]) / scale_);
      if (!std::isfinite(device_[i])) {
        throw UnsupportedImage("not_finite", "read_photo: expected finite samples, got NaN or infinity",
                               "Export the photograph again, or as 16-bit TIFF");
      }
    }
    decoder_.decode(device_, {linear, 3 * pixels});
  }

  const ColorDecoder& decoder_;
  double scale_;
  Eigen::Matrix3f matrix_;
  std::array<std::vector<float>, 3> table_;
  std::vector<float> device_;
};

/// Lays decoded rows y0 .. y0 + rows down; stored columns outside so that turned images write runs of rows.
template <typename T, int kValues>
void lay_down(const std::vector<T>& block, int stored_width, int y0, int rows, const UprightLayout& layout, T* out) {
  for (std::ptrdiff_t x = 0; x < stored_width; ++x) {
    for (std::ptrdiff_t y = 0; y < rows; ++y) {
      const std::ptrdiff_t to = layout.origin + x * layout.step_x + (y0 + y) * layout.step_y;
      std::copy_n(block.data() + (y * stored_width + x) * kValues, kValues, out + to * kValues);
    }
  }
}

template <typename Code>
void develop_codes(const SampleArray& array, std::span<const Code> codes, double full_scale,
                   const UprightLayout& layout, const ColorDecoder& decoder, Photo& photo) {
  const auto pixels = static_cast<std::size_t>(array.width) * static_cast<std::size_t>(array.height);
  const auto width = static_cast<std::size_t>(array.width), channels = static_cast<std::size_t>(array.channels);
  auto rgb = std::make_shared<std::vector<float>>(pixels * 3);
  auto clipping = std::make_shared<std::vector<std::uint8_t>>(pixels);
  RowDecoder<Code> rows(decoder, full_scale);
  const bool integer = std::numeric_limits<Code>::is_integer;
  const auto high = static_cast<Code>(integer ? std::ceil(kHigh * full_scale) : kHigh * full_scale);
  const auto low = static_cast<Code>(kLow * full_scale);

  const bool upright = layout.step_x == 1 && layout.origin == 0;
  std::vector<float> block_rgb(upright ? 0 : width * kBlockRows * 3);
  std::vector<std::uint8_t> block_flags(upright ? 0 : width * kBlockRows);
  for (int y0 = 0; y0 < array.height; y0 += kBlockRows) {
    const int count = std::min(kBlockRows, array.height - y0);
    const std::size_t first = static_cast<std::size_t>(y0) * width, n = static_cast<std::size_t>(count) * width;
    float* linear = upright ? rgb->data() + first * 3 : block_rgb.data();
    std::uint8_t* flags = upright ? clipping->data() + first : block_flags.data();
    const Code* from = codes.data() + first * channels;
    rows.decode(from, n, linear);
    for (std::size_t i = 0; i < n; ++i) flags[i] = clip_flags(from + i * channels, array.channels, high, low);
    if (upright) continue;
    lay_down<float, 3>(block_rgb, array.width, y0, count, layout, rgb->data());
    lay_down<std::uint8_t, 1>(block_flags, array.width, y0, count, layout, clipping->data());
  }
  photo.rgb = std::move(rgb);
  photo.clipping = std::move(clipping);
}

}  // namespace

void develop(const SampleArray& codes, double full_scale, int orientation, const ColorDecoder& decoder, Photo& photo) {
  const UprightLayout layout = upright_layout(codes.width, codes.height, orientation);
  photo.width = layout.width;
  photo.height = layout.height;
  photo.native = decoder.native();
  std::visit([&](auto samples) { develop_codes(codes, samples, full_scale, layout, decoder, photo); }, codes.samples);
}

}  // namespace shadematch::inline v0
