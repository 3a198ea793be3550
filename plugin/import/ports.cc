// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: ports of the host become settings.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "import/context.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

/// Ports of containers that no browser is for.
constexpr int kNotWeb[] = {21,   22,   25,    53,    67,    123,   137,  139,  143,
                           389,  445,  465,   514,   587,   636,   853,  993,  995,
                           1433, 1521, 1883,  3306,  3389,  5432,  5672, 6379, 6881,
                           8883, 9042, 11211, 25565, 27017, 51413, 51820};

std::optional<int> PortNumber(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  if (!whole || value < 1 || value > 65535) return std::nullopt;
  return value;
}

struct Port {
  std::string service;
  yaml::Node* node = nullptr;
  std::string address;
  std::string published;
  std::string target;
  std::string protocol;
};

bool ReadPort(yaml::Node* node, Port* port) {
  port->node = node;
  if (node->is_mapping()) {
    port->address = TextAt(*node, {"host_ip"});
    port->published = TextAt(*node, {"published"});
    port->target = TextAt(*node, {"target"});
    port->protocol = TextAt(*node, {"protocol"});
    return true;
  }
  if (!node->is_scalar() || node->text.find('[') != std::string::npos) return false;
  std::string text = node->text;
  const std::size_t slash = FindOutside(text, '/');
  if (slash != std::string::npos) {
    port->protocol = text.substr(slash + 1);
    text.resize(slash);
  }
  const std::vector<std::string> parts = SplitOutside(text, ':');
  if (parts.size() > 3) return false;
  port->target = parts.back();
  if (parts.size() > 1) port->published = parts[parts.size() - 2];
  if (parts.size() > 2) port->address = parts[0];
  return true;
}

void WritePort(const Port& port) {
  if (port.node->is_mapping()) {
    SetNode(port.node, "published", TextNode(port.published));
    return;
  }
  std::string text = port.address.empty() ? "" : port.address + ":";
  text += port.published + ":" + port.target;
  if (!port.protocol.empty()) text += "/" + port.protocol;
  *port.node = TextNode(text);
}

class PortNamer {
 public:
  explicit PortNamer(const ImportContext& context) : context_(context) {}

  void Name() {
    context_.ForEachService([&](const std::string& name, yaml::Node* service) {
      yaml::Node* ports = FindNode(service, "ports");
      if (!ports) return;
      for (yaml::Node& node : ports->items) {
        Port port;
        port.service = name;
        if (ReadPort(&node, &port) && HasValue(&port)) ports_.push_back(port);
      }
      std::erase_if(ports->items,
                    [](const yaml::Node& node) { return node.is_scalar() && node.text.empty(); });
      if (ports->items.empty()) RemoveNode(service, "ports");
    });
    const Port* web = WebPort();
    for (Port& port : ports_) NameOne(&port, &port == web);
    if (web) {
      const std::string known = context_.Known(web->published).value_or(values_[web->published]);
      context_.draft->web_port = PortNumber(known);
      if (context_.foreign->hints.main_service.empty()) {
        context_.foreign->hints.main_service = web->service;
      }
    }
  }

 private:
  /// A port of a variable without a value is none: that of the container has to be known.
  bool HasValue(Port* port) {
    const auto target = context_.Known(port->target);
    if (!target || target->empty()) {
      context_.draft->Say(Topic::kLeftOut, fmt::format("the port {} of '{}', which has no value",
                                                       port->target, port->service));
      *port->node = TextNode("");
      return false;
    }
    const auto published = context_.Known(port->published);
    for (const Reference& reference : ReferencesOf(port->published)) {
      if (published && !published->empty()) break;
      context_.foreign->environment[reference.name] = *target;
      context_.draft->Say(Topic::kGuessed, fmt::format("{} is {}, the port in the container",
                                                       reference.name, *target));
    }
    return true;
  }

  static bool IsWeb(const Port& port) {
    const auto target = PortNumber(port.target);
    return port.protocol != "udp" && target &&
           std::find(std::begin(kNotWeb), std::end(kNotWeb), *target) == std::end(kNotWeb);
  }

  const Port* WebPort() const {
    const std::string& wanted = context_.foreign->hints.web_port;
    const auto known = context_.Known(wanted);
    const Port* first = nullptr;
    for (const Port& port : ports_) {
      if (port.protocol == "udp") continue;
      if (!wanted.empty() &&
          (port.published == wanted || (known && context_.Known(port.published) == known))) {
        return &port;
      }
      const bool is_main = port.service == context_.foreign->hints.main_service;
      if (IsWeb(port) && (!first || (is_main && first->service != port.service))) first = &port;
    }
    return first;
  }

  void NameOne(Port* port, bool is_web) {
    const bool open = port->published.empty() && PortNumber(port->target);
    if (open) {
      // Docker would choose another one at each start.
      const int target = *PortNumber(port->target);
      port->published = std::to_string(target < 1024 ? target + 8000 : target);
      context_.draft->Say(Topic::kGuessed, fmt::format("port {} of '{}' is {} of the device",
                                                       target, port->service, port->published));
    }
    if (!PortNumber(port->published)) return;
    std::string& id = names_[port->published];
    if (id.empty()) {
      id = context_.FreeVariable(is_web ? "WEB_PORT"
                                        : "PORT_" + VariableName(port->published).substr(2));
      DraftField field;
      field.id = id;
      field.type = "integer";
      field.value = port->published;
      field.required = true;
      field.minimum = 1;
      field.maximum = 65535;
      field.label = is_web ? "Port of the web interface"
                           : fmt::format("Port {} of {}", port->target, port->service);
      context_.draft->fields.push_back(field);
      values_["${" + id + "}"] = port->published;
    }
    port->published = "${" + id + "}";
    WritePort(*port);
  }

  const ImportContext& context_;
  std::vector<Port> ports_;
  std::map<std::string, std::string> names_;   ///< Published ports and their variables.
  std::map<std::string, std::string> values_;  ///< References to these, and the ports.
};

}  // namespace

void NamePorts(const ImportContext& context) { PortNamer(context).Name(); }

}  // namespace container_app
