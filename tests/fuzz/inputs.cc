// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz/inputs.h"

#include <array>
#include <iterator>
#include <span>
#include <string_view>

#include "app/compose_keys.h"
#include "app/compose_service.h"
#include "app/compose_shapes.h"
#include "app/image_lock.h"
#include "app/keys.h"
#include "base/text.h"
#include "fuzz/mutation.h"
#include "support/case_file.h"
#include "support/run_program.h"

namespace container_app::fuzz {
namespace {

constexpr const char* kFiles[] = {"metadata.yaml", "docker-compose.yml", "config.yml"};
constexpr const char* kHook = "prestart.sh";

/// Bytes that mean something to YAML, to Compose, to a shell, to systemd or to nobody.
constexpr std::string_view kSigns[] = {"&a ",
                                       "*a",
                                       "<<: *a",
                                       "<<: [*a, *a]",
                                       "!!binary ",
                                       "!!str ",
                                       "!reset ",
                                       "!<x> ",
                                       "---\n",
                                       "...\n",
                                       "%YAML 1.1\n",
                                       "? ",
                                       "? - a\n: b\n",
                                       "- ",
                                       "- - - ",
                                       ": ",
                                       "{",
                                       "}",
                                       "[",
                                       "]",
                                       "{a: b}",
                                       "[[[[",
                                       ", ",
                                       "|\n",
                                       "|2-\n",
                                       ">+\n",
                                       "\"",
                                       "'",
                                       "\"\\x00\"",
                                       "\"\\ud800\"",
                                       "\"\\u0085\"",
                                       "#",
                                       " #",
                                       "\t",
                                       "\r\n",
                                       "\r",
                                       "\n",
                                       "\n\n",
                                       "  ",
                                       "\\",
                                       "$",
                                       "$$",
                                       "${",
                                       "${A",
                                       "${A}",
                                       "${A:-b}",
                                       "${A:?}",
                                       "${A:+${B}}",
                                       "%",
                                       "%%",
                                       "%n",
                                       ";",
                                       "`id`",
                                       "$(id)",
                                       "..",
                                       "/",
                                       "@",
                                       "@name",
                                       ":",
                                       "::",
                                       "=",
                                       "A=b",
                                       "A=",
                                       "=b",
                                       "",
                                       "~",
                                       "null",
                                       "true",
                                       "no",
                                       "0",
                                       "-1",
                                       "0440",
                                       "1e3",
                                       ".inf",
                                       "0x7f",
                                       "1_0",
                                       "65536",
                                       "472:0",
                                       "2001-01-01",
                                       "1d",
                                       "9223372036854775807",
                                       "-9223372036854775808",
                                       "18446744073709551616",
                                       "1.0",
                                       "5s",
                                       "1m30s",
                                       "80:80/udp",
                                       "1-2:3-4",
                                       "[::1]:1:2",
                                       "./a:/b:ro",
                                       "/:/",
                                       "a:b:c:d",
                                       "\xef\xbb\xbf",
                                       "\xc3\xa9",
                                       "\xff",
                                       "\xed\xa0\x80",
                                       "\xf4\x90\x80\x80",
                                       "\xc2\x85",
                                       "\xe2\x80\xa8",
                                       "\x01",
                                       "\x7f",
                                       "\x1b[m"};

void AddKeys(const KeyTable& table, std::vector<std::string>* words) {
  for (const Key& key : table.keys) {
    words->push_back(std::string(key.name) + ": ");
    words->insert(words->end(), key.form.values.begin(), key.form.values.end());
    if (key.value.mapping) AddKeys(*key.value.mapping, words);
  }
}

std::string FileOf(const CaseFile& parsed) {
  return parsed.subject == "compose-config" ? "docker-compose.yml" : parsed.target;
}

/// An input has one hook, so that is the one that rebuilds state.
std::string WithTheHook(std::string text) {
  for (const char* name : {"10-one.sh", "40-calibration.sh"}) {
    text = ReplaceAll(text, std::string("rebuild: ") + name, "rebuild: prestart.sh");
  }
  return text;
}

}  // namespace

bool Inputs::Load() {
  for (const char* folder : {"tests/support/base-definition/", "tests/package/hostile_base/",
                             "examples/hello-beacon/", "examples/token-meter/"}) {
    Input& base = bases_.emplace_back();
    for (const char* file : kFiles) {
      base[file] = WithTheHook(ReadWholeFile(SOURCE_DIR "/" + std::string(folder) + file));
      texts_[file].push_back(base[file]);
    }
    base[kHook] = "#!/bin/sh\nset -eu\necho 'X=y' >>\"$RUNTIME_ENV\"\n";
    texts_[kHook].push_back(base[kHook]);
  }
  for (const std::string& path : FindCases(
           {"metadata", "config", "compose", "compose-config", "compose-rules", "files", "yaml"})) {
    CaseFile parsed;
    std::string error;
    // Cases of Compose assert in words of their own, which is an error that does not matter here.
    ParseCase(path, ReadWholeFile(path), &parsed, &error);
    texts_[FileOf(parsed)].push_back(parsed.text);
  }
  words_.assign(std::begin(kSigns), std::end(kSigns));
  words_.push_back(std::string(1, '\0'));
  AddKeys(kMetadataKeys, &words_);
  AddKeys(kConfigKeys, &words_);
  AddKeys(kImageLockKeys, &words_);
  for (const std::string_view key : compose_keys::kTopLevel) {
    words_.push_back(std::string(key) + ": ");
  }
  for (const ComposeShape* shape :
       {&compose_shapes::kLongPort, &compose_shapes::kLongMount, &compose_shapes::kHealthcheck,
        &compose_shapes::kDeploy, &compose_shapes::kNetwork, &compose_shapes::kSecret}) {
    for (const ComposeMember& member : shape->members) {
      words_.push_back(std::string(member.key) + ": ");
    }
  }
  for (const ServiceKey& key : ServiceKeys()) words_.push_back(std::string(key.key) + ": ");
  return texts_["docker-compose.yml"].size() > 400 && texts_["metadata.yaml"].size() > 100;
}

Input Inputs::Make(std::uint64_t seed, std::uint64_t number) const {
  Dice dice(seed, number);
  Input input = bases_[dice.Below(bases_.size())];
  // Most faults are in one file; a fault in the first must not hide the others for ever.
  const std::string file = dice.OneIn(30) ? kHook : kFiles[dice.Below(std::size(kFiles))];
  const std::vector<std::string>& texts = texts_.at(file);
  if (dice.OneIn(3)) input[file] = dice.Of(texts);
  Mutate(words_, dice.Of(texts), &dice, &input[file]);
  if (dice.OneIn(4)) {
    const std::string also = kFiles[dice.Below(std::size(kFiles))];
    if (also != file) input[also] = dice.Of(texts_.at(also));
    Mutate(words_, dice.Of(texts_.at(also)), &dice, &input[also]);
  }
  return input;
}

}  // namespace container_app::fuzz
