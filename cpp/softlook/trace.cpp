#include "softlook/trace.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "softlook/beyond.h"
#include "softlook/check.h"
#include "softlook/complain.h"
#include "softlook/cost.h"
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
      addFullOutput(task, editing, stage);
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

}  // namespace

Task::Task(const Request& asked) : Task(asked, checkRequest(asked)) {
  placeEdits(request, planned);
  if (widths.cached) planWhole(*this);
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
