// Is the request one that can be answered? Every complaint is a sentence: argument, value, expectation,
// remedy.
#pragma once

#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// Checks all of the request but its edits and fills in the defaults. Throws std::invalid_argument.
Widths checkRequest(const Request& request);

/// Checks the size of the whole trace, and that each edit names a cell of it. Throws std::invalid_argument.
void checkPlan(const Request& request, const std::vector<PlannedStage>& stages);

/// Throws std::invalid_argument that names the first cell of the computed stage that is NaN or infinite; −∞
/// may stand where a mask put it.
void checkComputed(const Stage& stage);

}  // namespace softlook
