#include "softlook/plan.h"

#include <utility>

#include "softlook/backward.h"
#include "softlook/mask.h"
#include "softlook/plan_builder.h"
#include "softlook/plan_method.h"

namespace softlook {

namespace {

class Planner : private PlanBuilder {
 public:
  Planner(const Request& wanted, const Widths& found)
      : request(wanted),
        widths(found),
        queryTokens{found.queries, Axis::queryToken},
        keyTokens{found.keys, Axis::keyToken},
        tokens(found.cached ? keyTokens : queryTokens),
        features{found.embedDim, Axis::embeddingFeature},
        headFeatures{found.headDim, wanted.projections ? Axis::headFeature : Axis::embeddingFeature},
        valueFeatures{found.valueDim, wanted.projections ? Axis::valueFeature : Axis::embeddingFeature},
        concatenatedFeatures{found.numHeads * found.valueDim, Axis::concatenatedFeature} {}

  std::vector<PlannedStage> run() {
    addEmbeddings();
    if (request.projections) addWeights();
    addProjected();
    if (request.positions == Positions::rope) addRotated();
    addScores();
    addMask();
    addWeighting();
    addOutput();
    if (widths.cached) addProof();
    if (request.gradient) planBackward(stages);
    return std::move(stages);
  }

 private:
  void addEmbeddings() {
    addShared(StageId::embeddings, Operation::input, tokens, features);
    if (request.context) addShared(StageId::contextEmbeddings, Operation::input, keyTokens, features);
    if (request.context) source = StageId::contextEmbeddings;
    if (request.positions == Positions::sinusoidal) addPositions();
    if (!widths.cached) return;
    addShared(StageId::newEmbeddings, Operation::copy, queryTokens, features, {{source, -1}});
    embedded = StageId::newEmbeddings;
  }

  void addPositions() {
    addShared(StageId::positions, Operation::sinusoid, tokens, features);
    if (request.context) addShared(StageId::contextPositions, Operation::sinusoid, keyTokens, features);
    addShared(StageId::positionedEmbeddings, Operation::add, tokens, features,
              {{StageId::embeddings, -1}, {StageId::positions, -1}});
    embedded = source = StageId::positionedEmbeddings;
    if (!request.context) return;
    addShared(StageId::positionedContext, Operation::add, keyTokens, features,
              {{StageId::contextEmbeddings, -1}, {StageId::contextPositions, -1}});
    source = StageId::positionedContext;
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
    addProjection(StageId::queries, widths.numHeads, queryTokens, headFeatures, embedded,
                  StageId::queryWeights, StageId::queryBias, request.weights.queryBias.has_value());
    if (!widths.cached) {
      addKeys(StageId::keys, keyTokens, source);
      addValues(StageId::values, keyTokens, source);
      return;
    }
    const Extent cachedTokens{widths.firstQuery, Axis::keyToken};
    if (cachedTokens.size > 0) {
      addKeys(StageId::cachedKeys, cachedTokens, source);
      addValues(StageId::cachedValues, cachedTokens, source);
    }
    addKeys(StageId::newKeys, queryTokens, embedded);
    addValues(StageId::newValues, queryTokens, embedded);
    addStacked(StageId::keys, headFeatures, StageId::cachedKeys, StageId::newKeys);
    addStacked(StageId::values, valueFeatures, StageId::cachedValues, StageId::newValues);
  }

  void addKeys(StageId id, Extent rows, StageId from) {
    addProjection(id, widths.numKvHeads, rows, headFeatures, from, StageId::keyWeights, StageId::keyBias,
                  request.weights.keyBias.has_value());
  }

  void addValues(StageId id, Extent rows, StageId from) {
    addProjection(id, widths.numKvHeads, rows, valueFeatures, from, StageId::valueWeights, StageId::valueBias,
                  request.weights.valueBias.has_value());
  }

  void addStacked(StageId id, Extent columns, StageId cached, StageId added) {
    addPerHead(id, widths.numKvHeads, Operation::stack, keyTokens, columns, [&](int head) {
      return widths.firstQuery == 0 ? Inputs{{added, head}} : Inputs{{cached, head}, {added, head}};
    });
  }

  void addProjection(StageId id, int heads, Extent rows, Extent columns, StageId from, StageId weights,
                     StageId bias, bool hasBias) {
    const Operation operation = request.projections ? Operation::product : Operation::copy;
    addPerHead(id, heads, operation, rows, columns, [&](int head) {
      Inputs inputs{{from, -1}};
      if (request.projections) inputs.push_back({weights, head});
      if (hasBias) inputs.push_back({bias, head});
      return inputs;
    });
  }

