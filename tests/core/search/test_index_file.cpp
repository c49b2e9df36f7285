// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstring>
#include <fstream>
#include <functional>
#include <search/searched_colors.hpp>
#include <unistd.h>

#include <shadematch/error.hpp>
#include <shadematch/search/color_index.hpp>
#include <shadematch/search/index_file.hpp>
#include <shadematch/search/index_tree.hpp>

using namespace shadematch;

namespace {

/// A file that is gone with this object.
struct IndexFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("shadematch_index_" + std::to_string(getpid()) + ".bin");

  IndexFile() = default;
  IndexFile(const IndexFile&) = delete;
  IndexFile& operator=(const IndexFile&) = delete;
  ~IndexFile() { std::filesystem::remove(path); }

  [[nodiscard]] std::string bytes() const {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write(const std::string& bytes) const {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
};

ColorIndex made_index(Eigen::Index rows) {
  std::mt19937_64 random(1);
  return ColorIndex(table_of(Colors::clustered, rows, random));
}

std::string code_of(const IndexFile& file) {
  try {
    static_cast<void>(ColorIndex::load(file.path));
  } catch (const InvalidDocument& error) {
    CHECK(std::string(error.what()).find(file.path.string()) != std::string::npos);
    CHECK_FALSE(error.advice().empty());
    return error.code();
  }
  return "loaded";
}

}  // namespace

TEST_CASE("an index comes back from its file bit for bit and finds the same rows, mapped or read") {
  const IndexFile file;
  for (const Eigen::Index rows : {0, 1, 64, 1000}) {
    const ColorIndex index = made_index(rows);
    index.save(file.path);
    const ColorIndex loaded = ColorIndex::load(file.path);
    CHECK((loaded.rows() == rows && loaded.bytes() == index.bytes()));
    CHECK(std::memcmp(loaded.tree().groups, index.tree().groups, index.bytes()) == 0);
    CHECK(loaded.nearest({50, 10, 12}, 7) == index.nearest({50, 10, 12}, 7));
    const ColorIndex read(read_index(read_file(file.path), file.path));
    CHECK(read.nearest({50, 10, 12}, 7) == index.nearest({50, 10, 12}, 7));
  }
}

TEST_CASE("a file may be replaced while it is mapped") {
  const IndexFile file;
  const ColorIndex index = made_index(500);
  index.save(file.path);
  const ColorIndex loaded = ColorIndex::load(file.path);
  made_index(10).save(file.path);
  CHECK(loaded.nearest({50, 10, 12}, 7) == index.nearest({50, 10, 12}, 7));
  CHECK(ColorIndex::load(file.path).rows() == 10);
}

TEST_CASE("no file with one changed byte is loaded") {
  const IndexFile file;
  made_index(130).save(file.path);
  const std::string good = file.bytes();
  int loaded = 0;
  for (std::size_t i = 0; i < good.size(); i += i < 64 ? 1 : 7) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    file.write(bad);
    try {
      static_cast<void>(ColorIndex::load(file.path));
      ++loaded;
    } catch (const InvalidDocument&) {
      continue;
    }
  }
  CHECK(loaded == 0);
  file.write(good);
  CHECK(code_of(file) == "loaded");
}

TEST_CASE("a file says why it is refused") {
  const IndexFile file;
  made_index(130).save(file.path);
  const std::string good = file.bytes();
  const auto changed = [&](std::size_t byte, const std::function<void(std::string&)>& change = nullptr) {
    std::string bytes = good;
    bytes[byte] = static_cast<char>(bytes[byte] + 1);
    if (change) change(bytes);
    file.write(bytes);
    return code_of(file);
  };
  CHECK(changed(0) == "no_index");
  CHECK(changed(12) == "version");
  CHECK(changed(16) == "damaged");
  CHECK(changed(300) == "damaged");
  CHECK(changed(8, [](std::string& bytes) { bytes.replace(8, 4, "\1\2\3\4"); }) == "byte_order");
  file.write(good.substr(0, good.size() - 1));
  CHECK(code_of(file) == "truncated");
  file.write(good.substr(0, 40));
  CHECK(code_of(file) == "truncated");
  file.write(good + "x");
  CHECK(code_of(file) == "truncated");
  file.write("");
  CHECK(code_of(file) == "truncated");
  std::filesystem::remove(file.path);
  CHECK(code_of(file) == "unreadable");
}

TEST_CASE("an index that cannot be written leaves nothing behind") {
  const std::filesystem::path nowhere = std::filesystem::temp_directory_path() / "no_such_folder_of_shadematch" / "x";
  CHECK_THROWS_WITH(made_index(10).save(nowhere), Catch::Matchers::Contains("expected to write"));
  CHECK_FALSE(std::filesystem::exists(nowhere));
}
