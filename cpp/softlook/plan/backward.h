// The backward pass.
#pragma once

#include <vector>

#include "softlook/stages/planned.h"

namespace softlook {

/// The backward pass as more stages: the gradient of a loss with respect to each stage, by the chain rule,
/// from the output back to the embeddings (Goodfellow et al. 2016, Deep Learning, section 6.5;
/// Rumelhart, Hinton and Williams 1986).
///
/// Adds `<stage>Gradient`, of the same shape, for each stage that the last one, the output, is made from and
/// that is no constant (a mask, positions), in the reverse order of the stages. A number put in by hand
/// counts as a shift of what was computed, so gradients pass through it unchanged.
void planBackward(std::vector<PlannedStage>& stages);

}  // namespace softlook
