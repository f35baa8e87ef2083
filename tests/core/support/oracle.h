// Attention once more, as naively as it can be written: loops over float64, one formula after the other. It
// shares no code with the core but the toy numbers, which have a test of their own.
#pragma once

#include <map>
#include <utility>

#include "support/estimate.h"

namespace softlook::test {

/// The values of each stage, by id and head (-1 where all heads share it).
using OracleTrace = std::map<std::pair<StageId, int>, Estimate>;

/// With the request's edits, each put in right after its stage, and the gradients it asks for.
OracleTrace oracle(const Request& request);

/// A change of one cell of the forward pass.
struct Nudge {
  Cell cell;
  double by;
};
/// The forward pass after that change. The request's edits shift what is computed by as much as without it.
OracleTrace nudged(const Request& request, const Nudge& nudge);

/// Holds each stage of the trace to the oracle's, and their number, within the bound that comes with the
/// estimate.
void expectMatchesOracle(const Trace& trace, const Request& request);

}  // namespace softlook::test
