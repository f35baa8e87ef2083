// The golden fixtures as requests and matrices (tests/golden/README.md).
#pragma once

#include "softlook/request/request.h"
#include "support/json.h"

namespace softlook::test {

/// { rows, cols, data }
Matrix matrixOf(const Json& json);
Request requestOf(const Json& json);

}  // namespace softlook::test
