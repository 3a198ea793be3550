// SPDX-License-Identifier: GPL-2.0-or-later
// How text is written at one place of a template. The template's language and the text before the
// tag decide it once, so that callers do not choose an escaper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace container_app {

/// The language a template writes.
enum class Language : std::uint8_t {
  kUnit,           ///< systemd units: by directive (text, word of a list, path, unit name, token).
  kShell,          ///< POSIX shell: every tag becomes one single-quoted word.
  kDeb822,         ///< Control data read as it is: further lines become continuation lines.
  kSourceControl,  ///< debian/control: as kDeb822, and `${` is kept from dpkg-gencontrol.
  kXml,            ///< Text and quoted attribute values.
  kYaml,           ///< Double-quoted scalars, with the quotes.
  kCompose,        ///< As kYaml, and `$` is written `$$` against interpolation.
  kToml,           ///< Basic strings, with the quotes.
  kEnvironmentFile,  ///< `{{key}}={{value}}`: identifiers and quoted values, with the quotes.
  kSettings,         ///< `Key=value` lines in sections, read by programs of ours.
  kText,             ///< Prose for people: as it is, line breaks allowed, other controls refused.
};

/// What is done with text at one tag. Numbers and booleans are written bare everywhere.
enum class Insertion : std::uint8_t {
  kPlainText,     ///< As it is; no controls but tab and newline.
  kComment,       ///< As it is; refused: what a reader could take for the end of the line.
  kUnitText,      ///< EscapeUnitText().
  kUnitToken,     ///< Letters, digits, blanks and `._:@/+,=~*-`: what needs no escaping anywhere.
  kUnitExecWord,  ///< QuoteExecArgument().
  kUnitWord,      ///< QuoteUnitWord().
  kUnitEnvironment,    ///< QuoteEnvironmentValue().
  kUnitPath,           ///< EscapeUnitPath(), absolute.
  kUnitPathEnd,        ///< EscapeUnitPath() after the beginning of a path.
  kUnitNamePart,       ///< Only characters that names of units have.
  kShellWord,          ///< `'text'`.
  kFolded,             ///< A field's value; further lines are continued.
  kFoldedLines,        ///< Continuation lines, the first one too.
  kFoldedSource,       ///< kFolded in debian/control.
  kFoldedLinesSource,  ///< kFoldedLines in debian/control.
  kXml,
  kYaml,
  kCompose,
  kToml,
  kIdentifier,        ///< The name of a variable.
  kEnvironmentValue,  ///< QuoteEnvironmentFileValue().
};

/// Chooses the insertion for a tag after `before`: the template up to the tag, with other inserting
/// tags as U+0001 and section tags left out. False with a sentence when text cannot be written
/// there safely, such as within a quoted string of the shell.
bool ChooseInsertion(Language language, std::string_view before, Insertion* insertion,
                     std::string* why);

/// Appends `text` in the form its place needs. False with a sentence when it cannot be written
/// there; no part of a text is left out or replaced.
bool Insert(Insertion insertion, std::string_view text, std::string* out, std::string* why);

}  // namespace container_app
