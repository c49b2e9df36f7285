// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/drawdown/cgats_gate.hpp>
#include <shadematch/drawdown/cgats_sheet.hpp>
#include <shadematch/error.hpp>
#include <shadematch/photo/lcms_handles.hpp>

namespace shadematch::inline v0 {
namespace {

/// Its messages read ": Line 7, Count mismatch".
void keep_first_message(cmsContext context, cmsUInt32Number, const char* text) {
  auto* message = static_cast<std::string*>(cmsGetContextUserData(context));
  if (!message->empty()) return;
  *message = text;
  message->erase(0, std::min(message->find_first_not_of(": "), message->size()));
  while (message->ends_with('\n')) message->pop_back();
}

[[noreturn]] void refuse(const std::string& source, const std::string& got) {
  throw InvalidDocument("bad_cgats", source + ": expected a CGATS.17 table, got " + got,
                        "Start with a line 'CGATS.17', declare NUMBER_OF_FIELDS and NUMBER_OF_SETS as they are, quote "
                        "texts with spaces.");
}

std::vector<std::string> comment_lines(std::string_view text) {
  std::vector<std::string> comments;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", from), text.size());
    if (text[from] == '#') comments.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return comments;
}

std::vector<std::string> field_names(cmsHANDLE table, const std::string& source) {
  char** names = nullptr;
  const int count = cmsIT8EnumDataFormat(table, &names);
  if (names == nullptr || count <= 0) refuse(source, "no BEGIN_DATA_FORMAT");
  return {names, names + count};
}

std::vector<std::pair<std::string, std::string>> properties_of(cmsHANDLE table) {
  char** names = nullptr;
  const cmsUInt32Number count = cmsIT8EnumProperties(table, &names);
  std::vector<std::pair<std::string, std::string>> out;
  for (cmsUInt32Number i = 0; names != nullptr && i < count; ++i) {
    const char* value = cmsIT8GetProperty(table, names[i]);
    out.emplace_back(names[i], value == nullptr ? "" : value);
  }
  return out;
}

}  // namespace

CgatsSheet parse_cgats(std::string_view text, const std::string& source) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const int sets = check_cgats(text, source);
  const std::string marked = mark_cells(text);
  std::string message;
  const LcmsContext context(cmsCreateContext(nullptr, &message));
  cmsSetLogErrorHandlerTHR(context.get(), keep_first_message);
  const LcmsIt8 table(cmsIT8LoadFromMem(context.get(), marked.data(), static_cast<cmsUInt32Number>(marked.size())));
  if (!message.empty()) refuse(source, message);
  if (!table) refuse(source, "a first line of more than two words, more than 130 bytes or of other than ASCII");
  CgatsSheet sheet{comment_lines(text), properties_of(table.get()), field_names(table.get(), source), {}};
  for (int set = 0; set < sets; ++set) {
    std::vector<std::string> cells;
    for (int field = 0; field < static_cast<int>(sheet.fields.size()); ++field) {
      const char* cell = cmsIT8GetDataRowCol(table.get(), set, field);
      if (cell == nullptr || *cell != '=')
        refuse(source, "no " + sheet.fields[cells.size()] + " in set " + std::to_string(set + 1));
      cells.emplace_back(cell + 1);
    }
    sheet.sets.push_back(std::move(cells));
  }
  return sheet;
}

}  // namespace shadematch::inline v0
