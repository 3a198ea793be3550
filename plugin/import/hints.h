// SPDX-License-Identifier: GPL-2.0-or-later
// What stores of apps write beside a Compose file, each in its own form. Each function takes out of
// the tree what only its store reads, and adds what it says to the hints.
#pragma once

#include "base/files.h"
#include "import/draft.h"

namespace container_app {

/// `x-casaos`, of the app and of each service.
void ReadCasaOs(Foreign* foreign);

/// `umbrel-app.yml` beside the Compose file.
void ReadUmbrel(const yaml::Node& manifest, Foreign* foreign);

/// `config.json` beside the Compose file, and `x-runtipi` or the form of docker-compose.json.
void ReadRuntipi(const yaml::Node& config, Foreign* foreign);

/// The services of Runtipi's docker-compose.json as Compose writes them; another tree stays.
void ConvertRuntipi(yaml::Node* compose);

/// Fills an empty hint with the text of a key.
void FillHint(const yaml::Node& from, std::string_view key, std::string* hint);

/// Labels of containers (`org.opencontainers.image.*`, `homepage.*`).
void ReadLabels(Foreign* foreign);

/// Values of the environment that people of these images usually set: user, group, time zone.
void LiftUsualVariables(Foreign* foreign);

/// Makes the value of an entry of `environment` a variable that has this value; an empty secret
/// becomes one that people may type in.
void LiftVariable(Foreign* foreign, const std::string& name, std::string* value);

}  // namespace container_app
