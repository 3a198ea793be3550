// SPDX-License-Identifier: GPL-2.0-or-later
// Work that needs no order, on all processors.
#pragma once

#include <cstddef>
#include <functional>

namespace container_app {

/// Calls work(i) for each i below `count`, as many at once as there are processors, and returns
/// when all have ended. After a call that returns false no further one begins.
void InParallel(std::size_t count, const std::function<bool(std::size_t)>& work);

}  // namespace container_app
