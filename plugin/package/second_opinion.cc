// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/second_opinion.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/interruption.h"
#include "base/parallel.h"
#include "base/text.h"
#include "package/compose_place.h"
#include "package/rules.h"
#include "render/outputs.h"

namespace container_app {
namespace {

/// Each is right in some of the places where the first stand-ins may be wrong.
constexpr const char* kOtherStandIns[] = {"true", "/stand-in", "127.0.0.1", "1s", "stand-in"};

/// Of a wrong line in an env_file Compose tells the number, and not the file.
Place PlaceOf(const Compose& compose, const std::string& message) {
  std::vector<Place> env_files;
  for (const ComposeService& service : compose.services) {
    for (const auto& file : service.env_files) env_files.push_back(file.place);
  }
  const bool is_line = message.starts_with("line ");
  return is_line && env_files.size() == 1 ? env_files[0] : PlaceInCompose(*compose.file, message);
}

}  // namespace

bool SecondOpinion::Prepare(Diagnostics* diagnostics) {
  if (prepared_) return obstacle_.empty();
  prepared_ = true;
  if (folder_.Make(&obstacle_)) {
    program_.home = folder_.path();
    FindCompose(&program_, &obstacle_);
  }
  if (obstacle_.empty() &&
      !LoadTemplates(DiskFileSystem(), data_folder_, &templates_, diagnostics)) {
    obstacle_ = "there are no templates";
  }
  return obstacle_.empty();
}

void SecondOpinion::Ask(const std::vector<Request>& requests) {
  if (requests.empty()) return;
  const Interruption interruption;
  AskWhole(requests);
  if (Interruption::HasCome()) folder_.Remove();
}

void SecondOpinion::AskWhole(const std::vector<Request>& requests) {
  requests_ += requests.size();
  if (!Prepare(requests.front().diagnostics)) {
    unanswered_ += requests.size();
    return;
  }
  std::vector<Question> questions(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    questions[i].request = requests[i];
    questions[i].start.root = fmt::format("{}/{}", folder_.path(), i);
    RenderComposeFiles(
        {requests[i].app->plan, templates_, &questions[i].rendering, requests[i].diagnostics});
  }
  AnswerAll(&questions);
  for (const Question& question : questions) Tell(question);
}

void SecondOpinion::AnswerAll(std::vector<Question>* questions) const {
  InParallel(questions->size(), [&](std::size_t i) {
    AnswerOne(&(*questions)[i]);
    return (*questions)[i].answer.kind != ComposeAnswer::Kind::kFails;
  });
}

void SecondOpinion::AnswerOne(Question* question) const {
  ComposeStart& start = question->start;
  ComposeAnswer& answer = question->answer;
  std::string unused;
  question->asked = true;
  if (MakeComposeStart(files_, *question->request.app, question->rendering, &start, &answer.text)) {
    answer = ReadByCompose(program_, start.project, start.files, start.variables);
  } else {
    answer.kind = ComposeAnswer::Kind::kFails;
  }
  // What Compose refuses whatever the stand-ins are is not due to them.
  for (const char* stand_in : kOtherStandIns) {
    if (start.stand_ins.empty() || answer.kind != ComposeAnswer::Kind::kRefuses) break;
    Variables variables = start.variables;
    for (const std::string& name : start.stand_ins) variables[name] = stand_in;
    const ComposeAnswer other = ReadByCompose(program_, start.project, start.files, variables);
    if (other.kind != ComposeAnswer::Kind::kRefuses) {
      answer = other;
    } else if (other.text != answer.text) {
      question->depends = true;
    }
  }
  DiskFileSystem().RemoveTree(start.root, &unused);
}

void SecondOpinion::Tell(const Question& question) {
  const App& app = *question.request.app;
  const ComposeAnswer& answer = question.answer;
  if (!question.asked || answer.kind == ComposeAnswer::Kind::kFails) {
    ++unanswered_;
    if (question.asked && obstacle_.empty()) obstacle_ = answer.text;
    return;
  }
  if (answer.kind == ComposeAnswer::Kind::kAccepts) return;
  // Names of files as the maintainer knows them.
  const std::string message = ReplaceAll(ReplaceAll(answer.text, question.start.project + "/", ""),
                                         question.start.root, "");
  if (question.depends) {
    notes_.push_back(fmt::format(
        "{}: what Docker Compose {} says depends on variables that only a device sets: {}",
        app.definition.compose_file->path, program_.version, message));
    return;
  }
  question.request.diagnostics->Report(
      PlaceOf(app.definition.compose, message), kComposeRefused,
      fmt::format("Docker Compose {} refuses the files: {}", program_.version, message),
      "change what it names: a device with this Docker Compose would not start the app");
}

std::vector<std::string> SecondOpinion::Notes() const {
  std::vector<std::string> notes = notes_;
  if (unanswered_ > 0 && program_.version.empty()) {
    notes.push_back(obstacle_ + ", so its opinion was not asked");
  } else if (unanswered_ > 0) {
    notes.push_back(fmt::format("{}, so its opinion of {} of {} definitions is not known",
                                obstacle_, unanswered_, requests_));
  }
  return notes;
}

}  // namespace container_app
