// A stage that is to be computed: all of it but the numbers.
#pragma once

#include <vector>

#include "softlook/stages/stage.h"

namespace softlook {

/// A value put in by hand, at a cell that exists.
struct CellEdit {
  int row, column;
  float value;
};

struct PlannedStage {
  StageId id;
  int head;  // -1 where all heads share the stage
  Operation operation;
  std::vector<StageRef> inputs;
  int rows, columns;
  Axis rowAxis, colAxis;
  std::vector<CellEdit> edits;  // in the order they were made
};

}  // namespace softlook
