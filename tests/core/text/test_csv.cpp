// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <string>
#include <vector>

#include <shadematch/text/csv.hpp>

#include "refused.hpp"

using namespace shadematch;
using Cells = std::vector<std::string>;

TEST_CASE("a table has comments, a header and rows that know their line") {
  const CsvTable table = parse_csv("# source: x\n#licence\nid,L\n\na,50\nb,60.5\n", "t.csv");
  CHECK(table.comments == Cells{"# source: x", "#licence"});
  CHECK(table.header == Cells{"id", "L"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.line_numbers == std::vector<int>{5, 6});
  CHECK(table.number(1, table.column("L")) == 60.5);
}

TEST_CASE("byte-order mark, CRLF and a missing last line end change nothing") {
  const CsvTable table = parse_csv("\xEF\xBB\xBFid,L\r\na,50\r\nb,60", "t.csv");
  CHECK(table.header == Cells{"id", "L"});
  CHECK(table.rows == std::vector<Cells>{{"a", "50"}, {"b", "60"}});
}

TEST_CASE("a quoted cell holds commas, quotation marks and line ends") {
  const CsvTable table = parse_csv("a,b\n\"1,5\",\"say \"\"x\"\"\"\n\"two\nlines\",\n", "t.csv");
  CHECK(table.rows == std::vector<Cells>{{"1,5", "say \"x\""}, {"two\nlines", ""}});
  CHECK(table.line_numbers == std::vector<int>{2, 3});
}

TEST_CASE("a number is the whole cell, finite, with a decimal point") {
  double value = 0.0;
  CHECK(parse_number("-1.5e-3", value));
  CHECK(value == -1.5e-3);
  for (const char* text : {"", " 1", "1 ", "1,5", "0x10", "nan", "inf", "-inf", "1e999", "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text, value));
  }
}

TEST_CASE("every refusal of a table says where, what was expected and what came") {
  const auto refusal = [](const std::string& text) { return refused([&] { (void)parse_csv(text, "t.csv"); }); };
  CHECK(refusal("") == "empty|t.csv: expected a header row, got an empty table. Check the file");
  CHECK(refusal("# only a comment\n").starts_with("empty|"));
  CHECK(refusal("a,b\n1\n") == "ragged_row|t.csv, line 2: expected 2 cells, got 1. Quote cells that hold a comma");
  CHECK(refusal("a\n\"open\n") ==
        "unclosed_quote|t.csv, line 2: expected a closing quotation mark, got the end of the file. "
        "Close the quotation mark");
  CHECK(refusal("a\n\"x\"y\n") ==
        "bad_quote|t.csv, line 2: expected a comma or line end after a quoted cell, got 'y'. "
        "Double the quotation marks inside a quoted cell");
}

TEST_CASE("a table is UTF-8 or refused at the byte where it is not") {
  const auto refusal = [](const std::string& text) { return refused([&] { (void)parse_csv(text, "t.csv"); }); };
  for (const char* good : {"\xC3\xA9", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xF0\x9F\x8E\xA8", "\xF4\x8F\xBF\xBF"}) {
    CHECK(refusal("a\n" + std::string(good) + "\n") == "none");
  }
  CHECK(refusal("a\n\xE9t\xE9\n") ==
        "not_utf8|t.csv: expected UTF-8, got another encoding at byte 2. Save the table as UTF-8");
  for (const char* bad : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5", "\xE2\x82"}) {
    CAPTURE(bad);
    CHECK(refusal("a\n" + std::string(bad)).starts_with("not_utf8|"));
  }
}

TEST_CASE("a missing column and a cell that is no number are named") {
  const CsvTable table = parse_csv("id,L\na,5O\n", "t.csv");
  CHECK(refused([&] { (void)table.column("b"); }) ==
        "missing_column|t.csv: expected a column 'b', got the columns id, L. Add the column or correct its name");
  CHECK(
      refused([&] { (void)table.number(0, 1); }) ==
      "not_a_number|t.csv, line 2, column 'L': expected a finite number, got '5O'. Write numbers with a decimal point");
}

TEST_CASE("a table is read up to its limits and refused one beyond") {
  const auto refusal = [](const std::string& text) { return refused([&] { (void)parse_csv(text, "t.csv"); }); };
  CHECK(refusal("a\n" + std::string(4096, 'x') + "\n") == "none");
  CHECK(refusal("a\n" + std::string(4097, 'x') + "\n") ==
        "cell_too_long|t.csv, line 2: expected cells of at most 4096 bytes, got 4097. Check that the file is a table");
  std::string rows = "a\n";
  for (int i = 0; i < 200'000; ++i) rows += "1\n";
  CHECK(refusal(rows) == "none");
  CHECK(refusal(rows + "1\n").starts_with("too_many_rows|t.csv: expected at most 200000 rows"));
  CHECK(refusal(std::string(20'000'001, 'x')) ==
        "file_too_large|t.csv: expected at most 20000000 bytes, got 20000001. Split the table");
}
