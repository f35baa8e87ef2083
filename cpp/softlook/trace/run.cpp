// Computing the stages of a task one after the other.
#include <algorithm>
#include <cmath>
#include <utility>

#include "softlook/numbers/softmax.h"
#include "softlook/operations/operation.h"
#include "softlook/trace/decode.h"
#include "softlook/trace/inputs.h"
#include "softlook/trace/limits.h"
#include "softlook/trace/task.h"

namespace softlook {

namespace {

class Runner {
 public:
  Runner(const Task& given, bool withEdits)
      : task(given), request(given.request), settings(given.settings), editing(withEdits) {}

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
      addWhole(computeStages(*task.whole, editing), settings.queries, stage);
      return stage;
    }
    if (next.operation == Operation::input) {
      Input input = inputOf(request, settings, next);
      stage.values = std::move(input.values);
      stage.origin = input.origin;
      return stage;
    }
    Inputs inputs;
    for (const StageRef& ref : next.inputs) {
      const Stage& input = *find(stages, ref);
      inputs.push_back(&input.values);
      stage.origin = std::max(stage.origin, originThrough(input));
    }
    if (request.method == Method::linear && next.id == StageId::headOutput) checkLinear(linearOf(next));
    stage.values = unitOf(next.operation).compute(next, inputs, settings);
    stage.multiplications = multiplicationsOf(next, inputs, stage.values);
    checkComputed(stage, inputs);
    if (next.operation == Operation::softmax) stage.emptyRows = emptyRows(*inputs[0]);
    return stage;
  }

  /// Back from a head's output, which is numerators over denominators, to the features.
  LinearInputs linearOf(const PlannedStage& output) const {
    const Stage& numerators = *find(stages, output.inputs[0]);
    const Stage& states = *find(stages, numerators.inputs[1]);
    return {output.head, *find(stages, numerators.inputs[0]), *find(stages, states.inputs[0]),
            *find(stages, states.inputs[1]), request.mask.causal};
  }

  /// What a stage takes over of an input's origin. Without projections a token's embedding is its query, key
  /// and value: nothing was made of it by parameters.
  Origin originThrough(const Stage& input) const {
    const bool embeddings = input.id == StageId::embeddings || input.id == StageId::contextEmbeddings;
    const bool bare = embeddings && !request.projections && input.origin != Origin::edited;
    return bare ? Origin::plain : input.origin;
  }

  /// Of local attention only the pairs that may look count.
  std::int64_t multiplicationsOf(const PlannedStage& next, const Inputs& inputs, const Matrix& values) const {
    if (next.id == StageId::localScores) return pairsIn(values) * settings.headDim;
    if (next.id == StageId::headOutput && request.method == Method::localGlobal) {
      return pairsIn(find(stages, {StageId::localScores, next.head})->values) * settings.valueDim;
    }
    return unitOf(next.operation).multiplications(next, inputs);
  }

  /// The pairs of query and key that may look: the scores that are not −∞.
  static std::int64_t pairsIn(const Matrix& scores) { return scores.size() - scores.array().isInf().count(); }

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
  const Settings& settings;
  bool editing;
  std::vector<Stage> stages;
};

}  // namespace

std::vector<Stage> computeStages(const Task& task, bool withEdits) { return Runner(task, withEdits).run(); }

}  // namespace softlook
