// Stands in the small core for all that beyond.h declares. Nothing of it is reached: what would need it is
// turned away where requests are read (cpp/wasm/from_js_small.cpp).
#include "softlook/beyond.h"

namespace softlook {

namespace {

[[noreturn]] void absent() { throw Beyond("that needs the whole core"); }

}  // namespace

// Without those options there is nothing to check.
void checkBeyond(const Request& /*request*/) {}
void checkBeyond(const Request& /*request*/, const Widths& /*widths*/) {}

void planSinusoids(PlanBuilder& /*plan*/) { absent(); }
void planNewEmbeddings(PlanBuilder& /*plan*/) { absent(); }
void planCached(PlanBuilder& /*plan*/) { absent(); }
void planRotation(PlanBuilder& /*plan*/) { absent(); }
void planAlibi(PlanBuilder& /*plan*/) { absent(); }
void planProof(PlanBuilder& /*plan*/) { absent(); }
void planMethod(PlanBuilder& /*plan*/) { absent(); }
void planBackward(std::vector<PlannedStage>& /*stages*/) { absent(); }

Input inputBeyond(const Request& /*request*/, const Widths& /*widths*/, const PlannedStage& /*stage*/) {
  absent();
}
Matrix operateBeyond(const PlannedStage& /*stage*/, const std::vector<const Matrix*>& /*inputs*/,
                     const Request& /*request*/, const Widths& /*widths*/) {
  absent();
}
void explainBeyond(Explainer& /*cell*/) { absent(); }
std::int64_t pairsIn(const Matrix& /*scores*/) { absent(); }

void planWhole(Task& /*task*/) { absent(); }
void addFullOutput(const Task& /*task*/, bool /*withEdits*/, Stage& /*fullOutput*/) { absent(); }
Trace traceAgainst(const Request& /*request*/) { absent(); }

}  // namespace softlook
