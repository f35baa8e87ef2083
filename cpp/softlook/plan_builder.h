// What the parts of a plan are put together with.
#pragma once

#include <utility>
#include <vector>

#include "softlook/plan.h"

namespace softlook {

/// A length and what it counts.
struct Extent {
  int size;
  Axis axis;
};

class PlanBuilder {
 public:
  using Inputs = std::vector<StageRef>;

  void addShared(StageId id, Operation operation, Extent rows, Extent columns, Inputs inputs = {}) {
    stages.push_back(
        {id, -1, operation, std::move(inputs), rows.size, columns.size, rows.axis, columns.axis, {}});
  }

  /// `inputsOf(head)` lists what the stage of that head is made from.
  template <typename InputsOf>
  void addPerHead(StageId id, int heads, Operation operation, Extent rows, Extent columns,
                  InputsOf inputsOf) {
    for (int head = 0; head < heads; ++head) {
      stages.push_back(
          {id, head, operation, inputsOf(head), rows.size, columns.size, rows.axis, columns.axis, {}});
    }
  }

  std::vector<PlannedStage> stages;
};

}  // namespace softlook
