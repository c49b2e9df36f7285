// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include <shadematch/error.hpp>
#include <shadematch/photo/box_sums.hpp>
#include <shadematch/photo/develop.hpp>
#include <shadematch/photo/orientation.hpp>

namespace shadematch::inline v0 {
namespace {

/// Shares of full scale. 8-bit codes from 254 count as clipped: 253 / 255 is 0.992.
constexpr double kHigh = 0.995, kLow = 0.004;
constexpr float kMostSample = 1e6F;  // of full scale: curves are no longer followed far beyond it

/// The codes as they lie in the file, found by upright pixel.
template <typename Code>
struct StoredCodes {
  std::span<const Code> codes;
  std::shared_ptr<const void> owner;
  std::size_t channels;
  UprightLayout upright;
  UprightLayout stored;  ///< from upright pixels to stored ones
  int orientation;

  StoredCodes(const CodeArray& array, std::span<const Code> samples, int exif_orientation)
      : codes(samples),
        owner(array.owner),
        channels(static_cast<std::size_t>(array.codes.channels)),
        upright(upright_layout(array.codes.width, array.codes.height, exif_orientation)),
        orientation(exif_orientation) {
    const int back = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
    stored = upright_layout(upright.width, upright.height, back);
  }

  [[nodiscard]] std::size_t pixels() const { return codes.size() / channels; }
  /// From one upright pixel of a row to the `pixels`-th after it.
  [[nodiscard]] std::ptrdiff_t step(std::size_t pixels) const {
    return static_cast<std::ptrdiff_t>(channels * pixels) * stored.step_x;
  }
  [[nodiscard]] const Code* at(std::size_t pixel) const {
    const auto index = static_cast<std::ptrdiff_t>(pixel), width = std::ptrdiff_t{upright.width};
    const std::ptrdiff_t place = stored.origin + (index % width) * stored.step_x + (index / width) * stored.step_y;
    return codes.data() + static_cast<std::ptrdiff_t>(channels) * place;
  }
};

/// Light of one kind of code: a table for each channel if codes are integers and the profile allows it.
template <typename Code>
class CodeDecoder {
 public:
  CodeDecoder(const ColorDecoder& decoder, double full_scale) : scale_(full_scale) {
    if constexpr (std::numeric_limits<Code>::is_integer) {
      tables_ = make_tables(decoder, std::size_t{std::numeric_limits<Code>::max()} + 1, full_scale);
    }
    if (tables_[0].empty()) decoder_ = &decoder;
    matrix_ = decoder.matrix().cast<float>();
    mixed_ = decoder.is_matrix() && !decoder.matrix().isIdentity(0.0);
  }

  /// True if it stays good without the decoder.
  [[nodiscard]] bool is_whole() const { return decoder_ == nullptr; }

  /// Light of mean codes. Straight lines between codes, as a mean of two would have.
  /// @param share  1 / the codes in each sum.
  void decode_sums(const std::uint32_t* sums, float share, float* linear) const {
    for (std::size_t c = 0; c < 3; ++c) {
      const float mean = static_cast<float>(sums[c]) * share;
      const std::size_t below = std::min(static_cast<std::size_t>(mean), tables_[c].size() - 2);
      const float low = tables_[c][below];
      linear[c] = low + (mean - static_cast<float>(below)) * (tables_[c][below + 1] - low);
    }
    if (!mixed_) return;
    Eigen::Map<Eigen::Vector3f> light(linear);
    light = (matrix_ * light).eval();
  }

  /// @param step  from one pixel's codes to the next.
  void decode(const Code* codes, std::ptrdiff_t step, std::size_t pixels, std::size_t channels, float* linear) const {
    if (decoder_ != nullptr) {
      decode_floats(codes, step, pixels, channels, linear);
    } else if (channels == 1) {
      for (std::size_t i = 0; i < pixels; ++i, codes += step) std::fill_n(linear + 3 * i, 3, tables_[0][index(*codes)]);
    } else if (mixed_) {
      decode_matrix(codes, step, pixels, linear);
    } else {
      const float *red = tables_[0].data(), *green = tables_[1].data(), *blue = tables_[2].data();
      for (std::size_t i = 0; i < 3 * pixels; i += 3, codes += step) {
        linear[i] = red[index(codes[0])];
        linear[i + 1] = green[index(codes[1])];
        linear[i + 2] = blue[index(codes[2])];
      }
    }
  }

 private:
  using Tables = std::array<std::vector<float>, 3>;

