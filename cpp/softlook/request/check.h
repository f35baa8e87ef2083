// Can the request be answered? Every complaint is a std::invalid_argument with a sentence: which argument,
// its value, what was expected and, where there is one, the remedy.
#pragma once

#include "softlook/request/request.h"
#include "softlook/request/settings.h"

namespace softlook {

/// Checks everything that can be checked without a plan, and fills in the defaults. Does not look into
/// Request::against, which is a request to be checked by itself.
Settings checkRequest(const Request& request);

}  // namespace softlook
