// SPDX-License-Identifier: GPL-2.0-or-later
// The key tables as a whole; what each key takes is in tests/cases.
#include "app/keys.h"

#include <gtest/gtest.h>

#include <set>

#include "app/forms.h"

namespace container_app {
namespace {

template <class Visit>
void ForEachTable(const KeyTable& table, Visit visit) {
  visit(table);
  for (const Key& key : table.keys) {
    if (key.mapping) ForEachTable(*key.mapping, visit);
  }
}

TEST(KeyTablesTest, EveryKeyIsDocumentedAndEveryFormIsNamed) {
  for (const KeyTable* root : {&kMetadataKeys, &kConfigKeys}) {
    ForEachTable(*root, [](const KeyTable& table) {
      std::set<std::string_view> names;
      for (const Key& key : table.keys) {
        const std::string path = std::string(table.path) + " -> " + std::string(key.name);
        EXPECT_TRUE(names.insert(key.name).second) << path << " is there twice";
        EXPECT_TRUE(key.doc.ends_with('.')) << path;
        EXPECT_FALSE(key.accepts && key.form.empty()) << path << " has a form without words";
        const bool judged = key.accepts || !key.values.empty() || key.minimum != INT64_MIN;
        EXPECT_FALSE(judged && !key.rule && key.type != KeyType::kInteger) << path;
        EXPECT_FALSE(key.required && !key.fallback.empty()) << path << " needs no default";
        const bool nested = key.type == KeyType::kMapping || key.type == KeyType::kMappingList;
        EXPECT_EQ(nested, key.mapping != nullptr) << path;
      }
    });
  }
}

TEST(KeyTablesTest, PathsNameTheKeysThatLeadToATable) {
  for (const KeyTable* root : {&kMetadataKeys, &kConfigKeys}) {
    ForEachTable(*root, [](const KeyTable& table) {
      for (const Key& key : table.keys) {
        if (!key.mapping) continue;
        const std::string path = table.path.empty()
                                     ? std::string(key.name)
                                     : std::string(table.path) + " -> " + std::string(key.name);
        EXPECT_EQ(key.mapping->path, path);
      }
    });
  }
}

/// Whatever form a key has, no text with a line break after a good one passes it: `$` of a regular
/// expression would match before it.
TEST(FormsTest, MatchTheWholeTextNeverALineOfIt) {
  struct Form {
    bool (*accepts)(std::string_view);
    std::string good;
  };
  for (const Form& form :
       {Form{IsAppId, "tide"}, Form{IsSystemIdentifier, "tide"}, Form{IsFieldId, "TIDE"},
        Form{IsOneLineText, "Tide"}, Form{IsSynopsis, "Tide"},
        Form{IsWebUrl, "https://tide.example/"}, Form{IsMaintainer, "A <a@b>"},
        Form{IsAbsolutePath, "/a"}, Form{IsPlainFileName, "a"}, Form{IsUrlPath, "/a"},
        Form{IsWebUiPath, "/a"}, Form{IsMdnsType, "_a._tcp"}, Form{IsScope, "openid"},
        Form{IsClientName, "Tide"}, Form{IsHttpHeaderName, "X-A"}, Form{IsTag, "a::b"},
        Form{IsDebianVersion, "1.0-1"}, Form{IsVersionOne, "1.0"}}) {
    EXPECT_TRUE(form.accepts(form.good)) << form.good;
    for (const std::string after : {"\n", "\r", "\n\n", "\nx", "\x1b"}) {
      EXPECT_FALSE(form.accepts(form.good + after)) << form.good;
      EXPECT_FALSE(form.accepts(after + form.good)) << form.good;
    }
    EXPECT_FALSE(form.accepts(form.good + std::string(1, '\0'))) << form.good;
  }
}

TEST(FormsTest, RefuseWhatIsNearlyRight) {
  for (const char* text :
       {"A B", "A <a b@c>", "A <a@b> ", "<a@b>", "A <@b>", "A <a@>", "A, B <a@b>"}) {
    EXPECT_FALSE(IsMaintainer(text)) << text;
  }
  for (const char* text : {"ftp://a/", "http://", "http:///a", "https://a b/", "//a", "HTTP"}) {
    EXPECT_FALSE(IsWebUrl(text)) << text;
  }
  for (const char* text : {"", "/", "a", "/a/../b", "//a", "/a//b", "/.."}) {
    EXPECT_FALSE(IsAbsolutePath(text)) << text;
  }
  for (const char* text : {"", ".", "..", ".a", "a/b", "-a", "a b", "a;b"}) {
    EXPECT_FALSE(IsPlainFileName(text)) << text;
  }
  for (const char* text : {"a._tcp", "_._tcp", "_a._sctp", "_a", "_-a._tcp", "_a._tcp._udp."}) {
    EXPECT_FALSE(IsMdnsType(text)) << text;
  }
  for (const char* text : {"v1.0", "1:1.0", "1.0 ", "1_0", "", "a1"}) {
    EXPECT_FALSE(IsDebianVersion(text)) << text;
  }
}

}  // namespace
}  // namespace container_app
