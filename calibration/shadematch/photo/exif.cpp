// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <shadematch/photo/exif.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::uint32_t kEntriesMax = 512;
constexpr std::uint32_t kTextMax = 64;

enum Tag : std::uint16_t {
  kInteroperabilityIndex = 0x0001,
  kMake = 0x010F,
  kModel = 0x0110,
  kOrientation = 0x0112,
  kSoftware = 0x0131,
  kDateTime = 0x0132,
  kExposureTime = 0x829A,
  kFNumber = 0x829D,
  kExifDirectory = 0x8769,
  kIso = 0x8827,
  kDateTimeOriginal = 0x9003,
  kDateTimeDigitized = 0x9004,
  kFocalLength = 0x920A,
  kColorSpace = 0xA001,
  kInteroperabilityDirectory = 0xA005,
  kWhiteBalance = 0xA403,
  kLensModel = 0xA434,
};

struct Entry {
  std::uint16_t tag;
  Bytes value;  // empty if it lies outside
  std::uint32_t type, count;
};

constexpr unsigned type_size(std::uint32_t type) {
  constexpr std::array<unsigned, 13> kSizes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  return type < kSizes.size() ? kSizes[type] : 0;
}

class Directory {
 public:
  static std::optional<Directory> first(Bytes bytes) {
    const bool little = has_text(bytes, 0, {"II\x2A\0", 4});
    if (!little && !has_text(bytes, 0, {"MM\0\x2A", 4})) return std::nullopt;
    const ByteOrder order = little ? ByteOrder::kLittle : ByteOrder::kBig;
    return at(bytes, *read_uint(bytes, 4, bytes.size() < 8 ? 0 : 4, order), order);
  }

  static std::optional<Directory> at(Bytes bytes, std::uint64_t offset, ByteOrder order) {
    const auto count = read_uint(bytes, offset, 2, order);
    if (offset < 8 || !count || *count > kEntriesMax) return std::nullopt;
    const auto entries = slice(bytes, offset + 2, std::uint64_t{*count} * 12);
    if (entries.empty()) return std::nullopt;
    return Directory(bytes, entries, order);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size() / 12; }

  [[nodiscard]] Entry entry(std::size_t i) const {
    const Bytes raw = entries_.subspan(i * 12, 12);
    Entry result{static_cast<std::uint16_t>(*read_uint(raw, 0, 2, order_)),
                 {},
                 *read_uint(raw, 2, 2, order_),
                 *read_uint(raw, 4, 4, order_)};
    const std::uint64_t bytes = std::uint64_t{type_size(result.type)} * result.count;
    result.value = bytes <= 4 ? slice(raw, 8, bytes) : slice(bytes_, *read_uint(raw, 8, 4, order_), bytes);
    return result;
  }

  /// BYTE, SHORT or LONG.
  [[nodiscard]] std::optional<std::uint32_t> integer(const Entry& entry) const {
    const unsigned size = type_size(entry.type);
    if ((entry.type != 1 && entry.type != 3 && entry.type != 4) || entry.count == 0) return std::nullopt;
    return read_uint(entry.value, 0, size, order_);
  }

  /// RATIONAL with a positive value, or an integer.
  [[nodiscard]] std::optional<double> number(const Entry& entry) const {
    if (entry.type != 5) {
      const auto value = integer(entry);
      return value ? std::optional<double>(*value) : std::nullopt;
    }
    const auto numerator = read_uint(entry.value, 0, 4, order_);
    const auto denominator = read_uint(entry.value, 4, 4, order_);
    if (!numerator || !denominator || *numerator == 0 || *denominator == 0) return std::nullopt;
    return static_cast<double>(*numerator) / *denominator;
  }

  [[nodiscard]] std::optional<Directory> child(const Entry& entry) const {
    const auto offset = integer(entry);
    return offset ? at(bytes_, *offset, order_) : std::nullopt;
  }

 private:
  Directory(Bytes bytes, Bytes entries, ByteOrder order) : bytes_(bytes), entries_(entries), order_(order) {}

  Bytes bytes_, entries_;
  ByteOrder order_;
};

