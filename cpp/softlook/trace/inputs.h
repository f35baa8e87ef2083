// The stages that are not computed from others: embeddings, parameters and the mask.
#pragma once

#include "softlook/request/request.h"
#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

struct Input {
  Matrix values;
  Origin origin;
};

/// The numbers of a planned stage whose operation is `input`: given with the request, toy, or the mask.
Input inputOf(const Request& request, const Settings& settings, const PlannedStage& stage);

}  // namespace softlook
