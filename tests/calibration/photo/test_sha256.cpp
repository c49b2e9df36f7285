// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <random>
#include <string_view>
#include <vector>

#include <shadematch/photo/sha256.hpp>
#include <shadematch/photo/sha256_blocks.hpp>

using namespace shadematch;

namespace {

std::string digest(std::string_view text) {
  return sha256(std::as_bytes(std::span(text)));
}

}  // namespace

TEST_CASE("digests are those of the standard's examples") {
  CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(digest(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the processor's instructions give what the plain rounds give") {
  const Sha256Compress of_processor = sha256_compress_of_processor();
  if (of_processor == nullptr) return;  // a processor without them
  std::mt19937 random(13);
  std::vector<std::byte> bytes(64 * 50 + 1);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  for (const std::size_t blocks : {0U, 1U, 2U, 49U}) {
    Sha256State plain{}, other{};
    for (std::size_t i = 0; i < 8; ++i) plain[i] = other[i] = static_cast<std::uint32_t>(random());
    sha256_compress_plain(plain, bytes.data() + 1, blocks);
    of_processor(other, bytes.data() + 1, blocks);
    CAPTURE(blocks);
    CHECK(plain == other);
  }
}
