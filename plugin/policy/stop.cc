// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/stop.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/compose_consistency.h"
#include "app/forms.h"

namespace container_app {
namespace {

constexpr std::int64_t kComposeGrace = 10'000'000;  // What Compose waits when nothing is said.

/// Services in the order Compose stops them: each before those it needs. Members of a circle, which
/// is an error elsewhere, are left out.
class StopOrder {
 public:
  StopOrder(const Compose& compose, const std::vector<std::int64_t>& graces) {
    for (std::size_t i = 0; i < compose.services.size(); ++i) {
      const ComposeService& service = compose.services[i];
      if (!service.is_enabled) continue;
      const std::int64_t grace = std::clamp<std::int64_t>(graces.at(i), 0, kLongestTimeSpan);
      nodes_.emplace(service.name.value, Node{&service, grace});
    }
    for (const auto& [name, node] : nodes_) {
      for (const Located<std::string>& need : ServicesNeeded(*node.service)) {
        const auto found = nodes_.find(need.value);
        if (found != nodes_.end()) ++found->second.dependents;
      }
    }
  }

  /// When the last one has been stopped.
  std::int64_t Stop() {
    std::vector<Node*> ready;
    for (auto& [name, node] : nodes_) {
      if (node.dependents == 0) ready.push_back(&node);
    }
    std::int64_t end = 0;
    while (!ready.empty()) {
      const Node* node = ready.back();
      ready.pop_back();
      const std::int64_t stopped = std::min(node->begin + node->grace, kLongestTimeSpan);
      end = std::max(end, stopped);
      for (const Located<std::string>& need : ServicesNeeded(*node->service)) {
        const auto found = nodes_.find(need.value);
        if (found == nodes_.end()) continue;
        found->second.begin = std::max(found->second.begin, stopped);
        if (--found->second.dependents == 0) ready.push_back(&found->second);
      }
    }
    return end;
  }

 private:
  struct Node {
    const ComposeService* service;
    std::int64_t grace;
    int dependents = 0;
    std::int64_t begin = 0;
  };

  std::unordered_map<std::string_view, Node> nodes_;
};

}  // namespace

std::int64_t FlushTime(const StateEntry& state) {
  if (state.flush_takes) return state.flush_takes.value;
  return std::min(state.flush_within.value, kAssumedFlush);
}

std::int64_t LongestFlush(const Definition& definition, const ComposeService& service) {
  std::int64_t longest = 0;
  for (const StateEntry& state : definition.metadata.state) {
    if (state.service.value != service.name.value || !state.path) continue;
    longest = std::max(longest, FlushTime(state));
  }
  return longest;
}

std::int64_t ServiceGrace(const ComposeService& service, std::int64_t flush) {
  if (service.stop_grace_period) return service.stop_grace_period->value;
  return flush > 0 ? std::max(kComposeGrace, flush + kFlushMargin) : kComposeGrace;
}

std::int64_t StopGrace(const Compose& compose, const std::vector<std::int64_t>& graces) {
  return StopOrder(compose, graces).Stop();
}

}  // namespace container_app
