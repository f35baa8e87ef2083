#include "softlook/plan.h"

#include <utility>

namespace softlook {

namespace {

/// A length and what it counts.
struct Extent {
  int size;
  Axis axis;
};

class Planner {
 public:
  Planner(const Request& wanted, const Widths& found)
      : request(wanted),
        widths(found),
        queryTokens{found.queries, Axis::queryToken},
        keyTokens{found.keys, Axis::keyToken},
        features{found.embedDim, Axis::embeddingFeature},
        headFeatures{found.headDim, wanted.projections ? Axis::headFeature : Axis::embeddingFeature},
        valueFeatures{found.valueDim, wanted.projections ? Axis::valueFeature : Axis::embeddingFeature},
        concatenatedFeatures{found.numHeads * found.valueDim, Axis::concatenatedFeature} {}

  std::vector<PlannedStage> run() {
    addEmbeddings();
    if (request.projections) addWeights();
    addProjected();
    addAttention();
    addOutput();
    return std::move(stages);
  }

 private:
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

  void addEmbeddings() {
    addShared(StageId::embeddings, Operation::input, queryTokens, features);
    if (request.context) addShared(StageId::contextEmbeddings, Operation::input, keyTokens, features);
  }

  void addWeights() {
    const auto none = [](int) { return Inputs{}; };
    const Extent single{1, Axis::single};
    const int heads = widths.numHeads;
    const int kvHeads = widths.numKvHeads;
    addPerHead(StageId::queryWeights, heads, Operation::input, features, headFeatures, none);
    addPerHead(StageId::keyWeights, kvHeads, Operation::input, features, headFeatures, none);
    addPerHead(StageId::valueWeights, kvHeads, Operation::input, features, valueFeatures, none);
    const Weights& given = request.weights;
    if (given.queryBias) addPerHead(StageId::queryBias, heads, Operation::input, single, headFeatures, none);
    if (given.keyBias) addPerHead(StageId::keyBias, kvHeads, Operation::input, single, headFeatures, none);
    if (given.valueBias)
      addPerHead(StageId::valueBias, kvHeads, Operation::input, single, valueFeatures, none);
  }

  void addProjected() {
    const StageId context = request.context ? StageId::contextEmbeddings : StageId::embeddings;
    const Weights& given = request.weights;
    addProjection(StageId::queries, widths.numHeads, queryTokens, headFeatures, StageId::embeddings,
                  StageId::queryWeights, StageId::queryBias, given.queryBias.has_value());
    addProjection(StageId::keys, widths.numKvHeads, keyTokens, headFeatures, context, StageId::keyWeights,
                  StageId::keyBias, given.keyBias.has_value());
    addProjection(StageId::values, widths.numKvHeads, keyTokens, valueFeatures, context,
                  StageId::valueWeights, StageId::valueBias, given.valueBias.has_value());
  }

  void addProjection(StageId id, int heads, Extent rows, Extent columns, StageId source, StageId weights,
                     StageId bias, bool hasBias) {
    const Operation operation = request.projections ? Operation::product : Operation::copy;
    addPerHead(id, heads, operation, rows, columns, [&](int head) {
      Inputs inputs{{source, -1}};
      if (request.projections) inputs.push_back({weights, head});
      if (hasBias) inputs.push_back({bias, head});
      return inputs;
    });
  }

  void addAttention() {
    const int heads = widths.numHeads;
    const auto addScores = [&](StageId id, Operation operation, auto inputsOf) {
      addPerHead(id, heads, operation, queryTokens, keyTokens, inputsOf);
    };
    addScores(StageId::scores, Operation::productTransposed, [&](int head) {
      return Inputs{{StageId::queries, head}, {StageId::keys, widths.kvHead(head)}};
    });
    addScores(StageId::scaledScores, Operation::scale, [](int head) {
      return Inputs{{StageId::scores, head}};
    });
    StageId last = StageId::scaledScores;
    if (request.mask.causal) {
      addShared(StageId::mask, Operation::input, queryTokens, keyTokens);
      addScores(StageId::maskedScores, Operation::mask, [&](int head) {
        return Inputs{{last, head}, {StageId::mask, -1}};
      });
      last = StageId::maskedScores;
    }
    addScores(StageId::weights, Operation::softmax, [&](int head) { return Inputs{{last, head}}; });
  }

  void addOutput() {
    const int heads = widths.numHeads;
    const auto attended = [&](int head) {
      return Inputs{{StageId::weights, head}, {StageId::values, widths.kvHead(head)}};
    };
    if (heads == 1 && !widths.outputProjection) {
      addShared(StageId::output, Operation::product, queryTokens, valueFeatures, attended(0));
      return;
    }
    addPerHead(StageId::headOutput, heads, Operation::product, queryTokens, valueFeatures, attended);
    Inputs outputs;
    for (int head = 0; head < heads; ++head) outputs.push_back({StageId::headOutput, head});
    addShared(StageId::concatenated, Operation::concatenate, queryTokens, concatenatedFeatures,
              std::move(outputs));
    if (!widths.outputProjection) {
      addShared(StageId::output, Operation::copy, queryTokens, concatenatedFeatures,
                {{StageId::concatenated, -1}});
      return;
    }
    addShared(StageId::outputWeights, Operation::input, concatenatedFeatures, features);
    Inputs inputs{{StageId::concatenated, -1}, {StageId::outputWeights, -1}};
    if (request.weights.outputBias) {
      addShared(StageId::outputBias, Operation::input, {1, Axis::single}, features);
      inputs.push_back({StageId::outputBias, -1});
    }
    addShared(StageId::output, Operation::product, queryTokens, features, std::move(inputs));
  }

  const Request& request;
  const Widths& widths;
  Extent queryTokens, keyTokens, features, headFeatures, valueFeatures, concatenatedFeatures;
  std::vector<PlannedStage> stages;
};

}  // namespace

std::vector<PlannedStage> plan(const Request& request, const Widths& widths) {
  return Planner(request, widths).run();
}

}  // namespace softlook
