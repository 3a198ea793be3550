// SPDX-License-Identifier: GPL-2.0-or-later
// What the typed values become: defaults, nulls, places. Refusals are in tests/cases.
#include "app/metadata.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

constexpr const char* kNeeded = R"(name: Berth Book
app_id: berth-book
version: "1.2"
description: Book of berths
maintainer: Ada Pilot <ada@berth.example>
license: MIT
tags: [role::container-app, use::organizing]
debian_section: misc
architecture: all
)";

class MetadataTest : public testing::Test {
 protected:
  const Metadata& Read(const std::string& more) {
    file_.path = "metadata.yaml";
    file_.text = kNeeded + more;
    yaml::Node root;
    Diagnostics diagnostics;
    EXPECT_TRUE(yaml::Parse(file_, &root, &diagnostics));
    EXPECT_TRUE(ReadMetadata(file_, root, &metadata_, &diagnostics));
    for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
    return metadata_;
  }

  SourceFile file_;
  Metadata metadata_;
};

TEST_F(MetadataTest, WhatIsNotGivenIsAbsent) {
  const Metadata& metadata = Read("");
  EXPECT_FALSE(metadata.web_ui || metadata.layout || metadata.routing);
  EXPECT_FALSE(metadata.homepage);
  EXPECT_FALSE(metadata.default_config);
  EXPECT_TRUE(metadata.depends.empty());
}

TEST_F(MetadataTest, AnExplicitNullIsAbsent) {
  const Metadata& metadata = Read(
      "homepage: null\nrouting: ~\ndefault_config:\ndepends: null\nsource_metadata: null\n"
      "web_ui: {enabled: true, path: null, protocol: null, port: null}\n");
  EXPECT_FALSE(metadata.homepage || metadata.routing || metadata.default_config);
  EXPECT_EQ(metadata.web_ui->path, "/");
  EXPECT_EQ(metadata.web_ui->protocol, "http");
  EXPECT_FALSE(metadata.web_ui->port);
}

TEST_F(MetadataTest, ThePathOfTheInterfaceStartsWithASlash) {
  EXPECT_EQ(Read("web_ui: {enabled: true, path: berths}\n").web_ui->path, "/berths");
}

TEST_F(MetadataTest, AnEmptyRoutingCountsAndAsksForForwardAuth) {
  const Metadata& metadata = Read("routing: {}\n");
  ASSERT_TRUE(metadata.routing);
  EXPECT_EQ(metadata.routing->mode.value, "forward_auth");
  EXPECT_EQ(metadata.routing->mode.place.file, nullptr) << "a default has no place";
}

TEST_F(MetadataTest, TheClientHasTheDefaultsOfTheFormat) {
  const Metadata& metadata = Read(R"(routing:
  auth:
    mode: oidc
    oidc:
      client_name: Berth Book
      redirect: {style: port, path: /back}
      env: {B: secret, A: issuer}
)");
  const OidcClient& oidc = *metadata.routing->oidc;
  ASSERT_EQ(oidc.scopes.size(), 4u);
  EXPECT_EQ(oidc.scopes[3].value, "groups");
  EXPECT_FALSE(oidc.scopes[3]) << "a default has no place";
  EXPECT_EQ(oidc.redirect_style.value, "port");
  ASSERT_EQ(oidc.env.size(), 2u);
  EXPECT_EQ(oidc.env[0].name.value, "B") << "in the order of the file";
}

TEST_F(MetadataTest, WhatIsGivenReplacesADefaultList) {
  const Metadata& metadata = Read(R"(routing:
  auth:
    oidc: {client_name: Berth Book, scopes: [openid], redirect: {style: path, path: /back}}
)");
  ASSERT_EQ(metadata.routing->oidc->scopes.size(), 1u);
  EXPECT_EQ(metadata.routing->oidc->scopes[0].place.line, 12);
  EXPECT_EQ(metadata.routing->oidc->redirect_style.value, "path");
}

TEST_F(MetadataTest, RestartHasTheDefaultsOfTheFormatWithoutAPlace) {
  const Metadata& metadata = Read("restart: {timeout_start_sec: 3min, recovery: {max: 1h}}\n");
  const RestartSettings& restart = metadata.restart;
  EXPECT_EQ(restart.restart_sec.value, 10'000'000);
  EXPECT_FALSE(restart.restart_sec);
  EXPECT_EQ(restart.timeout_start_sec.value, 180'000'000);
  EXPECT_TRUE(restart.timeout_start_sec);
  EXPECT_EQ(restart.recovery.mode.value, "retry");
  EXPECT_EQ(restart.recovery.max.value, 3'600'000'000);
}

TEST_F(MetadataTest, DefaultsOfVariablesKeepTheirTextAndOrder) {
  const Metadata& metadata = Read("default_config: {Z: 'no', A: 0440, EMPTY: ''}\n");
  ASSERT_EQ(metadata.default_config.value.size(), 3u);
  EXPECT_EQ(metadata.default_config.value[0].name.value, "Z");
  EXPECT_EQ(metadata.DefaultConfig("Z")->value.value, "no");
  EXPECT_EQ(metadata.DefaultConfig("A")->value.value, "0440");
  EXPECT_EQ(metadata.DefaultConfig("EMPTY")->value.value, "");
  EXPECT_EQ(metadata.DefaultConfig("B"), nullptr);
}

TEST_F(MetadataTest, EveryValueKnowsItsPlace) {
  const Metadata& metadata = Read("web_ui:\n  enabled: true\n  port: 80\n");
  EXPECT_EQ(metadata.tags.value[1].place.line, 7);
  EXPECT_EQ(metadata.tags.value[1].place.column, 29);
  EXPECT_EQ(metadata.web_ui->port->place.line, 12);
  EXPECT_EQ(metadata.web_ui->port->place.column, 9);
}

TEST_F(MetadataTest, AWatcherHasTheDefaultsOfTheFormat) {
  const Metadata& metadata =
      Read("file_watchers: [{name: a, watch_path: /b, on_change: {script: /c}}]\n");
  ASSERT_EQ(metadata.file_watchers.size(), 1u);
  EXPECT_EQ(metadata.file_watchers[0].watch_type, "directory_modified");
  EXPECT_FALSE(metadata.file_watchers[0].restart_service);
  EXPECT_EQ(metadata.file_watchers[0].script.value, "/c");
}

TEST_F(MetadataTest, ASecretIsAVariableOfLettersAndDigitsUnlessItIsSaid) {
  const Metadata& metadata = Read(
      "generated_secrets: [{name: A}, {name: B, length: 8, alphabet: hex, as: file, "
      "owner: 7}, {name: C, as: both}]\n");
  ASSERT_EQ(metadata.generated_secrets.size(), 3u);
  const GeneratedSecret& plain = metadata.generated_secrets[0];
  EXPECT_EQ(plain.length.value, 32);
  EXPECT_EQ(plain.alphabet, "alphanumeric");
  EXPECT_FALSE(plain.owner);
  EXPECT_TRUE(plain.is_variable() && !plain.is_file());
  const GeneratedSecret* file = metadata.Secret("B");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->length.value, 8);
  EXPECT_EQ(file->alphabet, "hex");
  EXPECT_EQ(file->owner->value, 7);
  EXPECT_TRUE(file->is_file() && !file->is_variable());
  EXPECT_TRUE(metadata.Secret("C")->is_file() && metadata.Secret("C")->is_variable());
  EXPECT_EQ(metadata.Secret("D"), nullptr);
}

}  // namespace
}  // namespace container_app
