#include "softlook/trace/task.h"

#include <algorithm>

#include "softlook/plan/plan.h"
#include "softlook/request/check.h"
#include "softlook/trace/decode.h"
#include "softlook/trace/edits.h"
#include "softlook/trace/limits.h"

namespace softlook {

Task::Task(const Request& asked) : Task(asked, checkRequest(asked)) {
  placeEdits(request, planned);
  if (!settings.cached) return;
  whole = std::make_unique<Task>(request, withoutCache(settings));
  carryEdits(planned, settings.firstQuery, whole->planned);
}

Task::Task(const Request& asked, const Settings& found)
    : request(asked), settings(found), planned(plan(asked, found)) {}

std::int64_t Task::cells() const { return cellsOf(planned) + (whole ? whole->cells() : 0); }

const Stage* find(const std::vector<Stage>& stages, StageRef ref) {
  const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) {
    return stage.id == ref.id && (stage.head < 0 || stage.head == ref.head);
  });
  return found == stages.end() ? nullptr : &*found;
}

}  // namespace softlook
