// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/film/drawdown_csv.hpp>

using namespace shadematch;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kHeader =
    "sample,surface,components,weight_percent,R400,R420,R440,R460,R480,R500,R520,R540,R560,"
    "R580,R600,R620,R640,R660,R680,R700\n";

std::string readings(const std::string& value) {
  std::string row;
  for (int i = 0; i < 16; ++i) row += "," + value;
  return row + "\n";
}

std::string table(const std::string& rows) {
  return kHeader + (",bare_white,," + readings(".85")) + rows;
}

std::string fault(const std::string& text) {
  try {
    (void)read_drawdowns_csv(text, "paints.csv");
  } catch (const Error& error) {
    return error.what();
  }
  return "no fault";
}

}  // namespace

TEST_CASE("drawdowns are read with their card and their fractions") {
  const DrawdownTable read =
      read_drawdowns_csv("# source: own\n" + table("a,paint_over_white,White-Red,100-0" + readings(".8") +
                                                   "b,paint_over_white,White-Red,89.5-10" + readings(".4")),
                         "paints.csv");
  CHECK(read.stocks == std::vector<std::string>{"White", "Red"});
  REQUIRE(read.drawdowns.size() == 2);
  CHECK(read.drawdowns[0].name == "a over white");
  CHECK(read.drawdowns[0].fractions == std::vector<double>{1.0, 0.0});
  CHECK(read.drawdowns[1].fractions[1] == Approx(10 / 99.5));
  CHECK(read.drawdowns[1].background.R[20] == Approx(.85));
  CHECK(read.drawdowns[1].film.R[35] == Approx(.4));
  CHECK(read.cards[1] == "white");
  CHECK(read.comments.size() == 1);
}

TEST_CASE("a sample's own card goes before the common one") {
  const DrawdownTable read = read_drawdowns_csv(
      table("a,bare_white,," + readings(".7") + "a,paint_over_white,White,100" + readings(".8")), "paints.csv");
  CHECK(read.drawdowns[0].background.R[0] == Approx(.7));
}

TEST_CASE("names with a dash are separated by plus signs") {
  const DrawdownTable read =
      read_drawdowns_csv(table("a,paint_over_white,PV-19 + White,20 + 80" + readings(".8")), "paints.csv");
  CHECK(read.stocks[0] == "PV-19");
}

TEST_CASE("a drawdown table names the line and what is wrong with it") {
  const auto film = [](const std::string& components, const std::string& percent, const std::string& value) {
    return table("a,paint_over_white," + components + "," + percent + readings(value));
  };
  CHECK_THAT(fault(film("White-Red", "50", ".5")), Contains("paints.csv, line 3, sample 'a'") && Contains("1 for 2"));
  CHECK_THAT(fault(film("White-Red", "50-40", ".5")), Contains("sum to 100") && Contains("90"));
  CHECK_THAT(fault(film("White-White", "50-50", ".5")), Contains("each component once"));
  CHECK_THAT(fault(film("White", "many", ".5")), Contains("a percentage >= 0") && Contains("'many'"));
  CHECK_THAT(fault(film("White", "100", "1.3")), Contains("0..1.2 at 400 nm") && Contains("1.3"));
  CHECK_THAT(fault(film("White", "100", "-.1")), Contains("0..1.2"));
  CHECK_THAT(fault(film("White", "100", "54.2")), Contains("(percent?)"));
  CHECK_THAT(fault(film("White", "100", "dark")), Contains("dark"));
  CHECK_THAT(fault(table("a,glass,White,100" + readings(".5"))), Contains("bare_CARD or paint_over_CARD"));
  CHECK_THAT(fault(table("a,paint_over_gray,White,100" + readings(".5"))),
             Contains("a reading bare_gray of this sample"));
  CHECK_THAT(
      fault(table("a,paint_over_white,White,100" + readings(".5") + "a,paint_over_white,White,100" + readings(".5"))),
      Contains("line 4") && Contains("a second one"));
}

TEST_CASE("a reading that is 0 at all wavelengths is none") {
  CHECK(fault(table("a,paint_over_white,White,100" + readings("0"))) ==
        "paints.csv, line 3, sample 'a': expected a reading above 0 at some wavelength, got 0 at all. Correct the "
        "reading, or leave it out.");
}

TEST_CASE("a drawdown table with gaps or an order of its own is refused") {
  CHECK_THAT(fault("sample,surface,components,weight_percent,R400,R410,R430\n"),
             Contains("a gap or another order at 430"));
  CHECK_THAT(fault("sample,surface,components,weight_percent,R410,R400\n"), Contains("410 before 400"));
  CHECK_THAT(fault("sample,surface,components,weight_percent,R400,note,R410\n"), Contains("'note' before R410"));
  CHECK_THAT(fault("sample,surface,components,weight_percent,R500,R510\n"), Contains("500..510 nm"));
  CHECK_THAT(fault("sample,surface,components,weight_percent,R400\n"), Contains("got 1 of them"));
  CHECK_THAT(fault("sample,surface,components,R400\n"), Contains("weight_percent"));
}
