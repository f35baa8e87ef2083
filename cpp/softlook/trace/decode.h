// Decoding with a key/value cache, held to the computation of all tokens at once.
#pragma once

#include <vector>

#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// Of the same request without its cache: all tokens are queries.
Settings withoutCache(Settings settings);

/// Gives the stages of the whole computation the edits of the same stages with a cache, each at its token.
/// Those of stages that only a cache has go nowhere.
void carryEdits(const std::vector<PlannedStage>& cached, int firstQuery, std::vector<PlannedStage>& whole);

/// What fullOutput is: the last rows of the output of the whole computation, with the multiplications of all
/// that comes from its projections on.
void addWhole(const std::vector<Stage>& whole, int rows, Stage& fullOutput);

}  // namespace softlook
