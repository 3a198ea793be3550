// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "debhelper/getopt.h"
#include "debhelper/selection.h"

namespace container_app {
namespace {

enum Id {
  kVerbose,
  kNoAct,
  kIndep,
  kArch,
  kPackage,
  kNoPackage,
  kRemaining,
  kDebugPackage,
  kSameArch,
  kNoScripts,
  kOnlyScripts,
  kExclude,
  kDFlag,
  kTemporaryFolder,
  kUParameters,
  kVFlag,
  kAll,
  kHelp,
  kMainPackage,
  kName,
  kErrorHandler,
  kIfKnown,  // -O
};

constexpr ArgumentKind kNone = ArgumentKind::kNone;
constexpr ArgumentKind kRequired = ArgumentKind::kRequired;

/// Dh_Getopt's table, which debhelper(7) documents.
constexpr OptionName kTable[] = {
    {"v", kNone, kVerbose},
    {"verbose", kNone, kVerbose},
    {"no-act", kNone, kNoAct},
    {"i", kNone, kIndep},
    {"indep", kNone, kIndep},
    {"a", kNone, kArch},
    {"arch", kNone, kArch},
    {"p", kRequired, kPackage},
    {"package", kRequired, kPackage},
    {"N", kRequired, kNoPackage},
    {"no-package", kRequired, kNoPackage},
    {"remaining-packages", kNone, kRemaining},
    {"dbg-package", kRequired, kDebugPackage},
    {"s", kNone, kSameArch},
    {"same-arch", kNone, kSameArch},
    {"n", kNone, kNoScripts},
    {"noscripts", kNone, kNoScripts},
    {"no-scripts", kNone, kNoScripts},
    {"o", kNone, kOnlyScripts},
    {"onlyscripts", kNone, kOnlyScripts},
    {"only-scripts", kNone, kOnlyScripts},
    {"X", kRequired, kExclude},
    {"exclude", kRequired, kExclude},
    {"d", kNone, kDFlag},
    {"P", kRequired, kTemporaryFolder},
    {"tmpdir", kRequired, kTemporaryFolder},
    {"u", kRequired, kUParameters},
    {"V", ArgumentKind::kOptional, kVFlag},
    {"A", kNone, kAll},
    {"all", kNone, kAll},
    {"h", kNone, kHelp},
    {"help", kNone, kHelp},
    {"mainpackage", kRequired, kMainPackage},
    {"name", kRequired, kName},
    {"error-handler", kRequired, kErrorHandler},
    {"O", kRequired, kIfKnown},
};

/// The first compat level in which an option can't be abbreviated.
constexpr int kNoAbbreviationCompat = 13;

/// Fields between separators without empty ones at the end, as Perl's split() gives them.
std::vector<std::string> SplitDroppingEmptyEnd(std::string_view text, char separator) {
  std::vector<std::string> fields;
  for (const std::string_view field : Split(text, separator)) fields.emplace_back(field);
  while (!fields.empty() && fields.back().empty()) fields.pop_back();
  return fields;
}

class Reader {
 public:
  Reader(const FileReader& files, BuildEnvironment* environment, const SourceControl& control,
         DhOptions* options, Messages* messages)
      : files_(files),
        environment_(environment),
        control_(control),
        options_(options),
        messages_(messages),
        selection_(control, messages) {}

  OptionsOutcome Read(const std::vector<std::string>& arguments) {
    const bool options_given =
        !environment_->Get("DH_OPTIONS").empty() ||
        !environment_->Get("DH_INTERNAL_OPTIONS").empty() ||
        std::any_of(arguments.begin(), arguments.end(),
                    [](const std::string& argument) { return argument.starts_with('-'); });
    OptionsOutcome outcome = OptionsOutcome::kRun;
    if (options_given) {
      outcome = ReadAll(arguments);
    } else {
      options_->arguments = arguments;
    }
    return outcome == OptionsOutcome::kRun ? ApplyDefaults() : outcome;
  }

 private:
  OptionsOutcome ReadAll(const std::vector<std::string>& arguments) {
    std::vector<std::string> extra_rest;
    if (environment_->IsSet("DH_INTERNAL_OPTIONS")) {
      const auto words = SplitDroppingEmptyEnd(environment_->Get("DH_INTERNAL_OPTIONS"), '\x1e');
      if (ReadWords(words, &extra_rest) == OptionResult::kStop) return OptionsOutcome::kHelp;
      selection_.ExcludeUnselected();
    }
    if (environment_->IsSet("DH_OPTIONS")) {
      const OptionResult result = ReadWords(environment_->Words("DH_OPTIONS"), &extra_rest);
      if (result == OptionResult::kStop) return OptionsOutcome::kHelp;
      if (result == OptionResult::kRefused) {
        messages_->Warning("ignored unknown options in DH_OPTIONS");
      }
    }
    std::vector<std::string> rest;
    const OptionResult result = ReadWords(arguments, &rest);
    if (result == OptionResult::kStop) return OptionsOutcome::kHelp;
    if (result == OptionResult::kRefused) {
      messages_->Error("unknown option or error during option parsing; aborting");
      return OptionsOutcome::kFailed;
    }
    const OptionsOutcome outcome = selection_.Resolve(files_, environment_, &options_->packages);
    std::istringstream words(u_parameters_);
    for (std::string word; words >> word;) options_->parameters.push_back(word);
    options_->parameters.insert(options_->parameters.end(), rest.begin(), rest.end());
    options_->parameters.insert(options_->parameters.end(), extra_rest.begin(), extra_rest.end());
    // Without a positional argument debhelper leaves what follows `--` in ARGV as well.
    if (options_->arguments.empty()) options_->arguments = rest;
    return outcome;
  }