/// Printable ASCII up to the first NUL, other bytes as '?', without spaces at the end.
std::string text_of(const Entry& entry) {
  std::string text;
  if (entry.type != 2) return text;
  for (const std::byte raw : entry.value.first(std::min<std::size_t>(entry.value.size(), kTextMax))) {
    const char c = static_cast<char>(raw);
    if (c == '\0') break;
    text += c >= ' ' && c <= '~' ? c : '?';
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// "2026:05:01 10:11:12" as "2026-05-01T10:11:12"; empty if it has another form.
std::string time_of(const Entry& entry) {
  constexpr std::string_view kForm = "dddd:dd:dd dd:dd:dd";
  std::string text = text_of(entry);
  const bool fits = std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                               [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; });
  if (!fits || text.starts_with("0000")) return {};
  text[4] = text[7] = '-';
  text[10] = 'T';
  return text;
}

struct Pointers {
  std::optional<Entry> exif, interoperability;
};

struct Times {
  std::string original, digitized, file;
};

void read_entry(const Directory& directory, const Entry& entry, Exif& exif, Times& times, Pointers& pointers) {
  switch (entry.tag) {
    case kOrientation: {
      const auto value = directory.integer(entry).value_or(0);
      exif.damaged = exif.damaged || value < 1 || value > 8;
      exif.orientation = value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
      break;
    }
    case kMake:
      exif.make = text_of(entry);
      break;
    case kModel:
      exif.model = text_of(entry);
      break;
    case kSoftware:
      exif.software = text_of(entry);
      break;
    case kDateTime:
      times.file = time_of(entry);
      break;
    case kDateTimeOriginal:
      times.original = time_of(entry);
      break;
    case kDateTimeDigitized:
      times.digitized = time_of(entry);
      break;
    case kExposureTime:
      exif.exposure_time_s = directory.number(entry);
      break;
    case kFNumber:
      exif.f_number = directory.number(entry);
      break;
    case kIso:
      exif.iso = directory.number(entry);
      break;
    case kFocalLength:
      exif.focal_length_mm = directory.number(entry);
      break;
    case kWhiteBalance:
      exif.white_balance = directory.integer(entry);
      break;
    case kLensModel:
      exif.lens = text_of(entry);
      break;
    case kColorSpace:
      exif.color_space = directory.integer(entry);
      break;
    case kExifDirectory:
      pointers.exif = entry;
      break;
    case kInteroperabilityDirectory:
      pointers.interoperability = entry;
      break;
    default:
      break;
  }
}

void read_directory(const Directory& directory, Exif& exif, Times& times, Pointers& pointers) {
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const Entry entry = directory.entry(i);
    read_entry(directory, entry, exif, times, pointers);
  }
}

std::optional<Entry> find_entry(const std::optional<Directory>& directory, std::uint16_t tag) {
  for (std::size_t i = 0; directory && i < directory->size(); ++i) {
    const Entry entry = directory->entry(i);
    if (entry.tag == tag) return entry;
  }
  return std::nullopt;
}

}  // namespace

Exif read_exif(Bytes bytes) {
  Exif exif;
  Times times;
  Pointers pointers;
  const auto main = Directory::first(bytes);
  exif.damaged = !main;
  if (main) read_directory(*main, exif, times, pointers);
  if (main && pointers.exif) {
    const auto child = main->child(*pointers.exif);
    exif.damaged = exif.damaged || !child;
    if (child) read_directory(*child, exif, times, pointers);
  }
  if (main && pointers.interoperability) {
    const auto child = main->child(*pointers.interoperability);
    const auto index = find_entry(child, kInteroperabilityIndex);
    if (index) exif.interoperability = text_of(*index);
  }
  exif.captured_at = !times.original.empty() ? times.original : !times.digitized.empty() ? times.digitized : times.file;
  return exif;
}

std::optional<std::uint32_t> first_directory_value(Bytes bytes, std::uint16_t tag) {
  const auto directory = Directory::first(bytes);
  const auto entry = find_entry(directory, tag);
  return entry ? directory->integer(*entry) : std::nullopt;
}

bool first_directory_has(Bytes bytes, std::uint16_t tag) {
  return find_entry(Directory::first(bytes), tag).has_value();
}

}  // namespace shadematch::inline v0
