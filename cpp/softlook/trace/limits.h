// What a trace may hold. Complaints as in request/check.h.
#pragma once

#include <cstdint>
#include <vector>

#include "softlook/stages/planned.h"

namespace softlook {

/// The numbers in all these stages.
std::int64_t cellsOf(const std::vector<PlannedStage>& stages);

/// Checks that what has to be held at once, over all traces, stays under kMaxTraceCells.
void checkSize(std::int64_t cells);

/// Checks that computing has not left float32: a stage made from those inputs holds no NaN, and no infinity
/// but the −∞ that the same cell of an input has.
void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs);

/// What linear attention made a head's output from.
struct LinearInputs {
  int head;
  const Stage &queryFeatures, &keyFeatures, &values;
  bool runs;  // whether query i reads the state after key i
};

/// Checks that nothing of weight has left float32 at its lower end. Features are powers of e: where they are
/// small, so are their products, and below 10⁻³⁸ float32 has fewer and fewer digits, which the quotient of
/// two such sums shows.
void checkLinear(const LinearInputs& linear);

/// The same of the entropies of its rows, which only edits can make large.
void checkEntropies(const Stage& stage);

}  // namespace softlook
