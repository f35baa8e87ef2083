// The stages of the methods that approximate softmax attention (Method in request.h).
#pragma once

#include "softlook/plan_builder.h"

namespace softlook {

/// What an approximation starts from: the exact attention's stages, and what rows and columns count.
struct MethodSource {
  StageId queries, keys;  // what made the scores
  StageId scores;         // what the exact softmax was taken of
  Extent queryTokens, keyTokens, headFeatures, valueFeatures;
};

/// Adds the stages of the request's method up to headOutput, and outputDifference.
void planMethod(PlanBuilder& plan, const Request& request, const Widths& widths, const MethodSource& source);

}  // namespace softlook
