// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include <shadematch/photo/sha256.hpp>
#include <shadematch/photo/sha256_blocks.hpp>

namespace shadematch::inline v0 {

namespace {

using Word = std::uint32_t;
constexpr std::size_t kBlock = 64;  // bytes
using Block = std::span<const std::byte, kBlock>;

/// Section 5.3.3: fractional parts of the square roots of the first 8 primes.
constexpr Sha256State kInitial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

std::array<Word, 64> schedule(Block block) {
  std::array<Word, 64> W{};
  for (std::size_t t = 0; t < 64; ++t) {
    if (t < 16) {
      for (std::size_t i = 0; i < 4; ++i) W[t] = (W[t] << 8) | std::to_integer<Word>(block[4 * t + i]);
      continue;
    }
    const Word sigma0 = std::rotr(W[t - 15], 7) ^ std::rotr(W[t - 15], 18) ^ (W[t - 15] >> 3);
    const Word sigma1 = std::rotr(W[t - 2], 17) ^ std::rotr(W[t - 2], 19) ^ (W[t - 2] >> 10);
    W[t] = sigma1 + W[t - 7] + sigma0 + W[t - 16];
  }
  return W;
}

/// Section 6.2.2.
void compress(Sha256State& H, Block block) {
  const auto W = schedule(block);
  auto [a, b, c, d, e, f, g, h] = H;
  for (std::size_t t = 0; t < 64; ++t) {
    const Word Sigma1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const Word T1 = h + Sigma1 + ((e & f) ^ (~e & g)) + kSha256Round[t] + W[t];
    const Word Sigma0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const Word T2 = Sigma0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + T1, d = c, c = b, b = a, a = T1 + T2;
  }
  const std::array<Word, 8> step = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) H[i] += step[i];
}

}  // namespace

void sha256_compress_plain(Sha256State& state, const std::byte* bytes, std::size_t blocks) {
  for (std::size_t i = 0; i < blocks; ++i) compress(state, Block(bytes + kBlock * i, kBlock));
}

std::string sha256(std::span<const std::byte> bytes) {
  static const Sha256Compress of_processor = sha256_compress_of_processor();
  const Sha256Compress compress_all = of_processor != nullptr ? of_processor : sha256_compress_plain;
  auto H = kInitial;
  const std::size_t at = bytes.size() / kBlock * kBlock, left = bytes.size() - at;
  compress_all(H, bytes.data(), at / kBlock);

  std::array<std::byte, 2 * kBlock> tail{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), left, tail.begin());
  tail[left] = std::byte{0x80};
  const std::size_t padded = left < 56 ? kBlock : 2 * kBlock;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) tail[padded - 1 - i] = static_cast<std::byte>((bits >> (8 * i)) & 0xff);
  compress_all(H, tail.data(), padded / kBlock);

  std::string hexadecimal;
  for (const Word word : H) {
    for (int shift = 28; shift >= 0; shift -= 4) hexadecimal += "0123456789abcdef"[(word >> shift) & 15];
  }
  return hexadecimal;
}

}  // namespace shadematch::inline v0
