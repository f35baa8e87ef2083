#include <string>
#include <utility>

#include "softlook/operations/operation.h"
#include "softlook/text/complain.h"
#include "softlook/trace/trace.h"

namespace softlook {

Explanation explain(const Trace& trace, const Cell& cell) {
  const Stage& stage = trace.stage(cell.stage.id, cell.stage.head);
  const std::string of(name(stage.id));
  requireRange("row", cell.row, 0, static_cast<int>(stage.values.rows()) - 1, " (the rows of " + of + ")");
  requireRange("column", cell.column, 0, static_cast<int>(stage.values.cols()) - 1,
               " (the columns of " + of + ")");
  std::vector<const Stage*> inputs;
  for (const StageRef& ref : stage.inputs) inputs.push_back(&trace.stage(ref.id, ref.head));
  Explainer explainer(trace, stage, std::move(inputs), cell);
  unitOf(stage.operation).explain(explainer);
  return std::move(explainer.explanation);
}

}  // namespace softlook
