// SPDX-License-Identifier: GPL-2.0-or-later
// How many random histories are tried.
#pragma once

namespace container_app {

/// Under the sanitizers, where each takes much longer, a part: what they find is in any of them.
#ifdef __SANITIZE_ADDRESS__
inline constexpr int kHistories = 1000;
#else
inline constexpr int kHistories = 5000;
#endif

}  // namespace container_app
