// Traces that need another one: of the same tokens without a cache, or of what they are compared with.
#include <algorithm>
#include <stdexcept>
#include <string>

#include "softlook/beyond.h"
#include "softlook/check.h"
#include "softlook/decode.h"
#include "softlook/difference.h"

namespace softlook {

namespace {

/// How many heads a stage has: all, those of the keys and values, or 1 where it is shared.
int headsOf(const Trace& trace, StageId id) {
  return static_cast<int>(std::count_if(trace.stages.begin(), trace.stages.end(),
                                        [&](const Stage& stage) { return stage.id == id; }));
}

/// The other's stage to compare with, or null.
const Stage* counterpart(const Stage& stage, const Trace& trace, const Trace& other) {
  const int count = headsOf(other, stage.id);
  if (count == 0) return nullptr;
  const int query = stage.head * (trace.numHeads / headsOf(trace, stage.id));  // the first it serves
  const int head = stage.head < 0 ? -1 : query / (other.numHeads / count);
  const auto found = std::find_if(other.stages.begin(), other.stages.end(), [&](const Stage& candidate) {
    return candidate.id == stage.id && candidate.head == head &&
           candidate.values.rows() == stage.values.rows() && candidate.values.cols() == stage.values.cols();
  });
  return found == other.stages.end() ? nullptr : &*found;
}

/// Fills in Stage::difference wherever the other trace has a stage to compare with (see there).
void compare(Trace& trace, const Trace& other) {
  for (Stage& stage : trace.stages) {
    const Stage* const before = counterpart(stage, trace, other);
    if (before != nullptr) stage.difference = difference(stage.values, before->values);
  }
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

}  // namespace

void planWhole(Task& task) {
  task.whole = std::make_unique<Task>(task.request, withoutCache(task.widths));
  carryEdits(task.planned, task.widths.firstQuery, task.whole->planned);
}

void addFullOutput(const Task& task, bool withEdits, Stage& fullOutput) {
  addWhole(computeStages(*task.whole, withEdits), task.widths.queries, fullOutput);
}

Trace traceAgainst(const Request& request) {
  const Task task(request);
  const Task other = inAgainst([&] { return Task(*request.against); });
  checkSize(task.cells() + other.cells());
  Trace result = traceOf(task);
  compare(result, inAgainst([&] { return traceOf(other); }));
  return result;
}

}  // namespace softlook
