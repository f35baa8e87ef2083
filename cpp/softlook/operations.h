// What each operation does to whole stages; explain.cpp says the same of one cell.
#pragma once

#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// The numbers of a planned stage, from those of its inputs in their order. Any operation but `input`.
Matrix operate(const PlannedStage& stage, const std::vector<const Matrix*>& inputs, const Request& request,
               const Widths& widths);

/// Of each row.
Matrix softmax(const Matrix& scores);

/// The pairs of query and key that may look: the scores that are not −∞.
std::int64_t pairsIn(const Matrix& scores);

}  // namespace softlook
