// SPDX-License-Identifier: Apache-2.0
#include <shadematch/photo/sha256_blocks.hpp>

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

namespace shadematch::inline v0 {
namespace {

#define SHADEMATCH_SHA __attribute__((target("sha,ssse3,sse4.1")))

/// Four rounds with the words W + K; the halves hold a, b, e, f and c, d, g, h.
SHADEMATCH_SHA inline void four_rounds(__m128i& abef, __m128i& cdgh, __m128i words) {
  cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
  abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0e));
}

/// W of rounds t to t + 3 from the 16 words before them, oldest first.
SHADEMATCH_SHA inline __m128i next_words(__m128i w16, __m128i w12, __m128i w8, __m128i w4) {
  const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w16, w12), _mm_alignr_epi8(w4, w8, 4));
  return _mm_sha256msg2_epu32(sum, w4);
}

SHADEMATCH_SHA inline __m128i load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

SHADEMATCH_SHA void compress(Sha256State& state, const std::byte* bytes, std::size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i dcba = load(state.data()), hgfe = load(state.data() + 4);
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1), efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
  for (; blocks > 0; --blocks, bytes += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(load(bytes + std::ptrdiff_t{16} * i), big_endian);
    for (std::size_t round = 0; round < 64; round += 16) {
      for (std::size_t i = 0; i < 4; ++i) {
        four_rounds(abef, cdgh, _mm_add_epi32(w[i], load(kSha256Round.data() + round + 4 * i)));
        w[i] = next_words(w[i], w[(i + 1) % 4], w[(i + 2) % 4], w[(i + 3) % 4]);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

Sha256Compress sha256_compress_of_processor() {
  constexpr unsigned kSse41 = 1U << 19U, kSsse3 = 1U << 9U, kSha = 1U << 29U;
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0 || (c & kSsse3) == 0) return nullptr;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (b & kSha) == 0) return nullptr;
  return compress;
}

}  // namespace shadematch::inline v0

#else

namespace shadematch::inline v0 {

Sha256Compress sha256_compress_of_processor() {
  return nullptr;
}

}  // namespace shadematch::inline v0

#endif
