#include "softlook/trace/differences.h"

#include <algorithm>
#include <utility>

namespace softlook {

namespace {

/// values − before, of the same shape; equal infinities differ by 0. Takes over the memory of `before`.
Matrix difference(const Matrix& values, Matrix before) {
  before = (values.array() == before.array()).select(0.0F, values - before);
  return before;
}

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

}  // namespace

void compareStages(std::vector<Stage>& stages, std::vector<Stage> before) {
  for (std::size_t i = 0; i < stages.size(); ++i) {
    stages[i].difference = difference(stages[i].values, std::move(before[i].values));
  }
}

void compareTraces(Trace& trace, const Trace& other) {
  for (Stage& stage : trace.stages) {
    const Stage* const before = counterpart(stage, trace, other);
    if (before != nullptr) stage.difference = difference(stage.values, before->values);
  }
}

}  // namespace softlook
