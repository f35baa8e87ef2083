#include "softlook/plan_method.h"

#include <initializer_list>
#include <utility>

namespace softlook {

namespace {

class MethodPlanner {
 public:
  MethodPlanner(PlanBuilder& builder, const Request& wanted, const Widths& found, const MethodSource& exact)
      : plan(builder),
        request(wanted),
        widths(found),
        source(exact),
        queryTokens(exact.queryTokens),
        keyTokens(exact.keyTokens),
        headFeatures(exact.headFeatures),
        valueFeatures(exact.valueFeatures) {}

  void run() {
    if (request.method == Method::linear) addLinear();
    if (request.method == Method::lowRank) addLowRank();
    if (request.method == Method::localGlobal) addLocalGlobal();
    perHead(StageId::outputDifference, Operation::subtract, queryTokens, valueFeatures,
            {{StageId::headOutput}, {StageId::exactOutput}});
  }

 private:
  /// What a stage of one head is made from: the stage of that head, of the key/value head that it reads, or
  /// the one that all heads share.
  enum class Of { head, kvHead, all };
  struct From {
    StageId id;
    Of of = Of::head;
  };

  void add(StageId id, int heads, Operation operation, Extent rows, Extent columns,
           std::initializer_list<From> sources) {
    for (int head = 0; head < heads; ++head) {
      PlanBuilder::Inputs inputs;
      for (const From& from : sources) {
        const int kvHead = from.of == Of::kvHead ? widths.kvHead(head) : -1;
        inputs.push_back({from.id, from.of == Of::head ? head : kvHead});
      }
      plan.stages.push_back(
          {id, head, operation, std::move(inputs), rows.size, columns.size, rows.axis, columns.axis, {}});
    }
  }
  void perHead(StageId id, Operation operation, Extent rows, Extent columns,
               std::initializer_list<From> sources) {
    add(id, widths.numHeads, operation, rows, columns, sources);
  }
  void perKvHead(StageId id, Operation operation, Extent rows, Extent columns,
                 std::initializer_list<From> sources) {
    add(id, widths.numKvHeads, operation, rows, columns, sources);
  }

  void addLinear() {
    perHead(StageId::queryFeatures, Operation::features, queryTokens, headFeatures, {{source.queries}});
    perKvHead(StageId::keyFeatures, Operation::features, keyTokens, headFeatures, {{source.keys}});
    perHead(StageId::similarities, Operation::productTransposed, queryTokens, keyTokens,
            {{StageId::queryFeatures}, {StageId::keyFeatures, Of::kvHead}});
    StageId similarities = StageId::similarities;
    if (request.mask.causal) {
      perHead(StageId::maskedSimilarities, Operation::hide, queryTokens, keyTokens,
              {{similarities}, {StageId::mask, Of::all}});
      similarities = StageId::maskedSimilarities;
    }
    perHead(StageId::linearWeights, Operation::normalize, queryTokens, keyTokens, {{similarities}});
    perHead(StageId::quadraticOutput, Operation::product, queryTokens, valueFeatures,
            {{StageId::linearWeights}, {StageId::values, Of::kvHead}});
    addStates();
    perHead(StageId::headOutput, Operation::divide, queryTokens, valueFeatures,
            {{StageId::numerators}, {StageId::denominators}});
  }

  void addStates() {
    const bool runs = request.mask.causal;
    const Extent single{1, Axis::single};
    const Extent states{keyTokens.size * headFeatures.size, Axis::keyTokenFeature};
    perKvHead(StageId::keyValueState, runs ? Operation::runningStates : Operation::transposedProduct,
              runs ? states : headFeatures, valueFeatures, {{StageId::keyFeatures}, {StageId::values}});
    perKvHead(StageId::keySum, runs ? Operation::runningSums : Operation::columnSums,
              runs ? keyTokens : single, headFeatures, {{StageId::keyFeatures}});
    perHead(StageId::numerators, runs ? Operation::stateProduct : Operation::product, queryTokens,
            valueFeatures, {{StageId::queryFeatures}, {StageId::keyValueState, Of::kvHead}});
    perHead(StageId::denominators, runs ? Operation::rowProduct : Operation::productTransposed, queryTokens,
            single, {{StageId::queryFeatures}, {StageId::keySum, Of::kvHead}});
  }

  void addLowRank() {
    const Extent mixed{widths.rank, Axis::mixedKey};
    plan.addShared(StageId::keyMixing, Operation::input, mixed, keyTokens);
    plan.addShared(StageId::valueMixing, Operation::input, mixed, keyTokens);
    perKvHead(StageId::mixedKeys, Operation::product, mixed, headFeatures,
              {{StageId::keyMixing, Of::all}, {source.keys}});
    perKvHead(StageId::mixedValues, Operation::product, mixed, valueFeatures,
              {{StageId::valueMixing, Of::all}, {StageId::values}});
    perHead(StageId::lowRankScores, Operation::productTransposed, queryTokens, mixed,
            {{source.queries}, {StageId::mixedKeys, Of::kvHead}});
    perHead(StageId::lowRankScaledScores, Operation::scale, queryTokens, mixed, {{StageId::lowRankScores}});
    perHead(StageId::lowRankWeights, Operation::softmax, queryTokens, mixed,
            {{StageId::lowRankScaledScores}});
    perHead(StageId::headOutput, Operation::product, queryTokens, valueFeatures,
            {{StageId::lowRankWeights}, {StageId::mixedValues, Of::kvHead}});
  }

  void addLocalGlobal() {
    plan.addShared(StageId::pattern, Operation::input, queryTokens, keyTokens);
    perHead(StageId::localScores, Operation::mask, queryTokens, keyTokens,
            {{source.scores}, {StageId::pattern, Of::all}});
    perHead(StageId::localWeights, Operation::softmax, queryTokens, keyTokens, {{StageId::localScores}});
    perHead(StageId::headOutput, Operation::product, queryTokens, valueFeatures,
            {{StageId::localWeights}, {StageId::values, Of::kvHead}});
  }

  PlanBuilder& plan;
  const Request& request;
  const Widths& widths;
  const MethodSource& source;
  Extent queryTokens, keyTokens, headFeatures, valueFeatures;
};

}  // namespace

void planMethod(PlanBuilder& plan, const Request& request, const Widths& widths, const MethodSource& source) {
  MethodPlanner(plan, request, widths, source).run();
}

}  // namespace softlook
