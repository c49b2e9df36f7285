// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <string>
#include <vector>

#include <shadematch/text/json.hpp>

#include "refused.hpp"

using namespace shadematch;

namespace {

std::string refusal(const std::string& text) {
  return refused([&] { (void)parse_strict_json(text, "d.json"); });
}

std::string nested(int depth) {
  const auto levels = static_cast<std::size_t>(depth);
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_CASE("a document keeps the order of its keys") {
  CHECK(parse_strict_json(R"({"b": 1, "a": [true, null, "x"]})", "d.json").dump() == R"({"b":1,"a":[true,null,"x"]})");
}

TEST_CASE("what the JSON standard does not have is refused") {
  for (const char* text : {"", "{", "[1,]", "[NaN]", "[Infinity]", "[1e999]", "{'a': 1}", "[1] [2]"}) {
    CAPTURE(text);
    CHECK(refusal(text).starts_with("not_json|d.json: expected JSON, got something else at byte "));
  }
}

TEST_CASE("bytes that are no UTF-8 are refused with their place") {
  CHECK(
      refusal("[\"\xff\"]") ==
      "not_utf8|d.json: expected UTF-8, got another encoding at byte 2. Check that the file is what it should be, and "
      "save it as UTF-8");
  CHECK(refusal("\xEF\xBB\xBF[\"\xC3\xA9\"]") == "none");
}

TEST_CASE("a key that comes twice in one object is refused, in two objects it is not") {
  CHECK(refusal(R"([{"a": 1}, {"a": 2, "b": {"a": 3}}])") == "none");
  CHECK(refusal(R"({"x": {"a": 1, "b": 2, "a": 3}})") ==
        "duplicate_key|d.json: expected every key once in an object, got 'a' twice. Remove or rename one of them");
}

TEST_CASE("32 levels are read, 33 are refused, and so is a document over 20 MB") {
  CHECK(refusal(nested(32)) == "none");
  CHECK(refusal(nested(33)).starts_with("too_deep|d.json: expected at most 32 levels, got more"));
  CHECK(refusal(std::string(20'000'001, ' ')) ==
        "file_too_large|d.json: expected at most 20000000 bytes, got 20000001. Split the document");
}

TEST_CASE("a node reads what is there and knows its path") {
  const auto document = parse_strict_json(
      R"({"id": "x", "n": 3, "on": true, "none": null, "lab": [50, -1.5, 2], "names": ["a", "b"]})", "d.json");
  const JsonNode root(document, "d.json");
  CHECK(root.at("id").string() == "x");
  CHECK(root.at("n").integer(1, 3) == 3);
  CHECK(root.at("on").boolean());
  CHECK(root.at("lab").numbers() == std::vector<double>{50.0, -1.5, 2.0});
  CHECK(root.at("names").strings() == std::vector<std::string>{"a", "b"});
  CHECK(root.at("lab").at(1).path() == "$.lab[1]");
  CHECK_FALSE(root.has("none"));
  CHECK_FALSE(root.has("absent"));
  CHECK(root.at("none").is_null());
}

TEST_CASE("every refusal of a node says path, expected and got") {
  const auto document = parse_strict_json(R"({"colour": 1, "n": 7, "x": 2.5, "list": [1]})", "d.json");
  const JsonNode root(document, "d.json");
  const auto says = [](auto call) { return refused(call); };
  CHECK(says([&] {
          root.expect_keys({"color", "n", "x", "list"});
        }) == "unknown_key|d.json, $: expected only keys of the schema, got 'colour'. Did you mean 'color'?");
  CHECK(says([&] { (void)root.at("id"); }) == "missing_key|d.json, $: expected a key 'id', got an object without it");
  CHECK(says([&] { (void)root.at("list").at(1); }) == "missing_item|d.json, $.list: expected at least 2 items, got 1");
  CHECK(says([&] { (void)root.at("n").number(0, 5); }) ==
        "out_of_range|d.json, $.n: expected a number from 0.0 to 5.0, got 7");
  CHECK(says([&] { (void)root.at("x").integer(0, 5); }) == "wrong_type|d.json, $.x: expected an integer, got 2.5");
  CHECK(says([&] { (void)root.at("n").string(); }) == "wrong_type|d.json, $.n: expected a string, got 7");
  CHECK(says([&] { (void)root.at("n").boolean(); }) == "wrong_type|d.json, $.n: expected true or false, got 7");
  CHECK(says([&] { (void)root.at("n").numbers(); }) == "wrong_type|d.json, $.n: expected an array, got 7");
  CHECK(says([&] { (void)root.at("n").at("m"); }) == "wrong_type|d.json, $.n: expected an object, got 7");
  CHECK(says([&] { (void)root.at("list").number(); }) == "wrong_type|d.json, $.list: expected a number, got [1]");
}
