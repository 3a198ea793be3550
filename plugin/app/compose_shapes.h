// SPDX-License-Identifier: GPL-2.0-or-later
// The shapes of values that have keys or items of their own (Compose Specification).
#pragma once

#include "app/compose_shape.h"

namespace container_app::compose_shapes {

// Below a service.
extern const ComposeShape kBlkioConfig;
extern const ComposeShape kBuild;
extern const ComposeShape kCredentialSpec;
extern const ComposeShape kDependency;  ///< An entry of `depends_on`.
extern const ComposeShape kDeploy;
extern const ComposeShape kDevelop;
extern const ComposeShape kDevices;
extern const ComposeShape kEnvironmentFile;  ///< An item of `env_file`.
extern const ComposeShape kExtraHosts;
extern const ComposeShape kFileMounts;  ///< `configs` and `secrets`.
extern const ComposeShape kGpus;
extern const ComposeShape kHealthcheck;
extern const ComposeShape kHooks;  ///< `post_start` and `pre_stop`.
extern const ComposeShape kLabelFile;
extern const ComposeShape kLongMount;      ///< An item of `volumes`.
extern const ComposeShape kLongPort;       ///< An item of `ports`.
extern const ComposeShape kNetworkMember;  ///< A network of a service.
extern const ComposeShape kStorageOptions;
extern const ComposeShape kUlimits;

// Below the keys at the top of the file.
extern const ComposeShape kConfig;
extern const ComposeShape kNetwork;
extern const ComposeShape kSecret;
extern const ComposeShape kVolume;

}  // namespace container_app::compose_shapes
