// SPDX-License-Identifier: GPL-2.0-or-later
// What the Docker Compose of this machine says of definitions that our own rules accept.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "base/scratch_folder.h"
#include "package/compose_program.h"
#include "package/compose_start.h"
#include "package/load.h"

namespace container_app {

class SecondOpinion {
 public:
  /// `data_folder` is that of the templates; a run of Compose that takes longer than `limit` is
  /// ended.
  SecondOpinion(const FileReader& files, std::string data_folder,
                std::chrono::milliseconds limit = std::chrono::seconds(10))
      : files_(files), data_folder_(std::move(data_folder)) {
    program_.limit = limit;
  }

  /// An app without errors, and where to report what Compose refuses (`compose-refused`).
  struct Request {
    const App* app;
    Diagnostics* diagnostics;
  };

  /// Asks about all, as many at once as there are processors. It gives up for good when Compose
  /// hangs or crashes: that says nothing about a definition, and would take `limit` for each. A
  /// signal that ends the program is acted on when Compose is ended and nothing is left of this.
  void Ask(const std::vector<Request>& requests);

  /// What is to be said beside the findings when all are asked: why there is no opinion.
  std::vector<std::string> Notes() const;

 private:
  /// One definition, and what came of it.
  struct Question {
    Request request;
    Rendering rendering;
    ComposeStart start;
    bool asked = false;
    bool depends = false;  ///< The refusal depends on values that only a device has.
    ComposeAnswer answer;
  };

  void AskWhole(const std::vector<Request>& requests);
  bool Prepare(Diagnostics* diagnostics);
  void AnswerAll(std::vector<Question>* questions) const;
  void AnswerOne(Question* question) const;
  void Tell(const Question& question);

  const FileReader& files_;
  std::string data_folder_;
  ScratchFolder folder_;
  ComposeProgram program_;
  TemplateSet templates_;
  bool prepared_ = false;
  std::string obstacle_;  ///< Why nothing is asked any more.
  std::size_t requests_ = 0;
  std::size_t unanswered_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace container_app