  [[noreturn]] static void refuse_sample(float sample) {
    constexpr const char* kAdvice = "Export the photograph again, or as 16-bit TIFF";
    if (!std::isfinite(sample)) {
      throw UnsupportedImage("not_finite", "read_photo: expected finite samples, got NaN or infinity", kAdvice);
    }
    char text[120];
    std::snprintf(text, sizeof text,
                  "read_photo: expected samples within a million times full scale, got %g times full scale",
                  static_cast<double>(sample));
    throw UnsupportedImage("out_of_range", text, kAdvice);
  }

  static std::size_t index(Code code) { return static_cast<std::size_t>(code); }

  static Tables make_tables(const ColorDecoder& decoder, std::size_t size, double scale) {
    Tables tables;
    if (decoder.channels() == 3 && !decoder.is_matrix()) return tables;
    std::vector<float> device(size);
    for (std::size_t i = 0; i < size; ++i) device[i] = static_cast<float>(static_cast<double>(i) / scale);
    if (decoder.channels() == 1) {
      std::vector<float> linear(size * 3);
      decoder.decode(device, linear);
      for (std::size_t i = 0; i < size; ++i) tables[0].push_back(linear[3 * i]);
      return tables;
    }
    for (int c = 0; c < 3; ++c) {
      for (const float v : device) tables[static_cast<std::size_t>(c)].push_back(decoder.curve(c, v));
    }
    return tables;
  }

  void decode_matrix(const Code* codes, std::ptrdiff_t step, std::size_t pixels, float* linear) const {
    const float *red = tables_[0].data(), *green = tables_[1].data(), *blue = tables_[2].data();
    const Eigen::Matrix3f m = matrix_;
    for (std::size_t i = 0; i < 3 * pixels; i += 3, codes += step) {
      const float r = red[index(codes[0])], g = green[index(codes[1])], b = blue[index(codes[2])];
      linear[i] = m(0, 0) * r + m(0, 1) * g + m(0, 2) * b;
      linear[i + 1] = m(1, 0) * r + m(1, 1) * g + m(1, 2) * b;
      linear[i + 2] = m(2, 0) * r + m(2, 1) * g + m(2, 2) * b;
    }
  }

  void decode_floats(const Code* codes, std::ptrdiff_t step, std::size_t pixels, std::size_t channels,
                     float* linear) const {
    std::vector<float> device;
    device.reserve(pixels * channels);
    for (std::size_t i = 0; i < pixels; ++i, codes += step) {
      for (std::size_t c = 0; c < channels; ++c) {
        device.push_back(static_cast<float>(static_cast<double>(codes[c]) / scale_));
        if (!(std::abs(device.back()) <= kMostSample)) refuse_sample(device.back());
      }
    }
    decoder_->decode(device, {linear, 3 * pixels});
  }

  const ColorDecoder* decoder_ = nullptr;  ///< where there are no tables
  double scale_;
  Tables tables_;
  Eigen::Matrix3f matrix_;
  bool mixed_ = false;
};

template <typename T, typename Source>
std::shared_ptr<const std::vector<T>> all_rows(const Source& source, const UprightLayout& upright,
                                               std::size_t channels) {
  auto values = std::make_shared<std::vector<T>>(source.size());
  const auto width = static_cast<std::size_t>(upright.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(upright.height); ++y) {
    source.read(y * width, width, 1, values->data() + channels * y * width);
  }
  return values;
}

template <typename Code>
class LightOfCodes final : public PixelSource<float> {
 public:
  LightOfCodes(StoredCodes<Code> stored, CodeDecoder<Code> light)
      : stored_(std::move(stored)), light_(std::move(light)) {}

  [[nodiscard]] std::size_t size() const override { return 3 * stored_.pixels(); }
  void read(std::size_t first, std::size_t count, std::size_t step, float* out) const override {
    light_.decode(stored_.at(first), stored_.step(step), count, stored_.channels, out);
  }
  [[nodiscard]] LazyPixels::Pointer read_all() const override { return all_rows<float>(*this, stored_.upright, 3); }
  /// Means of codes, not of light: good for looking, not for measuring.
  [[nodiscard]] bool reduced(int factor, float* out) const override {
    if constexpr (sizeof(Code) == 1) {
      if (stored_.channels == 3 && light_.is_whole()) {
        reduce_bytes(factor, out);
        return true;
      }
    }
    return false;
  }

