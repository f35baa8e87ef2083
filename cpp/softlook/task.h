// A request on its way to a trace.
#pragma once

#include <memory>
#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// A request that can be answered, and what is to be computed for it.
struct Task {
  /// Throws std::invalid_argument where it cannot, see check.h and edits.h.
  explicit Task(const Request& asked);
  /// Of a request that has been checked, without its edits.
  Task(const Request& asked, const Widths& found);

  /// The numbers in all its stages.
  std::int64_t cells() const;

  const Request& request;
  Widths widths;
  std::vector<PlannedStage> planned;
  std::unique_ptr<Task> whole;  // the computation without a cache, where the request has one
};

/// Computes the stages one after the other.
std::vector<Stage> computeStages(const Task& task, bool withEdits);

Trace traceOf(const Task& task);

}  // namespace softlook