  void addRotated() {
    const auto of = [](StageId id) { return [id](int head) { return Inputs{{id, head}}; }; };
    addPerHead(StageId::rotatedQueries, widths.numHeads, Operation::rotate, queryTokens, headFeatures,
               of(StageId::queries));
    addPerHead(StageId::rotatedKeys, widths.numKvHeads, Operation::rotate, keyTokens, headFeatures,
               of(StageId::keys));
    queries = StageId::rotatedQueries;
    keys = StageId::rotatedKeys;
  }

  /// What a stage is made from that takes the scores so far, and perhaps something more.
  auto scoresSoFar() const {
    return [id = last](int head) { return Inputs{{id, head}}; };
  }

  template <typename InputsOf>
  void addScoreStage(StageId id, Operation operation, InputsOf inputsOf) {
    addPerHead(id, widths.numHeads, operation, queryTokens, keyTokens, inputsOf);
    last = id;
  }

  void addScores() {
    addScoreStage(StageId::scores, Operation::productTransposed, [&](int head) {
      return Inputs{{queries, head}, {keys, widths.kvHead(head)}};
    });
    addScoreStage(StageId::scaledScores, Operation::scale, scoresSoFar());
    if (request.softcap) addScoreStage(StageId::cappedScores, Operation::softcap, scoresSoFar());
    if (request.positions != Positions::alibi) return;
    addPerHead(StageId::positionBias, widths.numHeads, Operation::alibi, queryTokens, keyTokens,
               [](int) { return Inputs{}; });
    addScoreStage(StageId::biasedScores, Operation::add, [id = last](int head) {
      return Inputs{{id, head}, {StageId::positionBias, head}};
    });
  }

  void addMask() {
    if (!isPresent(request.mask)) return;
    addShared(StageId::mask, Operation::input, queryTokens, keyTokens);
    addScoreStage(StageId::maskedScores, Operation::mask, [id = last](int head) {
      return Inputs{{id, head}, {StageId::mask, -1}};
    });
  }

  void addWeighting() {
    if (request.temperature != 1) addScoreStage(StageId::temperedScores, Operation::divide, scoresSoFar());
    addPerHead(StageId::weights, widths.numHeads, Operation::softmax, queryTokens, keyTokens, scoresSoFar());
  }

  void addOutput() {
    const int heads = widths.numHeads;
    const bool alone = heads == 1 && !widths.outputProjection;
    const bool exact = request.method == Method::softmax;
    const auto attended = [&](int head) {
      return Inputs{{StageId::weights, head}, {StageId::values, widths.kvHead(head)}};
    };
    if (alone && exact) {
      addShared(StageId::output, Operation::product, queryTokens, valueFeatures, attended(0));
      return;
    }
    addPerHead(exact ? StageId::headOutput : StageId::exactOutput, heads, Operation::product, queryTokens,
               valueFeatures, attended);
    if (!exact) {
      planMethod(*this, request, widths,
                 {queries, keys, last, queryTokens, keyTokens, headFeatures, valueFeatures});
    }
    if (alone) {
      addShared(StageId::output, Operation::copy, queryTokens, valueFeatures, {{StageId::headOutput, 0}});
      return;
    }
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

  void addProof() {
    const PlannedStage& output = stages.back();
    const Extent columns{output.columns, output.colAxis};
    addShared(StageId::fullOutput, Operation::input, queryTokens, columns);
    addShared(StageId::decodeDifference, Operation::subtract, queryTokens, columns,
              {{StageId::output, -1}, {StageId::fullOutput, -1}});
  }

  const Request& request;
  const Widths& widths;
  StageId embedded = StageId::embeddings;  // what queries are made from
  StageId source = StageId::embeddings;    // what keys and values are made from
  StageId queries = StageId::queries;      // what makes the scores
  StageId keys = StageId::keys;
  StageId last = StageId::scores;  // the scores so far
  Extent queryTokens, keyTokens;
  Extent tokens;  // of the embeddings
  Extent features, headFeatures, valueFeatures, concatenatedFeatures;
};

}  // namespace

bool takesMinusInfinity(StageId id) {
  return id == StageId::mask || id == StageId::maskedScores || id == StageId::temperedScores ||
         id == StageId::pattern || id == StageId::localScores;
}

std::vector<PlannedStage> plan(const Request& request, const Widths& widths) {
  return Planner(request, widths).run();
}

}  // namespace softlook
