// How far one trace is from another, stage by stage.
#pragma once

#include "softlook/trace/trace.h"

namespace softlook {

/// Fills in Stage::difference from the same stages computed without the edits, whose memory it takes over.
void compareStages(std::vector<Stage>& stages, std::vector<Stage> before);

/// Fills in Stage::difference wherever the other trace has a stage to compare with (see there).
void compareTraces(Trace& trace, const Trace& other);

}  // namespace softlook