 private:
  void reduce_bytes(int factor, float* out) const {
    const UprightLayout& upright = stored_.upright;
    const bool swapped = stored_.orientation >= 5;
    const int width = swapped ? upright.height : upright.width, height = swapped ? upright.width : upright.height;
    BoxGrid grid{width, 0, 0, width / factor, height / factor, factor};
    if (upright.step_x < 0) grid.x = width % factor;  // what is left over stays at the right and below when upright
    if (upright.step_y < 0) grid.y = height % factor;
    BoxSums boxes(stored_.codes, grid);
    const UprightLayout to = upright_layout(grid.columns, grid.rows, stored_.orientation);
    const float share = 1.0F / static_cast<float>(factor * factor);
    for (int y = 0; y < grid.rows; ++y) {
      const std::uint32_t* sums = boxes.row(y).data();
      for (std::ptrdiff_t x = 0; x < grid.columns; ++x, sums += 3) {
        light_.decode_sums(sums, share, out + 3 * (to.origin + x * to.step_x + y * to.step_y));
      }
    }
  }

  StoredCodes<Code> stored_;
  CodeDecoder<Code> light_;
};

template <typename Code>
class ClippingOfCodes final : public PixelSource<std::uint8_t> {
 public:
  ClippingOfCodes(StoredCodes<Code> stored, double full_scale) : stored_(std::move(stored)) {
    const bool integer = std::numeric_limits<Code>::is_integer;
    high_ = static_cast<float>(integer ? std::ceil(kHigh * full_scale) : kHigh * full_scale);
    low_ = static_cast<float>(integer ? std::floor(kLow * full_scale) : kLow * full_scale);
    if constexpr (sizeof(Code) == 1) {
      for (std::size_t i = 0; i < table_.size(); ++i) table_[i] = flags_of(static_cast<Code>(i));
    }
  }

  [[nodiscard]] std::size_t size() const override { return stored_.pixels(); }
  void read(std::size_t first, std::size_t count, std::size_t step, std::uint8_t* out) const override {
    const Code* codes = stored_.at(first);
    const std::ptrdiff_t next = stored_.step(step);
    for (std::size_t i = 0; i < count; ++i, codes += next) out[i] = flags(codes);
  }
  [[nodiscard]] LazyFlags::Pointer read_all() const override {
    return all_rows<std::uint8_t>(*this, stored_.upright, 1);
  }

 private:
  /// kHighR and kLowR as if the code were red.
  [[nodiscard]] std::uint8_t flags_of(Code code) const {
    const auto value = static_cast<float>(code);
    return static_cast<std::uint8_t>((value >= high_ ? kHighR : 0) | (value <= low_ ? kLowR : 0));
  }
  [[nodiscard]] std::uint8_t looked_up(Code code) const {
    if constexpr (sizeof(Code) == 1) return table_[code];
    return flags_of(code);
  }
  [[nodiscard]] std::uint8_t flags(const Code* pixel) const {
    const std::size_t green = stored_.channels == 1 ? 0 : 1, blue = 2 * green;
    const unsigned flags = looked_up(pixel[0]) | looked_up(pixel[green]) << 1U | looked_up(pixel[blue]) << 2U;
    return static_cast<std::uint8_t>(flags);
  }

  StoredCodes<Code> stored_;
  std::array<std::uint8_t, 256> table_{};  ///< of bytes
  float high_, low_;                       ///< wide enough for a full scale beyond the type's own; 16 bits are exact
};

template <typename Code>
void develop_codes(const StoredCodes<Code>& stored, double full_scale, const ColorDecoder& decoder, Photo& photo) {
  CodeDecoder<Code> light(decoder, full_scale);
  const bool later = stored.owner != nullptr && light.is_whole();
  const auto rgb = std::make_shared<const LightOfCodes<Code>>(stored, std::move(light));
  const auto clipping = std::make_shared<const ClippingOfCodes<Code>>(stored, full_scale);
  photo.rgb = later ? LazyPixels::from(rgb) : LazyPixels(rgb->read_all());
  photo.clipping = later ? LazyFlags::from(clipping) : LazyFlags(clipping->read_all());
}

}  // namespace

void develop(const CodeArray& array, int orientation, const ColorDecoder& decoder, Photo& photo) {
  const UprightLayout layout = upright_layout(array.codes.width, array.codes.height, orientation);
  photo.width = layout.width;
  photo.height = layout.height;
  photo.native = decoder.native();
  std::visit(
      [&]<typename Code>(std::span<const Code> samples) {
        develop_codes(StoredCodes<Code>(array, samples, orientation), array.full_scale, decoder, photo);
      },
      array.codes.samples);
}

}  // namespace shadematch::inline v0
