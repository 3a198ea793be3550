// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_service.h: `deploy`, and the hooks of Compose.
#include <fmt/format.h>

#include "app/compose_forms.h"
#include "app/compose_rules.h"
#include "app/compose_service.h"
#include "app/compose_shapes.h"

namespace container_app {
namespace {

using compose_forms::Subject;

void ReadRestartPolicy(const yaml::Node& node, const std::string& owner, ComposeService* service,
                       Diagnostics* diagnostics) {
  const Subject subject{"restart_policy", owner};
  Located<std::string> condition;
  compose_forms::ReadTextOf(node, {"condition", subject.Name()}, &condition, diagnostics);
  service->deploy_restart = {condition.value, node.place};
}

void CheckHooks(const yaml::Node& node, const Subject& subject, std::string fix,
                ComposeService* service, Diagnostics* diagnostics) {
  if (!CheckComposeShape(node, subject, compose_shapes::kHooks, &service->typed_texts,
                         diagnostics)) {
    return;
  }
  diagnostics->Report(node.place, kComposeHooks,
                      fmt::format("{} is not run, without a message, by Docker Compose before "
                                  "2.30; Debian 13 has 2.26",
                                  subject.Name()),
                      std::move(fix));
}

}  // namespace

void ReadComposeDeploy(const yaml::Node& node, std::string_view owner, ComposeService* service,
                       Diagnostics* diagnostics) {
  const Subject subject{"deploy", owner};
  if (!CheckComposeShape(node, subject, compose_shapes::kDeploy, &service->typed_texts,
                         diagnostics) ||
      node.IsNull()) {
    return;
  }
  const yaml::Node* policy = node.Find("restart_policy");
  if (policy) ReadRestartPolicy(*policy, subject.Name(), service, diagnostics);
}

void ReadComposePostStart(const yaml::Node& node, std::string_view owner, ComposeService* service,
                          Diagnostics* diagnostics) {
  CheckHooks(node, {"post_start", owner}, "do it in a prestart hook, or let the app do it", service,
             diagnostics);
}

void ReadComposePreStop(const yaml::Node& node, std::string_view owner, ComposeService* service,
                        Diagnostics* diagnostics) {
  CheckHooks(node, {"pre_stop", owner}, "let the app do it when it gets SIGTERM", service,
             diagnostics);
}

}  // namespace container_app
