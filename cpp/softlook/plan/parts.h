// Parts of a plan that a request may ask for. The order of the calls is that of the stages.
#pragma once

#include "softlook/plan/builder.h"

namespace softlook {

// positions.cpp
void planSinusoids(PlanBuilder& plan);
void planRotation(PlanBuilder& plan);
void planAlibi(PlanBuilder& plan);

// cache.cpp
void planNewEmbeddings(PlanBuilder& plan);
void planCached(PlanBuilder& plan);
void planProof(PlanBuilder& plan);

/// The stages of the request's method up to headOutput, and outputDifference (methods.cpp).
void planMethod(PlanBuilder& plan);

}  // namespace softlook
