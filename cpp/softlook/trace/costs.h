// What the ways of computing attention cost.
#pragma once

#include <vector>

#include "softlook/trace/trace.h"

namespace softlook {

/// The sums over a trace's stages.
Costs costsOf(const std::vector<Stage>& stages);

}  // namespace softlook
