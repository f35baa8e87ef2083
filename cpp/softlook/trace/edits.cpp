#include "softlook/trace/edits.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "softlook/text/complain.h"

namespace softlook {

namespace {

StageId knownStage(const std::string& which, const std::string& id) {
  try {
    return stageId(id);
  } catch (const std::invalid_argument& unknown) {
    throw std::invalid_argument(which + unknown.what());
  }
}

std::string namesOf(const std::vector<PlannedStage>& stages) {
  std::string names;
  for (const PlannedStage& stage : stages) {
    // A gradient is named after its stage.
    const bool isGradient = name(stage.id).find("Gradient") != std::string_view::npos;
    if (stage.head <= 0 && !isGradient) names += (names.empty() ? "" : ", ") + std::string(name(stage.id));
  }
  return names;
}

/// Rejects a head, row or column that the stage does not have.
void requireCell(const Edit& edit, const std::string& which, const char* field, int value, int count) {
  if (value >= 0 && value < count) return;
  complain(which, field, " is ", value, ", expected ", count > 1 ? "0 to " : "", count - 1, " (the ", field,
           "s of ", edit.stage, ")");
}

PlannedStage& stageOf(const Edit& edit, const std::string& which, std::vector<PlannedStage>& stages) {
  const StageId id = knownStage(which, edit.stage);
  const auto isOne = [&](const PlannedStage& stage) { return stage.id == id; };
  const auto first = std::find_if(stages.begin(), stages.end(), isOne);
  if (first == stages.end()) {
    complain(which, "stage is \"", edit.stage, "\", expected a stage of this trace: ", namesOf(stages));
  }
  if (first->head < 0) return *first;
  const auto heads = static_cast<int>(std::count_if(stages.begin(), stages.end(), isOne));
  requireCell(edit, which, "head", edit.head, heads);
  return first[edit.head];  // a stage's heads follow each other in the plan
}

void placeEdit(const Edit& edit, const std::string& which, std::vector<PlannedStage>& stages) {
  PlannedStage& stage = stageOf(edit, which, stages);
  requireCell(edit, which, "row", edit.row, stage.rows);
  requireCell(edit, which, "column", edit.column, stage.columns);
  const bool masked = takesMinusInfinity(stage.id);
  const bool fits = std::isfinite(edit.value) || (masked && std::isinf(edit.value) && edit.value < 0);
  if (!fits) {
    complain(which, "value is ", spellNonFinite(edit.value), ", expected a finite number",
             masked ? " or -Infinity" : "");
  }
  stage.edits.push_back({edit.row, edit.column, edit.value});
}

}  // namespace

void placeEdits(const Request& request, std::vector<PlannedStage>& stages) {
  for (std::size_t i = 0; i < request.edits.size(); ++i) {
    placeEdit(request.edits[i], "edits[" + std::to_string(i) + "].", stages);
  }
}

}  // namespace softlook
