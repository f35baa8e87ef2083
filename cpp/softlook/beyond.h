// The seam between the two cores. The small one knows exact attention on toy numbers, which is what a page
// opens with; the whole one knows all the rest besides. What both know calls what only the whole one knows
// through the functions declared here, and through no others.
//
// The whole core links the files named below. The small one links beyond_absent.cpp in place of all of them,
// where nothing is left to check and every other function throws Beyond. It never gets as far:
// cpp/wasm/from_js_small.cpp turns such a request away when it is read.
#pragma once

#include <stdexcept>
#include <vector>

#include "softlook/inputs.h"
#include "softlook/task.h"

namespace softlook {

class Explainer;
class PlanBuilder;

/// Thrown by the small core where a request needs the whole one. The sentence says which argument it is.
struct Beyond : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Checks whatever the small core cannot be asked (check_beyond.cpp): what has to be right before widths are
/// found, and the rest. They throw as checkRequest does.
void checkBeyond(const Request& request);
void checkBeyond(const Request& request, const Widths& widths);

/// Stages of a plan. Positions and a cache are in plan_beyond.cpp; the order of the calls is that of the
/// stages.
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

/// As inputOf (inputs_beyond.cpp).
Input inputBeyond(const Request& request, const Widths& widths, const PlannedStage& stage);

/// As operate, and what it tells of one cell (operations_beyond.cpp, explain_beyond.cpp).
Matrix operateBeyond(const PlannedStage& stage, const std::vector<const Matrix*>& inputs,
                     const Request& request, const Widths& widths);
void explainBeyond(Explainer& cell);

/// The pairs of query and key that may look: the scores that are not −∞ (operations_beyond.cpp).
std::int64_t pairsIn(const Matrix& scores);

/// The computation without a cache beside one that has it, and what comes of it (trace_beyond.cpp, see
/// decode.h).
void planWhole(Task& task);
void addFullOutput(const Task& task, bool withEdits, Stage& fullOutput);

/// The trace of a request that is compared with another (trace_beyond.cpp).
Trace traceAgainst(const Request& request);

}  // namespace softlook
