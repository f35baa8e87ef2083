#include "softlook/trace.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "softlook/check.h"
#include "softlook/complain.h"
#include "softlook/cost.h"
#include "softlook/decode.h"
#include "softlook/difference.h"
#include "softlook/edits.h"
#include "softlook/inputs.h"
#include "softlook/numbers.h"
#include "softlook/operations.h"
#include "softlook/task.h"

namespace softlook {

namespace {

const Stage* find(const std::vector<Stage>& stages, StageRef ref) {
  const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) {
    return stage.id == ref.id && (stage.head < 0 || stage.head == ref.head);
  });
  return found == stages.end() ? nullptr : &*found;
}

/// Computes the stages of a task one after the other.
class Runner {
 public:
  Runner(const Task& given, bool withEdits)
      : task(given), request(given.request), widths(given.widths), editing(withEdits) {}

  std::vector<Stage> run() {
    stages.reserve(task.planned.size());
    for (const PlannedStage& next : task.planned) {
      stages.push_back(compute(next));
      if (editing) applyEdits(next.edits, stages.back());
      if (next.operation == Operation::softmax) addEntropies(stages.back());
    }
    return std::move(stages);
  }

 private:
  Stage compute(const PlannedStage& next) const {
    Stage stage{next.id,
                next.head,
                next.operation,
                next.inputs,
                next.rowAxis,
                next.colAxis,
                Origin::plain,
                {},
                {},
                {},
                {},
                {}};
    if (next.id == StageId::fullOutput) {
      addWhole(computeStages(*task.whole, editing), widths.queries, stage);
      return stage;
    }
    if (next.operation == Operation::input) {
      Input input = inputOf(request, widths, next);
      stage.values = std::move(input.values);
      stage.origin = input.origin;
      return stage;
    }
    std::vector<const Matrix*> inputs;
    for (const StageRef& ref : next.inputs) {
      const Stage& input = *find(stages, ref);
      inputs.push_back(&input.values);
      stage.origin = std::max(stage.origin, originThrough(input));
    }
    stage.values = operate(next, inputs, request, widths);
    stage.multiplications = multiplicationsOf(next, inputs, stage.values);
    checkComputed(stage, inputs);
    if (next.operation == Operation::softmax) stage.emptyRows = emptyRows(*inputs[0]);
    return stage;
  }

  /// What a stage takes over of an input's origin. Without projections a token's embedding is its query, key
  /// and value: nothing was made of it by parameters.
  Origin originThrough(const Stage& input) const {
    const bool embeddings = input.id == StageId::embeddings || input.id == StageId::contextEmbeddings;
    const bool bare = embeddings && !request.projections && input.origin != Origin::edited;
    return bare ? Origin::plain : input.origin;
  }

  std::int64_t multiplicationsOf(const PlannedStage& next, const std::vector<const Matrix*>& inputs,
                                 const Matrix& values) const {
    if (next.id == StageId::localScores) return pairsIn(values) * widths.headDim;
    if (next.id == StageId::headOutput && request.method == Method::localGlobal) {
      return pairsIn(find(stages, {StageId::localScores, next.head})->values) * widths.valueDim;
    }
    return multiplications(next, inputs);
  }

  /// The rows that hold nothing but −∞.
  static std::vector<int> emptyRows(const Matrix& scores) {
    std::vector<int> rows;
    for (Eigen::Index row = 0; row < scores.rows(); ++row) {
      if (std::isinf(scores.row(row).maxCoeff())) rows.push_back(static_cast<int>(row));
    }
    return rows;
  }

  static void addEntropies(Stage& stage) {
    const auto keys = static_cast<int>(stage.values.cols());
    for (Eigen::Index row = 0; row < stage.values.rows(); ++row) {
      stage.entropies.push_back(entropy(stage.values.row(row).data(), keys));
    }
    checkEntropies(stage);
  }

  static void applyEdits(const std::vector<CellEdit>& edits, Stage& stage) {
    if (edits.empty()) return;
    const auto columns = static_cast<std::size_t>(stage.values.cols());
    std::vector<std::uint8_t> isEdited(static_cast<std::size_t>(stage.values.size()));
    for (const CellEdit& edit : edits) {
      stage.values(edit.row, edit.column) = edit.value;
      isEdited[static_cast<std::size_t>(edit.row) * columns + static_cast<std::size_t>(edit.column)] = 1;
    }
    for (std::size_t cell = 0; cell < isEdited.size(); ++cell) {
      if (isEdited[cell] != 0) stage.edited.push_back(static_cast<int>(cell));
    }
    stage.origin = Origin::edited;
  }

  const Task& task;
  const Request& request;
  const Widths& widths;
  bool editing;
  std::vector<Stage> stages;
};

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

Task::Task(const Request& asked) : Task(asked, checkRequest(asked)) {
  placeEdits(request, planned);
  if (!widths.cached) return;
  whole = std::make_unique<Task>(request, withoutCache(widths));
  carryEdits(planned, widths.firstQuery, whole->planned);
}

Task::Task(const Request& asked, const Widths& found)
    : request(asked), widths(found), planned(plan(asked, found)) {}

std::int64_t Task::cells() const { return cellsOf(planned) + (whole ? whole->cells() : 0); }

std::vector<Stage> computeStages(const Task& task, bool withEdits) { return Runner(task, withEdits).run(); }

Trace traceOf(const Task& task) {
  const Request& request = task.request;
  const Widths& widths = task.widths;
  std::vector<Stage> stages = computeStages(task, true);
  return {request.tokens,
          request.context.value_or(std::vector<std::string>{}),
          widths.embedDim,
          widths.numHeads,
          widths.numKvHeads,
          widths.headDim,
          widths.valueDim,
          widths.scale,
          request.softcap.value_or(0),
          request.temperature,
          widths.firstQuery,
          costsOf(stages),
          std::move(stages)};
}

const Stage& Trace::stage(StageId id, int head) const {
  const Stage* const found = find(stages, {id, head});
  if (found != nullptr) return *found;
  const auto heads =
      std::count_if(stages.begin(), stages.end(), [&](const Stage& stage) { return stage.id == id; });
  if (heads == 0) throw std::invalid_argument("the trace has no stage " + std::string(name(id)));
  reject("head", std::to_string(head),
         "0 to " + std::to_string(heads - 1) + " (the heads of " + std::string(name(id)) + ")");
}

namespace {

Trace traceAgainst(const Request& request) {
  const Task task(request);
  const Task other = inAgainst([&] { return Task(*request.against); });
  checkSize(task.cells() + other.cells());
  Trace result = traceOf(task);
  compare(result, inAgainst([&] { return traceOf(other); }));
  return result;
}

}  // namespace

Trace trace(const Request& request) {
  if (request.against) return traceAgainst(request);
  const Task task(request);
  checkSize(task.cells() * (request.differences ? 2 : 1));
  Trace result = traceOf(task);
  if (!request.differences) return result;
  std::vector<Stage> before = computeStages(task, false);
  for (std::size_t i = 0; i < before.size(); ++i) {
    result.stages[i].difference = difference(result.stages[i].values, std::move(before[i].values));
  }
  return result;
}

}  // namespace softlook
