// Can the request be answered? Every complaint is a std::invalid_argument with a sentence: which argument,
// its value, what was expected and, where there is one, the remedy.
#pragma once

#include <cstdint>
#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// Checks everything that can be checked without a plan, and fills in the defaults. Does not look into
/// Request::against, which is a request to be checked by itself.
Widths checkRequest(const Request& request);

/// The numbers in all these stages.
std::int64_t cellsOf(const std::vector<PlannedStage>& stages);

/// Checks that what has to be held at once, over all traces, stays under kMaxTraceCells.
void checkSize(std::int64_t cells);

/// Checks that computing has not left float32: a stage made from those inputs holds no NaN, and no infinity
/// but the −∞ that the same cell of an input has.
void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs);

/// The same of the entropies of its rows, which only edits can make large.
void checkEntropies(const Stage& stage);

}  // namespace softlook
