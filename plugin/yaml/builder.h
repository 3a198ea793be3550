// SPDX-License-Identifier: GPL-2.0-or-later
// Builds nodes from yaml-cpp's events, each in its final place: only aliases are copied, and no
// node is moved.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <vector>

#include "yaml/aliases.h"
#include "yaml/document.h"
#include "yaml/scan.h"
#include "yaml/syntax.h"

namespace container_app::yaml {

class Builder : public YAML::EventHandler {
 public:
  /// Thrown to end yaml-cpp's parsing; what is wrong has been reported.
  struct Stop {};

  Builder(const SourceFile& file, const Layout& layout, Node* root, Diagnostics* diagnostics);

  Place PlaceOfMark(const YAML::Mark& mark) const;
  /// What was open when the last event came.
  std::optional<Context> context() const;

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

 private:
  /// A mapping or list that is being built.
  struct Open {
    Node* node;
    YAML::anchor_t anchor;
    bool in_brackets;
    bool wants_value = false;       ///< Mappings: the key is there.
    std::size_t errors_before = 0;  ///< Mappings: when the key began.
  };

  /// The position of `mark` in the text as it was before it was masked.
  Spot SpotOf(const YAML::Mark& mark) const;
  /// The node that the next event is about.
  Node* Begin();
  void End();
  void EndScalar(YAML::anchor_t anchor);
  void OpenCollection(Kind kind, const YAML::Mark& mark, const std::string& tag,
                      YAML::anchor_t anchor, bool in_brackets);
  void Close();
  /// The offset behind the anchor and tag that begin at `offset`.
  std::size_t SkipProperties(std::size_t offset) const;
  void RestoreNewlines(std::size_t offset, std::string* text) const;
  /// The place of an empty value: within brackets the next character, else behind the ':' or '-'.
  Place PlaceOfNothing(const YAML::Mark& mark) const;

  const SourceFile& file_;
  const Layout& layout_;
  Aliases aliases_;
  std::vector<Open> open_;
  std::vector<std::size_t> path_;  // child numbers from the root to the node being built
  Node* root_;
  Diagnostics* diagnostics_;
  std::size_t errors_at_start_;
  bool begun_ = false;
};

}  // namespace container_app::yaml
