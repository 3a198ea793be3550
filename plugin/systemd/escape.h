// SPDX-License-Identifier: GPL-2.0-or-later
// Writing values into unit files so that systemd reads back exactly what was meant
// (systemd.syntax(7), systemd.service(5) "Command lines", systemd.unit(5) "Specifiers").
//
// Every function appends to `out` and returns true, or leaves `out` alone, puts a sentence in `why`
// and returns false: a value that cannot be expressed is never altered.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// True for well-formed UTF-8 without the 66 code points that Unicode will never use for a
/// character (such as U+FFFE): systemd refuses a file that contains anything else.
bool IsSystemdText(std::string_view text);

/// Free text as in `Description=`: `%` doubled. Refused: control characters, blanks at either end
/// (systemd strips them), a backslash at the end (it continues the line), text that is not UTF-8.
bool EscapeUnitText(std::string_view text, std::string* out, std::string* why);

/// One word of a command line (`Exec*=`), quoted when it needs to be, `%` and `$` doubled. Also
/// valid as the end of a word (`--name=` + this). Not for the program itself, where `$` is not
/// a variable.
bool QuoteExecArgument(std::string_view word, std::string* out, std::string* why);

/// One word of a list that takes quotes but no variables, as in `RuntimeDirectory=`.
bool QuoteUnitWord(std::string_view word, std::string* out, std::string* why);

/// The part after `KEY=` in a word of `Environment=`. It may hold tabs and newlines but no other
/// controls.
bool QuoteEnvironmentValue(std::string_view value, std::string* out, std::string* why);

/// A path that takes up a whole value (`PathModified=`, `WorkingDirectory=`), or the end of one.
/// These directives know no quotes: `%` is doubled, and what EscapeUnitText refuses is refused.
bool EscapeUnitPath(std::string_view path, std::string* out, std::string* why);

}  // namespace container_app
