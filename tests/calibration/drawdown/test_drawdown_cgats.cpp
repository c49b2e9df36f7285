// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <clocale>
#include <string>

#include <shadematch/drawdown/drawdown_cgats.hpp>
#include <shadematch/error.hpp>
#include <shadematch/film/drawdown_csv.hpp>

using namespace shadematch;
using Catch::Matchers::Contains;

namespace {

constexpr int kCount = 16;  // 400, 420, ... 700 nm

std::string each(const std::string& before, const std::string& after = "") {
  std::string text;
  for (int i = 0; i < kCount; ++i) text += before + (after == "nm" ? std::to_string(400 + 20 * i) : "");
  return text;
}

struct Sheet {
  std::string keywords, surface = "SURFACE", prefix = "SPECTRAL_NM_", sets = "\"\" bare_white \"\" \"\"" + each(" .85");
  int count = 1;

  Sheet& add(const std::string& texts, const std::string& value) {
    sets += "\n" + texts + each(" " + value);
    ++count;
    return *this;
  }

  [[nodiscard]] std::string text() const {
    return "CGATS.17\n# source: own\n" + keywords + "\nNUMBER_OF_FIELDS 20\nBEGIN_DATA_FORMAT\nSAMPLE_NAME " + surface +
           " COMPONENTS WEIGHT_PERCENT" + each(" " + prefix, "nm") + "\nEND_DATA_FORMAT\nNUMBER_OF_SETS " +
           std::to_string(count) + "\nBEGIN_DATA\n" + sets + "\nEND_DATA\n";
  }
};

std::string fault(const std::string& text) {
  try {
    (void)read_drawdowns_cgats(text, "paints.txt");
  } catch (const Error& error) {
    return error.what();
  }
  return "no fault";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

Sheet two_films() {
  return Sheet()
      .add("a paint_over_white White-Red 100-0", ".8123456789012345")
      .add("b paint_over_white \"White + PV-19\" '89.5 + 10'", ".4");
}

}  // namespace

TEST_CASE("a CGATS table and the CSV of the same readings are one table") {
  const std::string csv = "# source: own\nsample,surface,components,weight_percent" + each(",R", "nm") +
                          "\n,bare_white,," + each(",.85") + "\na,paint_over_white,White-Red,100-0" +
                          each(",.8123456789012345") + "\nb,paint_over_white,White + PV-19,89.5 + 10" + each(",.4") +
                          "\n";
  const DrawdownTable one = read_drawdowns_csv(csv, "paints.csv");
  const DrawdownTable other = read_drawdowns_cgats(two_films().text(), "paints.txt");
  CHECK(one.stocks == other.stocks);
  CHECK(one.samples == other.samples);
  CHECK(one.cards == other.cards);
  CHECK(one.comments == other.comments);
  REQUIRE(one.drawdowns.size() == other.drawdowns.size());
  for (std::size_t i = 0; i < one.drawdowns.size(); ++i) {
    CHECK(one.drawdowns[i].name == other.drawdowns[i].name);
    CHECK(one.drawdowns[i].fractions == other.drawdowns[i].fractions);
    CHECK(one.drawdowns[i].film == other.drawdowns[i].film);
    CHECK(one.drawdowns[i].background == other.drawdowns[i].background);
  }
}

TEST_CASE("spectral fields are known under the names that programs give them") {
  for (const char* prefix :
       {"SPECTRAL_NM_", "SPECTRAL_NM", "SPECTRAL_", "SPECTRAL_DEC", "SPEC_", "nm", "NM_", "R_", "R"}) {
    Sheet sheet = two_films();
    sheet.prefix = prefix;
    CHECK(read_drawdowns_cgats(sheet.text(), "paints.txt").drawdowns[1].film.R[0] == Approx(.4));
  }
}

TEST_CASE("cells are read as they are written, with quotation marks or without") {
  Sheet sheet = two_films();
  const std::string name(300, 'x');
  sheet.add("007 paint_over_white 1A-2B 89.5-10 # a remark", ".3").count = 3;
  CHECK_THAT(fault(sheet.text()), Contains("Count mismatch"));
  sheet = two_films();
  sheet.add("007 paint_over_white 1A-2B 89.5-10", ".3")
      .add("\"" + name + " M\xC3\xBCller\" paint_over_white Rot 100", ".3");
  const DrawdownTable read = read_drawdowns_cgats(sheet.text(), "paints.txt");
  CHECK(read.samples[2] == "007");
  CHECK(read.stocks[2] == "1A");
  CHECK(read.drawdowns[2].fractions[3] == Approx(10 / 99.5));
  CHECK(read.samples[3] == name + " M\xC3\xBCller");
}

TEST_CASE("what the header says of the measurement is kept") {
  Sheet sheet = two_films();
  sheet.keywords = "INSTRUMENTATION \"own 1\"\nMEASUREMENT_GEOMETRY \"d/8 SPIN\"\nDESCRIPTOR \"\"\nILLUMINATION D50";
  const DrawdownTable read = read_drawdowns_cgats(sheet.text(), "paints.txt");
  CHECK(read.comments == std::vector<std::string>{"# source: own", "# INSTRUMENTATION: own 1",
                                                  "# MEASUREMENT_GEOMETRY: d/8 SPIN", "# ILLUMINATION: D50"});
}

TEST_CASE("a backing may name the card alone") {
  Sheet sheet;
  sheet.surface = "BACKING";
  sheet.sets = "\"\" white \"\" \"\"" + each(" .85");
  sheet.add("a white White 100", ".8");
  const DrawdownTable read = read_drawdowns_cgats(sheet.text(), "paints.txt");
  CHECK(read.drawdowns[0].name == "a over white");
  CHECK(read.drawdowns[0].background.R[3] == Approx(.85));
}

TEST_CASE("percentages are known by what the file declares, else by their size, else refused") {
  const auto film = [](const std::string& card, const std::string& value) {
    Sheet sheet;
    sheet.sets = "\"\" bare_white \"\" \"\"" + each(" " + card);
    return sheet.add("a paint_over_white White 100", value);
  };
  const auto first = [](const Sheet& sheet) { return read_drawdowns_cgats(sheet.text(), "p").drawdowns[0].film.R[0]; };
  CHECK(first(film("85", "40")) == Approx(.4));
  CHECK_THAT(fault(film("85", "1.1").text()), Contains("paints.txt, set 2, sample 'a'") && Contains("can be either"));
  CHECK_THAT(fault(film("3", ".5").text()), Contains("can be either"));
  Sheet dark = film("3", ".5");
  dark.keywords = "SPECTRAL_NORM 100";
  CHECK(first(dark) == Approx(.005));
  dark.keywords = "SPECTRAL_NORM 255";
  CHECK_THAT(fault(dark.text()), Contains("SPECTRAL_NORM 1 or 100") && Contains("255"));
  dark.keywords = "";
  dark.prefix = "SPECTRAL_PCT_";
  CHECK(first(dark) == Approx(.005));
  dark.keywords = "SPECTRAL_NORM 1";
  CHECK_THAT(fault(dark.text()), Contains("one scale"));
  CHECK_THAT(fault(film("85", "121").text()), Contains("0..1.2 at 400 nm"));
  Sheet factors = film("85", "40");
  factors.keywords = "SPECTRAL_NORM 1";
  CHECK_THAT(fault(factors.text()), Contains("(percent?)"));
}

TEST_CASE("a CGATS table names the set and the sample and what is wrong with it") {
  const auto film = [](const std::string& texts, const std::string& value) { return Sheet().add(texts, value).text(); };
  CHECK_THAT(fault(film("a paint_over_white White-Red 50", ".5")),
             Contains("paints.txt, set 2, sample 'a'") && Contains("1 for 2"));
  CHECK_THAT(fault(film("a paint_over_white White-Red 50-40", ".5")), Contains("sum to 100") && Contains("90"));
  CHECK_THAT(fault(film("a paint_over_gray White 100", ".5")), Contains("bare_gray"));
  CHECK_THAT(fault(film("a glass White 100", ".5")), Contains("bare_CARD or paint_over_CARD"));
  CHECK_THAT(fault(film("a paint_over_white White 100", "-.1")), Contains("0..1.2"));
  for (const char* wrong : {"dark", "nan", "0,5", "1e999", "\"\""}) {
    CHECK_THAT(fault(film("a paint_over_white White 100", wrong)),
               Contains("set 2, sample 'a'") && Contains("a finite number"));
  }
  Sheet twice = two_films();
  CHECK_THAT(fault(twice.add("a paint_over_white White 100", ".5").text()),
             Contains("set 4") && Contains("a second one"));
}

TEST_CASE("fields that are missing, double or out of order are refused") {
  const std::string good = two_films().text();
  CHECK_THAT(fault(replaced(good, "SURFACE", "PAPER")), Contains("a field SURFACE") && Contains("PAPER"));
  CHECK_THAT(fault(replaced(good, "SAMPLE_NAME", "COMPONENTS")), Contains("COMPONENTS twice"));
  CHECK_THAT(fault(replaced(good, "NM_420", "NM_440")), Contains("SPECTRAL_NM_440 twice"));
  CHECK_THAT(fault(replaced(good, "NM_440", "NM_450")), Contains("a gap or another order at 450"));
  CHECK_THAT(fault(replaced(good, "SPECTRAL_NM_420", "NOTE")), Contains("side by side"));
  CHECK_THAT(fault(replaced(good, "SPECTRAL_NM_420", "R420")), Contains("of one kind"));
}

TEST_CASE("damaged and hostile CGATS tables are refused before they are parsed") {
  const std::string good = two_films().text();
  CHECK(fault(good) == "no fault");
  CHECK(fault("\xEF\xBB\xBF" + good) == "no fault");
  CHECK_THAT(fault(replaced(good, "SETS 3", "SETS 4")), Contains("Count mismatch"));
  CHECK_THAT(fault(replaced(good, "SETS 3", "SETS 0x3")), Contains("NUMBER_OF_SETS in 1..200000") && Contains("0X3"));
  CHECK_THAT(fault(replaced(good, "FIELDS 20", "FIELDS 21")), Contains("Count mismatch"));
  CHECK_THAT(fault(replaced(good, "SETS 3", "SETS 32000")), Contains("200000 cells") && Contains("640000"));
  CHECK_THAT(fault(replaced(good, "END_DATA_FORMAT", "END_DATA_FORMAT\nnumber_of_fields 900")),
             Contains("NUMBER_OF_FIELDS once") && Contains("2 times"));
  CHECK_THAT(fault(replaced(good, "# source: own", ".include \"/etc/passwd\"")),
             Contains("line 2") && Contains("in one file"));
  CHECK_THAT(fault(replaced(good, "# source: own", "X \"\"$INCLUDE\"secret\"")), Contains("in one file"));
  CHECK_THAT(fault(replaced(good, "CGATS.17", "#\t.INCLUDE\"/etc/passwd\"")), Contains("in one file"));
  CHECK_THAT(fault(replaced(good, "White-Red ", "\"White-Red ")), Contains("paints.txt: expected"));
  CHECK_THAT(fault(replaced(good, "BEGIN_DATA\n", "X BEGIN_DATA\n")), Contains("on a line of its own"));
  CHECK_THAT(fault(good + good), Contains("nothing after END_DATA"));
  CHECK_THAT(fault(replaced(good, "own", std::string(1, '\0'))), Contains("NUL"));
  CHECK_THAT(fault(replaced(good, "own", "\xE9")), Contains("UTF-8"));
  CHECK_THAT(fault(replaced(good, "CGATS.17", "a line of words")), Contains("first line"));
  CHECK_THAT(fault(replaced(good, "# source: own", each("A 1\n" + std::string(6000, '\n')))),
             Contains("BEGIN_DATA within"));
  CHECK_THAT(fault(replaced(good, "own", std::string(70000, 'x'))), Contains("65536"));
  CHECK_THAT(fault(replaced(good, "SAMPLE_NAME", std::string(1001, 'x'))), Contains("words of at most 1000"));
  CHECK_THAT(fault(std::string(20'000'001, ' ')), Contains("20000000"));
  CHECK_THAT(fault("CGATS.17\n"), Contains("NUMBER_OF_FIELDS once"));
  for (std::size_t cut = 0; cut + 10 < good.size(); ++cut) CHECK(fault(good.substr(0, cut)) != "no fault");
}

TEST_CASE("numbers have a decimal point in every locale") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  const char* german = std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
  const std::string found = fault(two_films().text());
  std::setlocale(LC_NUMERIC, before.c_str());
  if (german == nullptr) WARN("no locale de_DE.UTF-8 here");
  CHECK(found == "no fault");
}
