// How many scalar multiplications an operation makes.
#pragma once

#include <cstdint>
#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// As the textbook counts them, whatever the numbers are: (n, k) · (k, m) takes n · k · m; a scale, a slope
/// and a softcap's factor one a cell, a rotation and the gradients of softmax and softcap two. Sums,
/// divisions and exponentials are none.
std::int64_t multiplications(const PlannedStage& stage, const std::vector<const Matrix*>& inputs);

/// The sums over a trace's stages.
Costs costsOf(const std::vector<Stage>& stages);

}  // namespace softlook
