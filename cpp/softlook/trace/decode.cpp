#include "softlook/trace/decode.h"

#include <algorithm>

#include "softlook/numbers/matrix.h"

namespace softlook {

Settings withoutCache(Settings settings) {
  settings.queries += settings.firstQuery;
  settings.firstQuery = 0;
  settings.cached = false;
  return settings;
}

void carryEdits(const std::vector<PlannedStage>& cached, int firstQuery, std::vector<PlannedStage>& whole) {
  for (const PlannedStage& from : cached) {
    const auto to = std::find_if(whole.begin(), whole.end(), [&](const PlannedStage& stage) {
      return stage.id == from.id && stage.head == from.head;
    });
    if (to == whole.end()) continue;
    const int first = from.rowAxis == Axis::queryToken ? firstQuery : 0;
    for (const CellEdit& edit : from.edits) to->edits.push_back({first + edit.row, edit.column, edit.value});
  }
}

void addWhole(const std::vector<Stage>& whole, int rows, Stage& fullOutput) {
  const Stage& output = whole.back();
  fullOutput.values = lastRows(output.values, rows);
  fullOutput.origin = output.origin;
  for (const Stage& stage : whole) {
    if (stage.id >= StageId::queries) fullOutput.multiplications += stage.multiplications;
  }
}

}  // namespace softlook
