// The plan of a trace: which stages it has, in which order, of which size, and how each is made. It holds no
// numbers, so a request can be measured and its edits checked before anything is allocated.
#pragma once

#include <vector>

#include "softlook/request/request.h"
#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// The stages in the order they are computed. The request must have been checked (request/check.h).
std::vector<PlannedStage> plan(const Request& request, const Settings& settings);

}  // namespace softlook
