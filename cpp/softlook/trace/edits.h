// Numbers put in by hand: does each name a cell of the trace, and may the value stand there?
#pragma once

#include <vector>

#include "softlook/request/request.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// Puts each of the request's edits into the planned stage it belongs to.
/// Throws std::invalid_argument: a sentence about, for instance, `edits[3].row`.
void placeEdits(const Request& request, std::vector<PlannedStage>& stages);

}  // namespace softlook
