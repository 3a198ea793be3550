// SPDX-License-Identifier: GPL-2.0-or-later
// The key tables as a whole; what each key takes is in tests/cases.
#include "app/keys.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/forms.h"
#include "app/image_lock.h"

namespace container_app {
namespace {

const KeyTable* const kRoots[] = {&kMetadataKeys, &kConfigKeys, &kImageLockKeys};

template <class Visit>
void ForEachTable(const KeyTable& table, Visit visit) {
  visit(table);
  for (const Key& key : table.keys) {
    if (key.value.mapping) ForEachTable(*key.value.mapping, visit);
  }
}

template <class Visit>
void ForEachKey(Visit visit) {
  for (const KeyTable* root : kRoots) {
    ForEachTable(*root, [&](const KeyTable& table) {
      for (const Key& key : table.keys) {
        const std::string name(key.name);
        visit(key, table.path.empty() ? name : std::string(table.path) + " -> " + name);
      }
    });
  }
}

TEST(KeyTablesTest, EveryKeyIsThereOnceAndDocumented) {
  for (const KeyTable* root : kRoots) {
    std::set<std::string> paths;
    ForEachTable(*root, [&](const KeyTable& table) {
      for (const Key& key : table.keys) {
        const std::string path = std::string(table.path) + " -> " + std::string(key.name);
        EXPECT_TRUE(paths.insert(path).second) << path << " is there twice";
        EXPECT_TRUE(key.doc.ends_with('.')) << path;
      }
    });
  }
}

TEST(KeyTablesTest, EveryFormHasItsRuleAndItsWords) {
  ForEachKey([](const Key& key, const std::string& path) {
    const Form& form = key.form;
    EXPECT_FALSE(form.accepts && form.words.empty()) << path;
    const bool judged =
        form.accepts || !form.values.empty() || form.minimum != INT64_MIN || !form.words.empty();
    EXPECT_EQ(judged, !form.rule.id.empty()) << path;
    EXPECT_EQ(key.value.type == KeyType::kTimeSpan, form.words == kTimeSpanForm) << path;
  });
}

TEST(KeyTablesTest, RulesOfOneNameSayTheSame) {
  std::map<std::string_view, std::string_view> says;
  for (const Rule* rule : KeyRules()) {
    EXPECT_TRUE(says.emplace(rule->id, rule->says).second) << rule->id << " is listed twice";
  }
  ForEachKey([&](const Key& key, const std::string& path) {
    const Rule& rule = key.form.rule;
    if (!rule.id.empty()) {
      EXPECT_EQ(says[rule.id], rule.says) << path;
    }
  });
}

TEST(KeyTablesTest, OnlyKeysThatMayBeLeftOutHaveADefault) {
  ForEachKey([](const Key& key, const std::string& path) {
    EXPECT_FALSE(key.required && !key.fallback.empty()) << path << " needs no default";
    EXPECT_EQ(DefaultOf(key).find("{}"), key.fallback == "{}" ? 0 : std::string::npos) << path;
  });
}

TEST(KeyTablesTest, PathsNameTheKeysThatLeadToATable) {
  ForEachKey([](const Key& key, const std::string& path) {
    const KeyType type = key.value.type;
    EXPECT_EQ(type == KeyType::kMapping || type == KeyType::kMappingList,
              key.value.mapping != nullptr)
        << path;
    if (key.value.mapping) {
      EXPECT_EQ(key.value.mapping->path, path);
    }
  });
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
        Form{IsClientName, "Tide"}, Form{IsHttpHeaderName, "X-A"}, Form{IsDebtag, "a::b"},
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
