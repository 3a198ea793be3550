// SPDX-License-Identifier: GPL-2.0-or-later
// The integration with HaLOS, asked for by `routing`, `web_ui` and `layout`: a proxy in front of
// the app, a card on the dashboard, single sign-on, and names on the local network.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/attachment.h"
#include "policy/installed.h"
#include "policy/routing.h"

namespace container_app {

/// A card on the dashboard (homarr-container-adapter).
struct HalosCard {
  std::string url;
  std::string ping_url;  ///< Empty: not known.
  std::string category;
  std::string container;  ///< The service behind it.
};

/// The address that an app has for itself, in HOMARR_URL.
struct HalosAddress {
  std::string protocol;
  std::string port_variable;  ///< A variable of the settings; empty: none is the port.
  int port = 80;
  std::string path;  ///< Empty for `/`.
};

/// An OpenID Connect client of the device's provider.
struct HalosClient {
  std::string id;
  std::string secret;  ///< The file with it.
  std::string scopes;  ///< A YAML list in one line.
};

struct HalosPlan {
  std::string routing_file;  ///< For configure-container-routing; empty: no proxy.
  std::string card_file;     ///< For the dashboard; empty: no card.
  std::string labels;        ///< The Compose file with what the proxy reads, made at each start.
  std::string mdns_file;     ///< For Avahi, made at each start; empty: none.
  std::optional<HalosCard> card;
  std::optional<HalosAddress> address;
  std::optional<HalosClient> client;
};

/// Nothing where the definition asks for none of it.
std::optional<HalosPlan> MakeHalosPlan(const Installed& installed, const RoutingPlan& routing);

/// What comes of it for units, Compose and relations.
Attachment AttachToHalos(const Definition& definition, const HalosPlan& halos,
                         const RoutingPlan& routing);

}  // namespace container_app
