// The golden fixtures as requests and matrices (tests/golden/README.md).
#pragma once

#include <string>
#include <vector>

#include "softlook/request/request.h"
#include "support/json.h"

namespace softlook::test {

/// { rows, cols, data }
Matrix matrixOf(const Json& json);
std::vector<std::string> stringsOf(const Json& json);
Request requestOf(const Json& json);

}  // namespace softlook::test
