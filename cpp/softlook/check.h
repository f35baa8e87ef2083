// Can the request be answered? Every complaint is a std::invalid_argument with a sentence: which argument,
// its value, what was expected and, where there is one, the remedy.
#pragma once

#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// Checks everything that can be checked without a plan, and fills in the defaults.
Widths checkRequest(const Request& request);

/// Checks that the trace stays under kMaxTraceCells.
void checkSize(const Request& request, const std::vector<PlannedStage>& stages);

/// Checks that computing has not left float32: a stage made from those inputs holds no NaN, and no infinity
/// but the −∞ that the same cell of an input has.
void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs);

/// The same of the entropies of its rows, which only edits can make large.
void checkEntropies(const Stage& stage);

}  // namespace softlook
