// The stages that are not computed from others: embeddings, parameters and the mask.
#pragma once

#include "softlook/plan.h"

namespace softlook {

struct Input {
  Matrix values;
  Origin origin;
};

/// The numbers of a planned stage whose operation is `input`: given with the request, toy, or the mask.
Input inputOf(const Request& request, const Widths& widths, const PlannedStage& stage);

}  // namespace softlook
