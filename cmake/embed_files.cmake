# SPDX-License-Identifier: Apache-2.0
# Script mode: writes OUTPUT, a C++ table of (path, text) for FILES below BASE. Literals are cut into pieces, at line
# ends (never inside a character), because some compilers limit one literal to 64 kB.
set(pieces_limit 15000)
set(body "")
foreach(file IN LISTS FILES)
  file(READ "${BASE}/${file}" text)
  string(LENGTH "${text}" length)
  set(literal "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} ${pieces_limit} piece)
    string(FIND "${piece}" "\n" line_end REVERSE)
    string(LENGTH "${piece}" taken)
    if(line_end GREATER_EQUAL 0)
      math(EXPR taken "${line_end} + 1")
    endif()
    string(SUBSTRING "${text}" ${at} ${taken} piece)
    string(APPEND literal "\n    R\"~~(${piece})~~\"")
    math(EXPR at "${at} + ${taken}")
  endwhile()
  string(APPEND body "    {\"${file}\", ${literal}},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from data files; do not edit.
#include <cstddef>
#include <string_view>
#include <utility>
#if defined(__clang__)
#pragma clang diagnostic ignored \"-Woverlength-strings\"
#endif
namespace shadematch::inline v0 {
extern const std::pair<std::string_view, std::string_view> k_embedded_${NAME}[];
extern const std::size_t k_embedded_${NAME}_count;
const std::pair<std::string_view, std::string_view> k_embedded_${NAME}[] = {
${body}};
const std::size_t k_embedded_${NAME}_count = sizeof(k_embedded_${NAME}) / sizeof(k_embedded_${NAME}[0]);
}  // namespace shadematch::inline v0
")
