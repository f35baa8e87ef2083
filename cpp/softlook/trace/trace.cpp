#include "softlook/trace/trace.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "softlook/text/complain.h"
#include "softlook/trace/costs.h"
#include "softlook/trace/differences.h"
#include "softlook/trace/limits.h"
#include "softlook/trace/task.h"

namespace softlook {

namespace {

Trace traceOf(const Task& task) {
  const Request& request = task.request;
  std::vector<Stage> stages = computeStages(task, true);
  return {task.settings, request.tokens, request.context.value_or(std::vector<std::string>{}),
          costsOf(stages), std::move(stages)};
}

/// Runs `make` on the request that is compared with; its complaints name the arguments from outside.
template <typename Make>
auto inAgainst(Make make) {
  try {
    return make();
  } catch (const std::invalid_argument& complaint) {
    throw std::invalid_argument(std::string("against.") + complaint.what());
  }
}

Trace traceAgainst(const Request& request) {
  const Task task(request);
  const Task other = inAgainst([&] { return Task(*request.against); });
  checkSize(task.cells() + other.cells());
  Trace result = traceOf(task);
  compareTraces(result, inAgainst([&] { return traceOf(other); }));
  return result;
}

}  // namespace

const Stage& Trace::stage(StageId id, int head) const {
  const Stage* const found = find(stages, {id, head});
  if (found != nullptr) return *found;
  const auto heads =
      std::count_if(stages.begin(), stages.end(), [&](const Stage& stage) { return stage.id == id; });
  if (heads == 0) complain("the trace has no stage ", name(id));
  reject("head", head, "0 to ", heads - 1, " (the heads of ", name(id), ")");
}

Trace trace(const Request& request) {
  if (request.against) return traceAgainst(request);
  const Task task(request);
  checkSize(task.cells() * (request.differences ? 2 : 1));
  Trace result = traceOf(task);
  if (request.differences) compareStages(result.stages, computeStages(task, false));
  return result;
}

}  // namespace softlook
