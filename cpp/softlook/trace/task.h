// A request on its way to a trace.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "softlook/request/request.h"
#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// A request that can be answered, and what is to be computed for it.
struct Task {
  /// Throws std::invalid_argument where it cannot, see request/check.h and edits.h.
  explicit Task(const Request& asked);
  /// Of a request that has been checked, without its edits.
  Task(const Request& asked, const Settings& found);

  /// The numbers in all its stages.
  std::int64_t cells() const;

  const Request& request;
  Settings settings;
  std::vector<PlannedStage> planned;
  std::unique_ptr<Task> whole;  // the computation without a cache, where the request has one
};

/// The stages in their order, with or without the numbers put in by hand.
std::vector<Stage> computeStages(const Task& task, bool withEdits);

/// The stage of that head, or that all heads share; null where there is none.
const Stage* find(const std::vector<Stage>& stages, StageRef ref);

}  // namespace softlook