  OptionResult ReadWords(const std::vector<std::string>& words, std::vector<std::string>* rest) {
    std::vector<std::string> if_known;
    OptionHandlers handlers;
    handlers.option = [&](int id, const std::string& argument) {
      if (id != kIfKnown) return Apply(id, argument);
      if_known.push_back(argument);
      return OptionResult::kAccepted;
    };
    handlers.positional = [&](const std::string& argument) {
      options_->arguments.push_back(argument);
    };
    handlers.fault = [&](const std::string& text) { messages_->Raw(text); };
    const OptionResult result = ReadOptionSyntax(words, kTable, Abbreviations(), handlers, rest);
    if (result == OptionResult::kStop) return result;
    // dh passes its own options on with -O; a command obeys those it knows and says nothing of
    // the others. What is wrong with the value of a known one is told, but stops nothing either.
    for (const std::string& word : if_known) {
      std::vector<std::string> ignored;
      if (IsKnown(word) && ReadWords({word}, &ignored) == OptionResult::kStop) {
        return OptionResult::kStop;
      }
    }
    return result;
  }

  bool Abbreviations() const { return control_.compat < kNoAbbreviationCompat; }

  bool IsKnown(const std::string& word) const {
    OptionHandlers handlers;
    handlers.option = [](int, const std::string&) { return OptionResult::kAccepted; };
    handlers.positional = [](const std::string&) {};
    handlers.fault = [](const std::string&) {};
    std::vector<std::string> rest;
    return ReadOptionSyntax({&word, 1}, kTable, Abbreviations(), handlers, &rest) ==
           OptionResult::kAccepted;
  }

  OptionResult Apply(int id, const std::string& argument) {
    bool accepted = true;
    switch (id) {
      case kIndep:
      case kArch:
        selection_.AddKind(id == kIndep);
        break;
      case kSameArch:
        selection_.AddKind(false);
        messages_->Warning("-s/--same-arch has been removed; please use -a/--arch instead");
        accepted = messages_->Error("This feature was removed in compat 12.");
        break;
      case kPackage:
        accepted = selection_.AddPackage(argument);
        break;
      case kNoPackage:
        accepted = selection_.Exclude(argument);
        break;
      case kRemaining:
        selection_.LeaveOutLogged();
        break;
      case kExclude:
        options_->exclude.push_back(argument);
        break;
      case kUParameters:
        u_parameters_ = argument;
        break;
      case kHelp:
        return OptionResult::kStop;
      default:
        Store(id, argument);
    }
    return accepted ? OptionResult::kAccepted : OptionResult::kRefused;
  }

  void Store(int id, const std::string& argument) {
    constexpr std::pair<int, bool DhOptions::*> kFlags[] = {
        {kVerbose, &DhOptions::verbose},      {kNoAct, &DhOptions::no_act},
        {kNoScripts, &DhOptions::no_scripts}, {kOnlyScripts, &DhOptions::only_scripts},
        {kDFlag, &DhOptions::d_flag},         {kAll, &DhOptions::all_packages},
    };
    constexpr std::pair<int, std::optional<std::string> DhOptions::*> kTexts[] = {
        {kDebugPackage, &DhOptions::debug_package},
        {kTemporaryFolder, &DhOptions::temporary_folder},
        {kVFlag, &DhOptions::v_flag},
        {kMainPackage, &DhOptions::main_package},
        {kName, &DhOptions::name},
        {kErrorHandler, &DhOptions::error_handler},
    };
    for (const auto& [flag, member] : kFlags) {
      if (flag == id) options_->*member = true;
    }
    for (const auto& [text, member] : kTexts) {
      if (text == id) options_->*member = argument;
    }
  }

  OptionsOutcome ApplyDefaults() {
    for (std::string& item : SplitDroppingEmptyEnd(environment_->Get("DH_ALWAYS_EXCLUDE"), ':')) {
      options_->exclude.push_back(std::move(item));
    }
    if (!environment_->Get("DH_VERBOSE").empty()) {
      options_->verbose = true;
    } else if (!environment_->Get("DH_QUIET").empty() || environment_->HasBuildOption("terse")) {
      options_->quiet = true;
    }
    if (!options_->error_handler) options_->error_handler = "exit 1";
    if (!environment_->Get("DH_NO_ACT").empty()) options_->no_act = true;
    if (!options_->main_package && !control_.packages.empty()) {
      options_->main_package = control_.packages.front().name;
    }
    if (options_->packages.empty()) options_->packages = control_.BuiltNames();
    if (options_->temporary_folder && !options_->temporary_folder->empty() &&
        options_->packages.size() > 1) {
      messages_->Error(
          fmt::format("-P was specified, but multiple packages would be acted on ({}).",
                      Join(options_->packages, ",")));
      return OptionsOutcome::kFailed;
    }
    return OptionsOutcome::kRun;
  }

  const FileReader& files_;
  BuildEnvironment* environment_;
  const SourceControl& control_;
  DhOptions* options_;
  Messages* messages_;

  PackageSelection selection_;
  std::string u_parameters_;
};

}  // namespace

std::string DhOptions::PackageFolder(const std::string& package) const {
  return temporary_folder && !temporary_folder->empty() ? *temporary_folder : "debian/" + package;
}

OptionsOutcome ReadOptions(const std::vector<std::string>& arguments, const FileReader& files,
                           BuildEnvironment* environment, const SourceControl& control,
                           DhOptions* options, Messages* messages) {
  *options = DhOptions();
  return Reader(files, environment, control, options, messages).Read(arguments);
}

}  // namespace container_app
