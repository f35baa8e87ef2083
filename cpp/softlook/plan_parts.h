// Parts of a plan that a request may ask for. The order of the calls is that of the stages.
#pragma once

#include <vector>

#include "softlook/plan_builder.h"

namespace softlook {

void planSinusoids(PlanBuilder& plan);
void planNewEmbeddings(PlanBuilder& plan);
void planCached(PlanBuilder& plan);
void planRotation(PlanBuilder& plan);
void planAlibi(PlanBuilder& plan);
void planProof(PlanBuilder& plan);

/// The stages of the request's method up to headOutput, and outputDifference (plan_method.cpp).
void planMethod(PlanBuilder& plan);

/// The backward pass as more stages: the gradient of a loss with respect to each stage, by the chain rule,
/// from the output back to the embeddings (backward.cpp; Goodfellow et al. 2016, Deep Learning, section 6.5;
/// Rumelhart, Hinton and Williams 1986).
///
/// Adds `<stage>Gradient`, of the same shape, for each stage that is not a constant (a mask, positions), in
/// the reverse order of the stages. The last of them must be the output. A number put in by hand counts as a
/// shift of what was computed, so gradients pass through it unchanged.
void planBackward(std::vector<PlannedStage>& stages);

}  // namespace softlook
